"""The migrations of a project on both sides: what is added, and what became of those that the base has."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.effects import in_transactions
from bot.effects.alone import plain
from bot.effects.runners import remembers
from bot.model import Migration, MigrationHistory, Replay, Rewritten, Schema, Step, StepKind
from bot.parse.sql import replay
from bot.projects.read import Reading

GUARD = re.compile(r"\bif (?:not )?exists ")
ACTING = frozenset({StepKind.SCHEMA, StepKind.DATA, StepKind.OPAQUE, StepKind.NOT_ANALYSED})


def history_of(before: Reading, after: Reading, tip: tuple[Migration, ...]) -> MigrationHistory | None:
    """The migrations of base, target branch and head; None for a project without any."""
    layout = after.project.layout
    if layout is None:
        return None
    pairs = tuple(_rewritten(before, after))
    history = MigrationHistory(layout, before.migrations, tip, after.migrations, pairs, before.project.layout)
    known = {*before.unlisted, *(migration.path for migration in before.migrations)}
    unlisted = tuple(path for path in after.unlisted if path not in known)
    history = replace(history, snapshots=after.snapshots, base_snapshots=before.snapshots)
    return replace(history, arrived=_arrived(history, before), unlisted=unlisted, base_unlisted=before.unlisted)


def added_steps(history: MigrationHistory | None, before: Reading, after: Reading) -> tuple[Step, ...]:
    """The Steps that the pull request brings, each with what it runs in.

    Those of new migrations, and of edited ones the statements that the base's text has not: none of them where the runner remembers
    the file and does not run it again. `refused` stays only where all that they meet is known.
    """
    known = {migration.path: migration.content for migration in before.migrations}
    changed = {migration.path for migration in after.migrations if known.get(migration.path) != migration.content}
    steps = tuple(step for step in after.replay.steps if step.span.path in changed)
    if not steps:
        return ()
    pairs = {pair.after.path: pair for pair in history.rewritten if pair.after} if history else {}
    old = {path: Counter(map(plain, _steps_of(before, pair.before))) for path, pair in pairs.items()}
    if not _is_followed(history, before, after):
        steps = tuple(replace(step, refused=None) if step.refused else step for step in steps)
    placed = in_transactions(steps, after.migrations, after.project)
    runs_again = not remembers(after.project)
    return tuple(step for step in placed if step.span.path not in old or (_is_news(step, old[step.span.path]) and runs_again))


def _is_followed(history: MigrationHistory | None, before: Reading, after: Reading) -> bool:
    """Whether what the added migrations meet is known: the base's ran without a fault, none was rewritten, nothing else makes columns."""
    was_read = bool(before.migrations) and not before.replay.problems and not before.replay.schema.unread
    rewritten = any(not pair.acts_alike or pair.after is None for pair in history.rewritten) if history else True
    return was_read and not rewritten and not (_columns(before.schema) & _columns(after.schema)) - _columns(before.replay.schema)


def _columns(schema: Schema) -> set[tuple[str, str]]:
    return {(table.full_name, name) for table in schema.tables for name in table.column_names()}


def _is_news(step: Step, old: Counter[str]) -> bool:
    text = plain(step)
    old[text] -= 1
    return old[text] < 0


def _rewritten(before: Reading, after: Reading) -> Iterator[Rewritten]:
    head = {migration.name: migration for migration in after.migrations}
    names = {migration.name for migration in before.migrations}
    moved: Mapping[str, list[Migration]] = defaultdict(list)
    for migration in after.migrations:
        if migration.name not in names and migration.content.strip():
            moved[migration.content].append(migration)
    for old in before.migrations:
        new = head.get(old.name)
        if new is None:
            alike = moved.get(old.content, [])
            yield Rewritten(old, alike.pop(0) if alike else None)
        elif new.content != old.content:
            yield Rewritten(old, new, _acts(before, old) == _acts(after, new))


def _acts(reading: Reading, migration: Migration) -> list[object]:
    """What the migration does: the changes of each statement, its words without IF EXISTS where it makes none."""
    return [step.changes or GUARD.sub("", plain(step)) for step in _steps_of(reading, migration) if step.kind in ACTING]


def _steps_of(reading: Reading, migration: Migration) -> list[Step]:
    return [step for step in reading.replay.steps if step.span.path == migration.path]


def _arrived(history: MigrationHistory, before: Reading) -> Replay | None:
    """The added migrations on top of all that the base has, where some of them come before one of these."""
    added = {migration.path for migration in history.added()}
    places = [migration.path in added for migration in history.head]
    if not added or places == sorted(places):
        return None
    files = [(migration.path, migration.content) for migration in history.head if migration.path in added]
    return replay(files, dialect=before.project.dialect, start=before.replay.schema)
