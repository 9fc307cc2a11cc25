"""The checklist of a project: every Change asked for its items, those of the same sort merged."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from bot.checklist.columns import added_column, altered_column, dropped_column, renamed_column
from bot.checklist.constraints import (
    check_added,
    check_dropped,
    index_added,
    index_dropped,
    key_added,
    key_dropped,
    reference_added,
    reference_dropped,
)
from bot.checklist.draft import Draft, Scene
from bot.checklist.merge import Entry, merged
from bot.checklist.objects import added_enum, altered_enum, dropped_enum, dropped_view, guarded, named_only, numbered, shown_view
from bot.checklist.rollout import rolled_out
from bot.checklist.rows import about_rows
from bot.checklist.tables import added_table, altered_table, dropped_table, renamed_table
from bot.model import (
    AddCheck,
    AddColumn,
    AddEnum,
    AddForeignKey,
    AddIndex,
    AddName,
    AddPolicy,
    AddPrimaryKey,
    AddSequence,
    AddTable,
    AddUnique,
    AddView,
    AlterCheck,
    AlterColumn,
    AlterEnum,
    AlterForeignKey,
    AlterIndex,
    AlterPolicy,
    AlterPrimaryKey,
    AlterSequence,
    AlterTable,
    AlterUnique,
    AlterView,
    Change,
    DropCheck,
    DropColumn,
    DropEnum,
    DropForeignKey,
    DropIndex,
    DropName,
    DropPolicy,
    DropPrimaryKey,
    DropSequence,
    DropTable,
    DropUnique,
    DropView,
    Item,
    ItemKind,
    Project,
    RenameColumn,
    RenameTable,
    ReviewedChange,
    Schema,
    Step,
    change_object,
)

MOST = 3  # items a change: a list that nobody ticks helps nobody

ITEMS: Mapping[type, Callable[[Any, Scene], Iterator[Draft]]] = {
    AddTable: added_table,
    DropTable: dropped_table,
    RenameTable: renamed_table,
    AlterTable: altered_table,
    AddColumn: added_column,
    DropColumn: dropped_column,
    RenameColumn: renamed_column,
    AlterColumn: altered_column,
    AddPrimaryKey: key_added,
    DropPrimaryKey: key_dropped,
    AlterPrimaryKey: key_added,
    AddUnique: key_added,
    DropUnique: key_dropped,
    AlterUnique: key_added,
    AddForeignKey: reference_added,
    DropForeignKey: reference_dropped,
    AlterForeignKey: reference_added,
    AddCheck: check_added,
    DropCheck: check_dropped,
    AlterCheck: check_added,
    AddIndex: index_added,
    DropIndex: index_dropped,
    AlterIndex: index_added,
    AddPolicy: guarded,
    DropPolicy: guarded,
    AlterPolicy: guarded,
    AddEnum: added_enum,
    DropEnum: dropped_enum,
    AlterEnum: altered_enum,
    AddView: shown_view,
    DropView: dropped_view,
    AlterView: shown_view,
    AddSequence: numbered,
    DropSequence: numbered,
    AlterSequence: numbered,
    AddName: named_only,
    DropName: named_only,
}


def checklist(
    changes: tuple[ReviewedChange, ...], *, project: Project, before: Schema, after: Schema, steps: tuple[Step, ...] = ()
) -> tuple[Item, ...]:
    """What to test for the changes: integrity, performance, consistency, then rollout; within a group in the order of the changes.

    `steps` are the statements of the migrations: what they delete or overwrite is no Change. A change gives one to three drafts, and
    what is to be tested alike of several objects becomes one item. An id depends on the project, which item it is and the objects it
    names, so that a ticked item stays ticked while the wording, the lines or the rest of the pull request change.
    """
    everything = tuple(reviewed.change for reviewed in changes)
    scenes = ((reviewed.change, Scene(project, before, after, reviewed.effects, everything)) for reviewed in changes)
    entries = (_entry(draft, change) for change, scene in scenes for draft in drafts(change, scene))
    rows = (Entry(draft, table.full_name, table.full_name) for step in steps for table, draft in about_rows(step, before))
    kinds = list(ItemKind)
    return tuple(sorted(merged(chain(entries, rows), project), key=lambda item: kinds.index(item.kind)))


def drafts(change: Change, scene: Scene) -> Iterator[Draft]:
    """The items of one change before they have ids: what is special to it, then its rollout."""
    rollout = tuple(rolled_out(change, scene))
    yield from islice(ITEMS[type(change)](change, scene), MOST - len(rollout))
    yield from rollout


def _entry(draft: Draft, change: Change) -> Entry:
    about = draft.table or change_object(change)
    table = getattr(change, "table", None)
    return Entry(draft, about, table.full_name if table else about)
