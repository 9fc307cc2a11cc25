"""Configurations that describe one project: drizzle.config.ts and its production twin, a script and the file that it repeats."""

from collections.abc import Iterator
from dataclasses import replace

from bot.model import Message, Problem, Tree
from bot.projects.drizzle import Draft
from bot.projects.layouts import layout_of
from bot.projects.problems import casing_differs

Key = tuple[object, ...]


def merged(tree: Tree, drafts: tuple[Draft, ...]) -> Iterator[Draft | Problem]:
    """One draft for all that read the same schema into the same migrations, bearing the paths of all.

    The ordinary file comes first: the one without a word of its own in its name. A draft without migrations, or whose folder is nowhere,
    gives way to one of the same schema whose folder is there. A Problem where they disagree about the casing, which the first decides.
    """
    groups: dict[Key, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault((draft.dialect, draft.schema, draft.migrations), []).append(draft)
    for group in _without_lesser(tree, groups):
        first, *others = sorted(group, key=lambda draft: (-_rank(tree, draft), draft.variant != ""))
        yield from (said for other in others if (said := _contradiction(first, other)))
        yield _joined(first, others)


def _without_lesser(tree: Tree, groups: dict[Key, list[Draft]]) -> list[list[Draft]]:
    """The groups, each added to one of the same schema that leads further, where there is one."""
    ranks = {key: _rank(tree, group[0]) for key, group in groups.items()}
    kept: dict[Key, list[Draft]] = {key: [] for key in groups}
    for key, group in groups.items():
        alike = [other for other in groups if other[:2] == key[:2]]
        best = max(alike, key=lambda other: ranks[other])
        kept[best if ranks[best] > ranks[key] else key].extend(group)
    return [group for group in kept.values() if group]


def _rank(tree: Tree, draft: Draft) -> int:
    """0 without a migrations folder, 1 with the name of one, 2 where that is there."""
    if draft.migrations is None:
        return 0
    return 2 if draft.migrations and layout_of(tree, draft.migrations) else 1


def _joined(first: Draft, others: list[Draft]) -> Draft:
    paths = (other.config_path for other in others if other.config_path and other.config_path != first.config_path)
    aliases = tuple(dict.fromkeys(paths))
    drivers = {draft.kit_driver for draft in (first, *others)}
    driver = first.kit_driver if len(drivers) == 1 else None
    return replace(first, reason=_reason(first, aliases) if aliases else first.reason, kit_driver=driver, aliases=aliases)


def _reason(draft: Draft, aliases: tuple[str, ...]) -> Message:
    return Message.of(
        en="drizzle-kit's configuration {path}, which {aliases} repeats",
        ko="drizzle-kit 설정 {path}(같은 내용의 설정: {aliases})",
        path=draft.config_path or "",
        aliases=aliases,
    )


def _contradiction(first: Draft, other: Draft) -> Problem | None:
    if first.casing == other.casing or first.config_path is None or other.config_path is None:
        return None
    return casing_differs(first.config_path, first.casing, other.config_path, other.casing)
