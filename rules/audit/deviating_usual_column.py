"""A new column that is there in most tables, but of another type, nullable or without the default that it has elsewhere."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Schema, Side, part_object, prevailing

# Whether these are kept up to date is the question of another rule; of the others the default counts as well.
UPDATED = re.compile(r"(?:last_?)?(?:updated|modified|changed)", re.IGNORECASE)
TIMES = frozenset({"timestamp", "datetime", "date", "time"})


@rule(
    severity="note",
    summary={"en": "common column in another shape", "ko": "다른 테이블과 정의가 다른 공통 컬럼"},
    message={
        "en": "{column} is {shape} here and {usual} in nearly all other tables: one query over several tables, or one piece of code for "
        "all, meets both",
        "ko": "{column}이(가) 여기서는 {shape}인데 다른 테이블에서는 대부분 {usual}입니다. 여러 테이블을 함께 다루는 쿼리와 공통 코드가 두 "
        "형태를 모두 처리해야 합니다",
    },
)
def deviating_usual_column(schema: Schema, context: Context) -> Iterator[Hit]:
    """Each new moment in time whose name has one shape in nine of ten places of the base, of at least eight."""
    if context.side is Side.BASE:
        return
    shapes: dict[str, list[str]] = defaultdict(list)
    for column in (column for table in context.before.tables if not table.unread for column in table.columns):
        if isinstance(column.type, ColumnType) and column.type.name in TIMES:
            shapes[column.name].append(_shape(column, schema))
    usual = {name: shape for name, found in shapes.items() if (shape := prevailing(found))}
    for table, column in context.added_columns():
        shape = usual.get(column.name)
        if shape is None or not isinstance(column.type, ColumnType) or column.inherited or table.unread:
            continue
        if shape not in (_shape(column, schema), _shape(_with_time_zone(column), schema)):
            about = part_object(table, column)
            yield Hit(column, object=about, column=about, shape=_shape(column, schema), usual=shape)


def _with_time_zone(column: Column) -> Column:
    """The column as it would be with a time zone: that it has none is what `timestamp-without-time-zone` is about."""
    return replace(column, type=replace(column.type, with_time_zone=True)) if isinstance(column.type, ColumnType) else column


def _shape(column: Column, schema: Schema) -> str:
    """Type, whether it may be NULL, and whether it is filled without input, by the database or the program."""
    text = type_text(column.type, schema.dialect)
    if UPDATED.match(column.name):
        return text
    filled = column.has_value_without_input or column.application_default
    return f"{text}{'' if column.nullable else ' NOT NULL'}{' DEFAULT …' if filled else ''}"
