"""What follows a renamed table or column: views, and in SQLite foreign keys, which legacy_alter_table leaves behind.

https://www.sqlite.org/lang_altertable.html#alter_table_rename, measured in tests/servers
"""

from dataclasses import replace

from bot.model import Dialect, Expression, RenameColumn, RenameTable, Schema, Table, Unknown, View, change_table
from bot.parse.expressions import canonical_expression
from bot.parse.queries import tables_read
from bot.parse.renamed import Renaming, renamed_query
from bot.parse.sql.draft import Draft
from bot.parse.sql.parts import aimed


def rename(draft: Draft, change: RenameTable | RenameColumn) -> None:
    """Make the change, with all that the server rewrites along."""
    before = draft.schema
    draft.add(change)
    if draft.dialect is Dialect.POSTGRESQL and isinstance(change, RenameTable):
        retarget_views(draft, change.before.full_name, change.after.full_name)
    if draft.dialect is not Dialect.SQLITE:
        return
    if isinstance(change, RenameColumn):
        _rewrite_views(draft, Renaming(change.table.full_name, change.after.name, before, column=change.before.name))
    elif not draft.session.legacy_alter_table:
        _rewrite_views(draft, Renaming(change.before.full_name, change.after.name, before))
    else:
        draft.words.add("legacy-alter-table")
        if not draft.session.foreign_keys:
            _leave_references(draft, before)
    if isinstance(change, RenameTable):
        aim_at(draft, draft.schema.table(change.after.full_name) or change.after)


def retarget_views(draft: Draft, old: str, new: str) -> None:
    """PostgreSQL's views keep reading the same table or view under its new name; their text here stays as it was written."""

    def followed(view: View) -> View:
        tables = {new if name == old else name for name in view.tables or ()}
        return replace(view, tables=tuple(sorted(tables))) if view.tables and old in view.tables else view

    if old != new:
        draft.schema = replace(draft.schema, views=tuple(map(followed, draft.schema.views)))


def aim_at(draft: Draft, table: Table) -> None:
    """SQLite lets a foreign key be written before its target has its name: what it means is known now."""
    name = table.full_name.lower()

    def aimed_at(other: Table) -> Table:
        keys = (aimed(key, table, draft.dialect) if key.target.lower() == name else key for key in other.foreign_keys)
        return replace(other, foreign_keys=tuple(keys))

    for other in tuple(draft.schema.tables_mentioning(name, _targets)):
        draft.schema = change_table(draft.schema, other.full_name, aimed_at)


def _targets(table: Table) -> frozenset[str]:
    return frozenset(key.target.lower() for key in table.foreign_keys)


def _rewrite_views(draft: Draft, renaming: Renaming) -> None:
    views = tuple(_rewritten(view, renaming) for view in draft.schema.views)
    if views != tuple(draft.schema.views):
        draft.schema = replace(draft.schema, views=views)


def _rewritten(view: View, renaming: Renaming) -> View:
    reads = view.tables is None or renaming.table.lower() in (table.lower() for table in view.tables)
    if not reads or not isinstance(view.definition, Expression):
        return view
    written = view.definition.spelling or view.definition.text
    query = renamed_query(written, renaming)
    if query is None:
        return replace(view, definition=Unknown(written))
    if query == written:
        return view
    return replace(view, definition=canonical_expression(query, Dialect.SQLITE), tables=tables_read(query, Dialect.SQLITE))


def _leave_references(draft: Draft, before: Schema) -> None:
    """The foreign keys as they were, the table's own among them: what pointed at the old name still does."""
    keys = {table.span: table.foreign_keys for table in before.tables}

    def as_before(table: Table) -> Table:
        return replace(table, foreign_keys=keys.get(table.span, table.foreign_keys))

    draft.schema = replace(draft.schema, tables=tuple(map(as_before, draft.schema.tables)))
