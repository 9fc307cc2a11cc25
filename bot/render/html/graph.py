"""What an ER diagram on a page shows: the touched tables with their keys and changed columns, and the tables these refer to."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.model import (
    Cardinality,
    Column,
    ForeignKey,
    ProjectReview,
    RenameColumn,
    RenameTable,
    Schema,
    Table,
    changed_table,
)
from bot.render.definitions import column_type
from bot.render.diagram import key_marks

MAX_TABLES = 40
MAX_COLUMNS = 25
ONLY_ONE = {Cardinality.ONE_TO_ONE, Cardinality.ONE_TO_ONE_OPTIONAL}
OPTIONAL = {Cardinality.ONE_TO_ONE_OPTIONAL, Cardinality.ONE_TO_MANY_OPTIONAL}


class State(StrEnum):
    """What the pull request does to a table, a column or a foreign key."""

    NEW = "new"
    CHANGED = "changed"
    DROPPED = "dropped"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Row:
    """One column of a table; `marks` are its keys: `PK FK`."""

    name: str
    type: str
    marks: str
    state: State


@dataclass(frozen=True, slots=True)
class Entity:
    """One table; `more` columns are not shown."""

    name: str
    state: State
    rows: tuple[Row, ...]
    more: int

    def row(self, name: str) -> int | None:
        """Which row has the column of that name."""
        return next((number for number, row in enumerate(self.rows) if row.name == name), None)


@dataclass(frozen=True, slots=True)
class Reference:
    """One foreign key between two tables that are shown; the rows are None where the column is not."""

    child: str
    child_row: int | None
    parent: str
    parent_row: int | None
    is_one: bool
    is_optional: bool
    state: State


@dataclass(frozen=True, slots=True)
class Graph:
    """The diagram without places; `more` touched tables are not shown."""

    entities: tuple[Entity, ...]
    references: tuple[Reference, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Names:
    """What was called otherwise before: tables, and columns by table."""

    tables: dict[str, str]
    columns: dict[tuple[str, str], str]

    def old(self, table: Table, before: Schema) -> Table | None:
        return before.table(self.tables.get(table.full_name, table.full_name))

    def old_column(self, table: Table, column: Column, old: Table) -> Column | None:
        return old.column(self.columns.get((table.full_name, column.name), column.name))


def graph_of(project: ProjectReview) -> Graph | None:
    """At most 40 tables, the touched ones first by name; None where the pull request touches none."""
    names = _names(project)
    touched = {table.full_name for change in project.changes if (table := changed_table(change.change))} - set(names.tables.values())
    known = [table for name in sorted(touched) if (table := project.after.table(name) or project.before.table(name))]
    if not known:
        return None
    shown = {table.full_name: table for table in known[:MAX_TABLES]}
    targets = sorted({target for table in shown.values() for target in table.targets()} - set(shown))
    around = [table for name in targets if (table := project.after.table(name))][: MAX_TABLES - len(shown)]
    entities = [_entity(table, project, names) for table in shown.values()]
    entities += [_context(table, shown) for table in around]
    by_name = {entity.name: entity for entity in entities}
    references = tuple(reference for table in shown.values() for reference in _references(table, by_name, project, names))
    return Graph(tuple(entities), references, max(0, len(known) - MAX_TABLES))


def _names(project: ProjectReview) -> _Names:
    names = _Names({}, {})
    for reviewed in project.changes:
        match reviewed.change:
            case RenameTable(before=before, after=after):
                names.tables[after.full_name] = before.full_name
            case RenameColumn(table=table, before=before, after=after):
                names.columns[table.full_name, after.name] = before.name
    return names


def _entity(table: Table, project: ProjectReview, names: _Names) -> Entity:
    old = names.old(table, project.before)
    if project.after.table(table.full_name) is None:
        return _cut(table, State.DROPPED, [_row(column, table, project, State.DROPPED) for column in table.columns], len(table.columns))
    if old is None:
        return _cut(table, State.NEW, [_row(column, table, project, State.NEW) for column in table.columns], len(table.columns))
    rows = [_row(column, table, project, state) for column, state in _states(table, old, names)]
    shown = [row for row in rows if row.marks or row.state is not State.SAME]
    return _cut(table, State.CHANGED, shown, len(rows))


def _states(table: Table, old: Table, names: _Names) -> Iterator[tuple[Column, State]]:
    kept = set()
    for column in table.columns:
        was = names.old_column(table, column, old)
        if was:
            kept.add(was.name)
        yield column, State.NEW if was is None else State.SAME if was == column else State.CHANGED
    yield from ((column, State.DROPPED) for column in old.columns if column.name not in kept)


def _cut(table: Table, state: State, rows: list[Row], total: int) -> Entity:
    return Entity(table.full_name, state, tuple(rows[:MAX_COLUMNS]), total - len(rows[:MAX_COLUMNS]))


def _row(column: Column, table: Table, project: ProjectReview, state: State) -> Row:
    # A new table's columns are new with it: marked once, on the table.
    own = State.SAME if state is State.NEW and project.before.table(table.full_name) is None else state
    return Row(column.name, _short(column_type(column.type, project.after.dialect)), " ".join(key_marks(column, table)), own)


def _short(words: str) -> str:
    """A type as people say it: `timestamptz(3)` for `timestamp(3) with time zone`."""
    base, _, zone = words.partition(" with time zone")
    name, bracket, rest = base.partition("(")
    return words if base == words else f"{name}tz{bracket}{rest}{zone}"


def _context(table: Table, shown: dict[str, Table]) -> Entity:
    """A table that is only referred to: the columns that are, and no more."""
    wanted = {name for each in shown.values() for key in each.foreign_keys if key.target == table.full_name for name in key.target_columns}
    wanted |= set(table.primary_key.columns if table.primary_key else ()) if not wanted else set()
    rows = [Row(column.name, "", " ".join(key_marks(column, table)), State.SAME) for column in table.columns if column.name in wanted]
    return _cut(table, State.SAME, rows, len(rows))


def _references(table: Table, entities: dict[str, Entity], project: ProjectReview, names: _Names) -> Iterator[Reference]:
    old, is_here = names.old(table, project.before), project.after.table(table.full_name) is not None
    for key in table.foreign_keys:
        state = State.DROPPED if not is_here else State.SAME if old and key in old.foreign_keys else State.NEW
        yield from _reference(table, key, entities, state)
    if old and is_here:
        gone = (key for key in old.foreign_keys if not any(_same(key, other) for other in table.foreign_keys))
        for key in gone:
            yield from _reference(table, key, entities, State.DROPPED)


def _same(key: ForeignKey, other: ForeignKey) -> bool:
    return (key.columns, key.target) == (other.columns, other.target) or (key.name is not None and key.name == other.name)


def _reference(table: Table, key: ForeignKey, entities: dict[str, Entity], state: State) -> Iterator[Reference]:
    child, parent = entities[table.full_name], entities.get(key.target)
    if parent is None:
        return
    kind = table.cardinality(key)
    rows = (child.row(key.columns[0]) if key.columns else None, parent.row(key.target_columns[0]) if key.target_columns else None)
    yield Reference(child.name, rows[0], parent.name, rows[1], kind in ONLY_ONE, kind in OPTIONAL, state)
