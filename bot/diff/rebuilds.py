"""Steps that make a table anew, folded into the alteration they stand for."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.diff.schemas import diff
from bot.model import (
    AddIndex,
    AddTable,
    Change,
    DropTable,
    ForeignKey,
    Index,
    Rebuild,
    RenameColumn,
    RenameTable,
    RowCopy,
    Schema,
    Step,
    Table,
    Trigger,
    View,
)


@dataclass(slots=True)
class _Story:
    """What the Steps so far have done to tables, by the names they have by now; the numbers are those of Steps.

    `away` are old tables under other names with the table they were, `made` new tables, `copies` the rows copied into each of those,
    `dropped` old tables that are gone, by their first name, with the Step that dropped them and the new table that has their rows.
    """

    away: dict[str, tuple[int, Table]] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)
    copies: dict[str, list[tuple[int, RowCopy]]] = field(default_factory=dict)
    dropped: dict[str, tuple[int, Table, str]] = field(default_factory=dict)


def rebuilds(steps: tuple[Step, ...], after: Schema) -> Iterator[Rebuild]:
    """The tables that the Steps make anew, in the order they are ready: a new table is filled from the old one and takes its name.

    Either the new one is renamed at the end, or the old one is renamed away at the begin. `after` is the Schema behind the last Step.
    """
    story = _Story()
    for number, step in enumerate(steps):
        if step.copy is not None:
            story.copies.setdefault(step.copy.target, []).append((number, step.copy))
        for change in step.changes:
            ready = _told(story, number, change)
            if ready is not None:
                yield _rebuild(steps, after, number, story, ready)


def _told(story: _Story, number: int, change: Change) -> tuple[int, Table, str] | None:
    """Go on with the story; where the change makes a rebuild complete, the number of the drop, the old table and the new one's name."""
    match change:
        case AddTable(after=table):
            story.made[table.full_name] = number
            story.copies.pop(table.full_name, None)
        case RenameTable(before=old, after=new):
            return _renamed(story, number, old, new.full_name)
        case DropTable(before=table):
            return _dropped(story, number, table)
    return None


def _renamed(story: _Story, number: int, old: Table, name: str) -> tuple[int, Table, str] | None:
    if old.full_name in story.made:
        story.made[name] = story.made.pop(old.full_name)
        story.copies[name] = story.copies.pop(old.full_name, [])
        gone = story.dropped.pop(name, None)
        if gone and gone[2] == old.full_name:
            return gone[0], gone[1], name
    story.away[name] = story.away.pop(old.full_name, (number, old))
    return None


def _dropped(story: _Story, number: int, table: Table) -> tuple[int, Table, str] | None:
    name = table.full_name
    story.made.pop(name, None)
    filled = (target for target, found in story.copies.items() if any(copy.source == name for _, copy in found) and target in story.made)
    target = next(filled, None)
    if target is None:
        return None
    first = story.away[name][1] if name in story.away else table
    if first.full_name == target:
        return number, table, target
    story.dropped[first.full_name] = story.dropped[name] = (number, table, target)
    return None


def _rebuild(steps: tuple[Step, ...], end: Schema, last: int, story: _Story, ready: tuple[int, Table, str]) -> Rebuild:
    drop, old, name = ready
    copied = [(number, copy) for number, copy in story.copies[name] if copy.source == old.full_name]
    made = story.made[name]
    away = story.away.get(old.full_name)
    first = min(made, away[0]) if away and away[1].full_name == name else made
    before = steps[first].before.table(name) or replace(old, name=name)
    behind, schema = _restored(steps, end, last, name, before)
    table = schema.table(name) or before
    indexes = tuple(change.after for step in behind for change in step.changes if isinstance(change, AddIndex))
    table = replace(table, indexes=tuple(index for index in table.indexes if index in indexes or _is_own(index, steps, last, end, name)))
    numbers = sorted({first, made, drop, last, *(number for number, _ in copied)})
    copies = tuple(copy for _, copy in copied)
    state = steps[drop].before
    return Rebuild(
        before,
        table,
        (*(steps[number] for number in numbers), *behind),
        copies,
        diff(_alone(before, end), _alone(table, end), known=_renamed_columns(before, table, copies)),
        steps[drop],
        steps[last],
        reached=tuple(_pointing(state, old.full_name)),
        stray=tuple(_stray(schema, state, {name, old.full_name})),
        views=tuple(_views(state, steps[last].before, old.full_name)),
    )


def _after(steps: tuple[Step, ...], end: Schema, number: int) -> Schema:
    return steps[number + 1].before if number + 1 < len(steps) else end


def _is_own(index: Index, steps: tuple[Step, ...], last: int, end: Schema, name: str) -> bool:
    """Whether the new table has the index as soon as it has its name."""
    table = _after(steps, end, last).table(name)
    return table is not None and index in table.indexes


def _restored(steps: tuple[Step, ...], end: Schema, last: int, name: str, before: Table) -> tuple[tuple[Step, ...], Schema]:
    """The Steps of the same file that put indexes and triggers of the old table back, and the Schema behind all that is about it."""
    found = []
    schema = _after(steps, end, last)
    for number in range(last + 1, len(steps)):
        step = steps[number]
        own = [change for change in step.changes if _table_of(change) == name]
        if step.span.path != steps[last].span.path or any(not isinstance(change, AddIndex) for change in own):
            break
        if _puts_back(own, before) or _triggers(step.before, name) != _triggers(_after(steps, end, number), name):
            found.append(step)
        schema = _after(steps, end, number)
    return tuple(found), schema


def _puts_back(changes: list[Change], before: Table) -> bool:
    return any(isinstance(change, AddIndex) and change.after in before.indexes for change in changes)


def _triggers(schema: Schema, name: str) -> tuple[Trigger, ...]:
    table = schema.table(name)
    return table.triggers if table else ()


def _table_of(change: Change) -> str | None:
    table = getattr(change, "table", None) or getattr(change, "before", None) or getattr(change, "after", None)
    return table.full_name if isinstance(table, Table) else None


def _alone(table: Table, schema: Schema) -> Schema:
    return Schema(schema.dialect, (table,))


def _renamed_columns(before: Table, after: Table, copies: tuple[RowCopy, ...]) -> Iterator[RenameColumn]:
    """Columns whose values go on, unchanged, under a name that the old table did not have."""
    for column in (column for copy in copies for column in copy.columns if column.as_is):
        old, new = before.column(column.sources[0]), after.column(column.name)
        if old and new and after.column(old.name) is None and before.column(new.name) is None:
            yield RenameColumn(after, old, new)


def _pointing(schema: Schema, name: str) -> Iterator[tuple[Table, ForeignKey]]:
    for table in schema.tables:
        if table.full_name != name:
            yield from ((table, key) for key in table.foreign_keys if key.target == name)


def _stray(after: Schema, state: Schema, names: set[str]) -> Iterator[tuple[Table, ForeignKey]]:
    """The foreign keys that pointed at the table when it was dropped, and now at one that is not there."""
    for table in after.tables:
        for key in table.foreign_keys:
            if key.target in names and after.table(key.target) is None and state.table(table.full_name):
                yield table, key


def _views(state: Schema, after: Schema, name: str) -> Iterator[View]:
    """The views that read the table when it is dropped and stay until the new one has its name."""
    standing = {view.full_name for view in after.views}
    for view in state.views:
        if name.lower() in (table.lower() for table in view.tables or ()) and view.full_name in standing:
            yield view
