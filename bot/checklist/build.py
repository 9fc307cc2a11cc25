"""The checklist of a project: every Change asked for its items, the same ones merged, ids that do not move."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from itertools import islice
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
from bot.checklist.objects import added_enum, altered_enum, dropped_enum, dropped_view, guarded, named_only, numbered, shown_view
from bot.checklist.rollout import rolled_out
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
    change_kind,
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


def checklist(changes: tuple[ReviewedChange, ...], *, project: Project, before: Schema, after: Schema) -> tuple[Item, ...]:
    """What to test for the changes: integrity, performance, consistency, then rollout; within a group in the order of the changes.

    A change gives one to three items. An id depends on the project, the kind of change, the object and which item it is, so that a
    ticked item stays ticked while the wording, the lines or the rest of the pull request change.
    """
    items: dict[tuple[object, ...], Item] = {}
    everything = tuple(reviewed.change for reviewed in changes)
    for reviewed in changes:
        scene = Scene(project, before, after, reviewed.effects, everything)
        for draft in drafts(reviewed.change, scene):
            item = _item(draft, reviewed.change, project)
            items.setdefault((item.kind, item.object, item.message, item.sql), item)
    kinds = list(ItemKind)
    return tuple(sorted(items.values(), key=lambda item: kinds.index(item.kind)))


def drafts(change: Change, scene: Scene) -> Iterator[Draft]:
    """The items of one change before they have ids: what is special to it, then its rollout."""
    rollout = tuple(rolled_out(change, scene))
    yield from islice(ITEMS[type(change)](change, scene), MOST - len(rollout))
    yield from rollout


def _item(draft: Draft, change: Change, project: Project) -> Item:
    kind, about = ("table", draft.table) if draft.table else (change_kind(change), change_object(change))
    identity = "\0".join((project.name, kind, about, draft.key))
    return Item(sha256(identity.encode()).hexdigest()[:8], draft.kind, about, draft.message, draft.sql)
