"""Triggers: name and table are held, the body is code."""

from collections.abc import Iterator
from dataclasses import replace

from bot.model import Dialect, Table, Trigger, change_table
from bot.parse.sql.clauses import drop_behavior, if_exists, if_not_exists
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, Name, object_name
from bot.parse.sql.routines import routine_called


def create_trigger(cursor: Cursor, draft: Draft, *, replaces: bool = False) -> bool:
    """From TRIGGER on; False, for its body is not looked into."""
    draft.verb = "create trigger"
    cursor.expect("trigger")
    if_not_exists(cursor, draft)
    written = object_name(cursor)
    while not cursor.accept("on"):
        cursor.take()
    table = draft.table(draft.resolved(replace(object_name(cursor), schema=written.schema, written=written.written)).full_name)
    span = cursor.span(0, cursor.end)
    while not cursor.is_done and not cursor.at("execute"):
        cursor.take()
    called = cursor.accept("execute", "function") or cursor.accept("execute", "procedure")
    routine = routine_called(draft, object_name(cursor)) if called else ""
    cursor.rest()
    if table is not None and replaces:
        table = replace(table, triggers=tuple(each for each in table.triggers if each.name != written.name))
    known = (trigger for each in _tables(draft, None, written.name) for trigger in each.triggers)
    if draft.dialect is Dialect.SQLITE and any(_is_called(trigger, written.name, draft.dialect) for trigger in known):
        draft.existing(span, written.name)
    elif table is not None and not any(_is_called(trigger, written.name, draft.dialect) for trigger in table.triggers):
        _hold(draft, table, (*table.triggers, Trigger(written.name, routine, span)))
    return False


def drop_trigger(cursor: Cursor, draft: Draft) -> bool:
    """From TRIGGER on; False, as for its making. PostgreSQL names the table, the others know the trigger by its own name."""
    draft.verb = "drop trigger"
    cursor.expect("trigger")
    if_exists(cursor, draft)
    written = object_name(cursor)
    table = draft.resolved(object_name(cursor)) if cursor.accept("on") else None
    drop_behavior(cursor, draft)
    cursor.finish()
    for found in _tables(draft, table, written.name):
        kept = tuple(trigger for trigger in found.triggers if not _is_called(trigger, written.name, draft.dialect))
        if len(kept) < len(found.triggers):
            _hold(draft, found, kept)
    return False


def alter_trigger(cursor: Cursor, draft: Draft) -> bool:
    """From TRIGGER on; False, as for its making."""
    draft.verb = "alter trigger"
    cursor.expect("trigger")
    name = cursor.name()
    cursor.expect("on")
    table = draft.table(draft.resolved(object_name(cursor)).full_name)
    if cursor.accept("rename", "to"):
        new = cursor.name()
        cursor.finish()
        if table is not None:
            _hold(draft, table, tuple(replace(each, name=new) if each.name == name else each for each in table.triggers))
    elif cursor.word() not in ("depends", "no"):
        raise cursor.unreadable()
    cursor.rest()
    return False


def _tables(draft: Draft, name: Name | None, called: str) -> Iterator[Table]:
    if name is None:
        yield from tuple(draft.schema.tables_mentioning(called.lower(), _trigger_names))
    elif found := draft.table(name.full_name):
        yield found


def _trigger_names(table: Table) -> frozenset[str]:
    return frozenset(trigger.name.lower() for trigger in table.triggers)


def _is_called(trigger: Trigger, name: str, dialect: Dialect) -> bool:
    return trigger.name == name or (dialect is Dialect.SQLITE and trigger.name.lower() == name.lower())


def _hold(draft: Draft, table: Table, triggers: tuple[Trigger, ...]) -> None:
    draft.schema = change_table(draft.schema, table.full_name, lambda value: replace(value, triggers=triggers))
