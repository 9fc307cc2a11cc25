"""A new table without a column that the team's tables have."""

import re
from collections import Counter
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddTable, Column, ColumnType, Schema, Side, Table
from bot.model.majority import LEAST, PERCENT

TIMES = frozenset({"timestamp", "datetime", "date"})
MOMENT = re.compile(r"(?:_at|_on|_?date|_?time|(?<=[a-z])(?:At|On|Date|Time))$")


@rule(
    severity="note",
    options={"columns": ()},
    summary={"en": "table without a column that the others have", "ko": "다른 테이블에 있는 컬럼이 없는 테이블"},
    message={
        "en": "{table} has no {columns}, which nearly all other tables have",
        "ko": "거의 모든 테이블에 있는 {columns}이(가) {table}에 없습니다",
    },
)
def missing_usual_column(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # the changes are the subject
    """Each new table against `columns`, or else against what nine of ten tables of the base have."""
    added = [change for change in context.changes if isinstance(change, AddTable)] if context.side is Side.HEAD else []
    asked = context.options["columns"]
    is_asked = isinstance(asked, tuple) and bool(asked)
    usual = asked if isinstance(asked, tuple) and asked else _usual(context.before) if added else ()
    for change in added:
        table = change.after
        known = {column.name for column in table.columns}
        excused = not is_asked and any(map(_is_moment_of_insert, table.columns))
        missing = tuple(name for name in usual if name not in known and not (excused and MOMENT.search(name)))
        if missing and not table.unread and not table.parents and (is_asked or _is_main(table)):
            yield Hit(change, table=table.full_name, columns=missing)


def _usual(before: Schema) -> tuple[str, ...]:
    """The names that nine of ten of the base's tables have, of at least eight; keys aside, which are a choice of each table."""
    tables = [table for table in before.tables if not table.parents and _is_main(table)]
    if len(tables) < LEAST:
        return ()
    counted = Counter(column.name for table in tables for column in table.columns)
    keys = {name for table in tables if table.primary_key for name in table.primary_key.columns}
    return tuple(name for name, count in counted.items() if count * 100 >= len(tables) * PERCENT and name not in keys)


def _is_main(table: Table) -> bool:
    """Whether it holds things of its own: it is no link between others and no part of another one's row."""
    key = frozenset(table.primary_key.columns if table.primary_key else ())
    references = frozenset[str]().union(*(key.columns for key in table.foreign_keys))
    return not (key and key <= references) and sum(column.name not in key | references for column in table.columns) > 2


def _is_moment_of_insert(column: Column) -> bool:
    """A moment that every row has: the table is dated, by whatever name."""
    is_time = isinstance(column.type, ColumnType) and column.type.name in TIMES
    filled = column.has_value_without_input or column.application_default
    return (is_time or MOMENT.search(column.name) is not None) and (filled or not column.nullable)
