"""DROP TYPE and DROP DOMAIN, with the columns that go along."""

from bot.model import Domain, DropEnum, Enum, OtherType
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, Name
from bot.parse.sql.drops import drop_column, dropped_names
from bot.parse.sql.lookups import object_in
from bot.parse.sql.user_types import forget, found_in, is_of


def drop_types(cursor: Cursor, draft: Draft) -> None:
    """What follows DROP TYPE; CASCADE takes the columns of that type along. Types that extensions bring are not known: nothing is said."""
    for name in dropped_names(cursor, draft):
        enum = object_in(draft.schema.enums, name, draft)
        if enum is None:
            _drop_other_type(draft, name)
            continue
        drop_columns_of(draft, enum)
        draft.add(DropEnum(enum))


def _drop_other_type(draft: Draft, name: Name) -> None:
    known = found_in(draft.schema.domains, name, draft) or found_in(draft.schema.types, name, draft)
    if known is None:
        return
    drop_columns_of(draft, known)
    forget(draft, known)


def drop_columns_of(draft: Draft, known: Enum | Domain | OtherType) -> None:
    """With CASCADE the columns of that type go, and those of its arrays."""
    if "cascade" not in draft.words:
        return
    found = [(table, column) for table in draft.schema.tables for column in table.columns if is_of(column.type, known)]
    for table, column in found:
        drop_column(draft, table.full_name, column.name)
