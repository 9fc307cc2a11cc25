"""What a pull request changes, and which of its statements perform it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TypeAlias

from bot.diff import diff
from bot.effects import effects_of
from bot.histories import added_steps
from bot.model import (
    AddCheck,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddTable,
    AddUnique,
    AlterCheck,
    AlterForeignKey,
    AlterIndex,
    AlterPrimaryKey,
    AlterUnique,
    Change,
    CheckConstraint,
    DropCheck,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    ForeignKey,
    Index,
    MigrationHistory,
    Place,
    Project,
    Rebuild,
    ReviewedChange,
    Schema,
    Side,
    Span,
    Step,
    UniqueConstraint,
    change_identity,
    change_kind,
    change_node,
    change_object,
)
from bot.projects.read import Reading


@dataclass(frozen=True, slots=True)
class Sides:
    """One Project read on both sides of a pull request."""

    before: Reading
    after: Reading
    history: MigrationHistory | None

    def added_steps(self) -> tuple[Step, ...]:
        """The Steps that the pull request brings, each with what it runs in."""
        return added_steps(self.history, self.before, self.after)


def reviewed_changes(sides: Sides, steps: tuple[Step, ...], stands: Schema, anew: tuple[Rebuild, ...]) -> tuple[ReviewedChange, ...]:
    """What the pull request changes, each with its places and effects.

    `steps` are its own, `stands` is what they meet, and `anew` are the tables that they rebuild: a change that no statement makes alone
    may be the outcome of one of these, and happens when the old table is dropped.
    """
    project, performers = sides.after.project, _performers(steps)
    found = (_reviewed(change, performers, stands, project) for change in _changes(sides, steps, stands))
    outcomes = {change_identity(change): rebuild.drop for rebuild in anew for change in rebuild.changes if change.after is None}
    return tuple(_with_drop(each, outcomes.get(change_identity(each.change))) for each in found)


def _with_drop(found: ReviewedChange, drop: Step | None) -> ReviewedChange:
    """The statement of a rebuild as a place of what goes with the old table, unless a statement of its own performs it."""
    if drop is None or any(place.side is Side.HEAD for place in found.places):
        return found
    return replace(found, places=(*found.places, Place(Side.HEAD, drop.span)))


def _changes(sides: Sides, steps: tuple[Step, ...], stands: Schema) -> tuple[Change, ...]:
    """The difference of the Schemas, then what only the added migrations do; nothing inside a table that these make as a whole."""
    made = tuple(change for step in steps for change in step.changes)
    changes = diff(sides.before.schema, sides.after.schema, known=made)
    if not sides.after.files:
        return changes
    known = {key for change in changes for key in (change_identity(change), _meaning(change))}
    touched = {_subject(change) for change in made}
    performed = diff(sides.before.replay.schema, sides.after.replay.schema, known=made) if made else ()
    news = tuple(change for change in performed if _subject(change) in touched and _is_news(change, sides))
    late = {_subject(change) for change in news if isinstance(change, AddTable) and stands.table(change.after.full_name) is None}
    seen = (change for change in changes if _subject(change) not in late)
    return (*seen, *(change for change in news if not {change_identity(change), _meaning(change)} & known))


def _subject(change: Change) -> str:
    """The table a change is about, or the other object that it is."""
    table = getattr(change, "table", None)
    return table.full_name if table else change_object(change)


def _meaning(change: Change) -> tuple[object, ...]:
    """The same for two changes that differ only in a constraint's or index's name, which hand-written SQL often leaves out."""
    node = change_node(change)
    if isinstance(node, UniqueConstraint | ForeignKey | CheckConstraint | Index):
        return change_kind(change), change.table.full_name, replace(node, name=None)  # type: ignore[union-attr] # such nodes stand in a table
    return change_identity(change)


def _is_news(change: Change, sides: Sides) -> bool:
    """Whether a migration's change is more than catching up with a schema that the base already had."""
    table = _subject(change)
    return sides.before.schema.table(table) is not None or sides.after.schema.table(table) is None


Performers: TypeAlias = Mapping[tuple[object, ...], Sequence[tuple[int, Step, Change]]]


def _performers(steps: tuple[Step, ...]) -> Performers:
    """The Changes of all Steps by what they do and mean, each with its Step and the number of that."""
    found: dict[tuple[object, ...], list[tuple[int, Step, Change]]] = defaultdict(list)
    for number, step in enumerate(steps):
        for made in step.changes:
            for key in {change_identity(made), _meaning(made)}:
                found[key].append((number, step, made))
    return found


def _reviewed(change: Change, performers: Performers, base: Schema, project: Project) -> ReviewedChange:
    wanted = frozenset((change_identity(change), _meaning(change), *_in_two(change)))
    performing: dict[int, tuple[Step, list[Change]]] = {}
    for number, step, made in sorted((found for key in wanted for found in performers.get(key, ())), key=itemgetter(0)):
        _, mine = performing.setdefault(number, (step, []))
        mine += [] if made in mine else [made]
    steps = tuple(step for step, _ in performing.values())
    effects = frozenset(
        effect for step, mine in performing.values() for effect in effects_of(step, base=base, project=project, only=tuple(mine))
    )
    if not performing:
        effects = effects_of(change, base=base, project=project)
    return ReviewedChange(change, tuple(dict.fromkeys(_places(change, steps))), effects)


def _in_two(change: Change) -> Iterator[tuple[object, ...]]:
    """What a DROP and an ADD make of a part that is only altered, as most migrations do it."""
    pairs: tuple[tuple[Change, ...], ...] = ()
    match change:
        case AlterIndex():
            pairs = ((DropIndex(change.table, change.before), AddIndex(change.table, change.after)),)
        case AlterUnique():
            pairs = ((DropUnique(change.table, change.before), AddUnique(change.table, change.after)),)
        case AlterForeignKey():
            pairs = ((DropForeignKey(change.table, change.before), AddForeignKey(change.table, change.after)),)
        case AlterCheck():
            pairs = ((DropCheck(change.table, change.before), AddCheck(change.table, change.after)),)
        case AlterPrimaryKey():
            pairs = ((DropPrimaryKey(change.table, change.before), AddPrimaryKey(change.table, change.after)),)
    for part in (part for pair in pairs for part in pair):
        yield from (change_identity(part), _meaning(part))


def _places(change: Change, performing: tuple[Step, ...]) -> Iterator[Place]:
    span = getattr(change_node(change), "span", None)
    if isinstance(span, Span):
        side = Side.BASE if change.after is None else Side.HEAD
        yield Place(side, span)
    for step in performing:
        inside = isinstance(span, Span) and step.span.has_start_of(span)
        if not inside or change.after is None:
            yield Place(Side.HEAD, step.span)
