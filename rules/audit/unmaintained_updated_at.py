"""A new `updated_at` that nothing keeps up to date, where the other tables' is."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, Schema, Side, Table, part_object, prevailing

NAME = re.compile(r"(?:updated|modified|changed)_?(?:at|on|date|time)|(?:last_?)?(?:updated|modified)(?:_?at)?", re.IGNORECASE)


@rule(
    severity="note",
    summary={"en": "updated_at that nothing maintains", "ko": "갱신되지 않는 updated_at"},
    message={
        "en": "{column} is set when the row is inserted and never again: the other tables have {usual} for it",
        "ko": "{column}은(는) 행을 입력할 때만 설정되고 그 뒤에는 갱신되지 않습니다. 다른 테이블에는 {usual}이(가) 있습니다",
    },
)
def unmaintained_updated_at(schema: Schema, context: Context) -> Iterator[Hit]:
    """Each new one in a database where nine of ten, of at least eight, are kept by the server or by the schema file."""
    if context.side is Side.BASE:
        return
    ways = (_kept(column, table) for table in context.before.tables for column in table.columns if NAME.fullmatch(column.name))
    usual = prevailing(ways)
    for added, column in context.added_columns() if usual else ():
        table = schema.table(added.full_name)
        if table and NAME.fullmatch(column.name) and not table.unread and not _kept(column, table):
            about = part_object(table, column)
            yield Hit(column, object=about, column=about, usual=usual or "")


def _kept(column: Column, table: Table) -> str:
    """What keeps the column up to date, empty where nothing does."""
    if column.on_update is not None:
        return "ON UPDATE CURRENT_TIMESTAMP"
    if column.application_update:
        return "$onUpdate"
    return "TRIGGER" if table.triggers else ""
