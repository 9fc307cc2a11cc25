"""The views that read a column that PostgreSQL drops: CASCADE takes them along, and without it the server refuses."""

from dataclasses import replace

from bot.model import Dialect, DropColumn, DropView, Expression, RenameColumn, Sorted, Span, Unknown, View
from bot.parse.queries import is_column_read, tables_read
from bot.parse.sql.draft import Draft
from bot.parse.sql.drops import drop_reading
from bot.parse.sql.parts import uses
from bot.parse.sql.problems import cannot_drop, view_is_unclear
from bot.parse.sql.view_indexes import put_view

UNKNOWN = ""  # no table has this name


def follow_dropped_columns(draft: Draft, span: Span) -> None:
    """What the columns that a statement dropped mean to the views that stand after it; what is renamed they read on, in other words."""
    if draft.dialect is not Dialect.POSTGRESQL:
        return
    for change in [change for change in draft.changes if isinstance(change, DropColumn | RenameColumn)]:
        views = Sorted.of(draft.schema.views)
        for view in (*views.mentioning(change.table.full_name, _tables), *views.mentioning(UNKNOWN, _tables)):
            if not view.existing and Sorted.of(draft.schema.views).find(view.full_name):
                _follow(draft, change, view, span)


def _tables(view: View) -> tuple[str, ...]:
    """What the view reads: tables and views, or that nobody knows."""
    return (UNKNOWN,) if view.tables is None else tuple(view.tables)


def _follow(draft: Draft, change: DropColumn | RenameColumn, view: View, span: Span) -> None:
    reads = _reads(draft, change, view)
    if isinstance(change, RenameColumn):
        if reads is not False and isinstance(view.definition, Expression):
            put_view(draft, replace(view, definition=Unknown(view.definition.spelling or view.definition.text)))
        return
    column = f"{change.table.full_name}.{change.before.name}"
    if "cascade" not in draft.words:
        if reads and "guarded" not in draft.words and not draft.schema.unread:
            draft.problem(cannot_drop(span, column, view.full_name))
    elif reads:
        draft.add(DropView(view))
        drop_reading(draft, view.full_name)
    elif reads is None:
        problem = view_is_unclear(span, view.full_name, column)
        draft.unread(None, problem)
        draft.problem(problem)


def _reads(draft: Draft, change: DropColumn | RenameColumn, view: View) -> bool | None:
    """Whether the view reads the column, None where that cannot be told."""
    table, column = change.table.full_name, change.before.name
    if not isinstance(view.definition, Expression):
        return None
    if view.tables is None:
        named = [uses(view.definition, name, draft.dialect) for name in (change.table.name, column)]
        return None if named[0] and (named[1] or "*" in view.definition.text) else False
    text = view.definition.spelling or view.definition.text
    if tables_read(text, draft.dialect) != view.tables:
        return None  # a table was renamed since
    alone = not any(_may_have(draft, other, column) for other in view.tables if other != table)
    return is_column_read(text, column, table, draft.dialect, alone=alone)


def _may_have(draft: Draft, name: str, column: str) -> bool:
    """Whether the table or view of that name may have such a column."""
    table = draft.table(name)
    if table is not None:
        return bool(table.unread) or column in table.column_names()
    view = Sorted.of(draft.schema.views).find(name)
    return view is None or view.columns is None or column in view.columns
