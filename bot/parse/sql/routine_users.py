"""What calls a routine: triggers, defaults, generated columns, constraints, indexes, policies, domains and views."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from bot.model import (
    AlterColumn,
    Change,
    Column,
    DropCheck,
    DropIndex,
    DropPolicy,
    DropView,
    Expression,
    Index,
    Routine,
    Span,
    Table,
    Unknown,
    change_table,
)
from bot.parse.sql.draft import Draft
from bot.parse.sql.drops import drop_column, drop_reading
from bot.parse.sql.problems import call_is_unclear

STRING = re.compile(r"'(?:[^']|'')*'")
PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_$]*")
T = TypeVar("T", Expression | Unknown, Expression | Unknown | None)


def drop_users(draft: Draft, routine: Routine, span: Span) -> None:
    """What goes with a routine under CASCADE."""
    for table in tuple(draft.schema.tables):
        kept = tuple(each for each in table.triggers if each.routine != routine.full_name)
        if kept != table.triggers:
            draft.alter(table.full_name, triggers=kept)
        if _is_clear(draft, routine, table, span):
            _drop_from(draft, routine, table)
    for view in tuple(draft.schema.views):
        if calls(view.definition, routine) and view in draft.schema.views:
            draft.add(DropView(view))
            drop_reading(draft, view.full_name)


def _is_clear(draft: Draft, routine: Routine, table: Table, span: Span) -> bool:
    """Whether nothing in the table may call another routine of the same name, which is said."""
    others = any((each.schema, each.name) == (routine.schema, routine.name) for each in draft.schema.routines)
    is_clear = not (others and any(calls(text, routine) for text in _texts(table)))
    if not is_clear:
        problem = call_is_unclear(span, routine.full_name, table.full_name)
        draft.unread(table.full_name, problem)
        draft.problem(problem)
    return is_clear


def _texts(table: Table) -> Iterator[object]:
    for column in table.columns:
        yield column.default
        yield column.generated and column.generated.expression
    yield from (check.expression for check in table.checks)
    for index in (*table.indexes, *(each.index for each in table.exclusions)):
        yield index.where
        yield from (part.expression for part in index.parts)
    for policy in table.policies:
        yield policy.using
        yield policy.with_check


def _drop_from(draft: Draft, routine: Routine, table: Table) -> None:
    for column in table.columns:
        _drop_from_column(draft, routine, table, column)
    for change in _drops(draft.table(table.full_name) or table, routine):
        draft.add(change)
    kept = tuple(each for each in table.exclusions if not _index_calls(each.index, routine))
    if kept != table.exclusions:
        draft.alter(table.full_name, exclusions=kept)


def _drop_from_column(draft: Draft, routine: Routine, table: Table, column: Column) -> None:
    if column.generated and calls(column.generated.expression, routine):
        drop_column(draft, table.full_name, column.name)
    elif calls(column.default, routine):
        draft.add(AlterColumn(draft.table(table.full_name) or table, column, replace(column, default=None)))


def _drops(table: Table, routine: Routine) -> Iterator[Change]:
    yield from (DropCheck(table, check) for check in table.checks if calls(check.expression, routine))
    yield from (DropIndex(table, index) for index in table.indexes if _index_calls(index, routine))
    for policy in table.policies:
        if calls(policy.using, routine) or calls(policy.with_check, routine):
            yield DropPolicy(table, policy)


def _index_calls(index: Index, routine: Routine) -> bool:
    return calls(index.where, routine) or any(calls(part.expression, routine) for part in index.parts)


def calls(expression: object, routine: Routine) -> bool:
    """Whether the expression calls a routine of that name."""
    return isinstance(expression, Expression) and _call(routine).search(STRING.sub("''", expression.text)) is not None


def _call(routine: Routine) -> re.Pattern[str]:
    schema = rf"(?:\"?{re.escape(routine.schema or 'public')}\"?\s*\.\s*)?"
    return re.compile(rf"(?<![\w$.\"]){schema}(?:{re.escape(routine.name)}|\"{re.escape(routine.name)}\")\s*\(")


def rename_calls(draft: Draft, before: Routine, after: Routine, span: Span) -> None:
    """Let what calls the routine know its new name: the server remembers the routine and not how it was called."""
    call = re.compile(rf"(?P<string>{STRING.pattern})|{_call(before).pattern}")
    name = ".".join(map(_quoted, (after.schema, after.name) if after.schema else (after.name,)))

    def text(value: T) -> T:
        if not isinstance(value, Expression) or not calls(value, before):
            return value
        return Expression(call.sub(lambda found: found["string"] or f"{name}(", value.text))

    for table in tuple(draft.schema.tables):
        triggers = tuple(replace(t, routine=after.full_name) if t.routine == before.full_name else t for t in table.triggers)
        if triggers != table.triggers:
            draft.alter(table.full_name, triggers=triggers)
        if any(calls(each, before) for each in _texts(table)) and _is_clear(draft, before, table, span):
            draft.schema = change_table(draft.schema, table.full_name, lambda value: _with_texts(value, text))
    views = tuple(replace(view, definition=text(view.definition)) for view in draft.schema.views)
    draft.schema = replace(draft.schema, views=views)


def _quoted(name: str) -> str:
    return name if PLAIN_NAME.fullmatch(name) else f'"{name}"'


def _with_texts(table: Table, text: Callable[[Any], Any]) -> Table:
    """The table with every expression as `text` makes it."""

    def column(value: Column) -> Column:
        made = replace(value.generated, expression=text(value.generated.expression)) if value.generated else None
        return replace(value, default=text(value.default), generated=made)

    def index(value: Index) -> Index:
        parts = tuple(replace(part, expression=text(part.expression)) for part in value.parts)
        return replace(value, parts=parts, where=text(value.where))

    return replace(
        table,
        columns=tuple(map(column, table.columns)),
        checks=tuple(replace(check, expression=text(check.expression)) for check in table.checks),
        indexes=tuple(map(index, table.indexes)),
        exclusions=tuple(replace(each, index=index(each.index)) for each in table.exclusions),
        policies=tuple(replace(each, using=text(each.using), with_check=text(each.with_check)) for each in table.policies),
    )
