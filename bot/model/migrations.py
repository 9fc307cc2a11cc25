"""Migrations: files in the order a runner applies them, and the Steps they consist of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.model.changes import Change
from bot.model.conditions import speaks_of
from bot.model.copies import RowCopy
from bot.model.place import Problem, Span
from bot.model.schema import Schema
from bot.model.table_changes import AddTable
from bot.model.text import Message
from bot.model.types import Expression


class StepKind(StrEnum):
    """What sort of statement a Step is."""

    SCHEMA = "schema"
    DATA = "data"
    TRANSACTION = "transaction"
    SETTING = "setting"
    OPAQUE = "opaque"
    NOT_ANALYSED = "not-analysed"


class Opener(StrEnum):
    """Who opened the transaction that a statement runs in."""

    RUNNER = "runner"
    FILE = "file"  # a BEGIN in the migration itself
    CALL = "call"  # PostgreSQL, around several statements that are sent in one call


@dataclass(frozen=True, slots=True)
class Transaction:
    """What a statement runs in: Steps with the same `number` are committed or rolled back together.

    Without an `opener` the statement stands alone and is committed by itself.
    """

    number: int
    opener: Opener | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a transaction block around the statement."""
        return self.opener is not None


@dataclass(frozen=True, slots=True)
class Step:
    """One migration statement with the schema before it and the Changes it makes.

    `words` are those that decide what it does to a server: `concurrently, not-valid, using-index, if-exists, if-not-exists, cascade,
    using, validate, guarded, legacy-alter-table` and for MySQL `algorithm=inplace`, `lock=none`. OPAQUE is deliberately not looked into
    (a function body, GRANT); NOT_ANALYSED was not understood, and a Problem says so. `verb` is the head of the statement in lower case,
    `create index`. `transaction` is what it runs in (`bot.effects.transactions`), None where nobody knows. `copy` are the rows it copies
    from one table to another. `refused` says why the server will not run it on the schema that it meets.
    """

    kind: StepKind
    verb: str
    text: str
    span: Span
    before: Schema = field(repr=False)
    changes: tuple[Change, ...] = ()
    words: frozenset[str] = frozenset()
    transaction: Transaction | None = None
    copy: RowCopy | None = None
    refused: Message | None = None

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction block is known to be around it."""
        return self.transaction is not None and self.transaction.is_open


@dataclass(frozen=True, slots=True)
class Migration:
    """One migration as the runner sees it: its name, its file, and when it claims to have been made (milliseconds).

    `recorded` is where the runner's own list names it (the journal's entry), the file itself where there is none.
    `opts_out_of_transaction` is true where the file, or one beside it, tells its tool to open none around it. `unread` says why the text,
    or some of it, is not known.
    """

    name: str
    path: str
    recorded: Span
    when: int | None = None
    content: str = field(default="", repr=False)
    opts_out_of_transaction: bool = False
    unread: Problem | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What drizzle-kit holds the schema behind a migration to be: the number its file shares with the migration's name.

    `parent` is the id of the snapshot that it was made on top of, None where that was not read.
    """

    path: str
    number: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """What a run of migrations leaves behind: the Schema, every Step, and what could not be read."""

    schema: Schema
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A migration of the base that the head has with another text or under another name; `after` is None where it is gone.

    `acts_alike` is true where both texts do the same to the schema and the rows: another comment, a guard, a breakpoint.
    """

    before: Migration
    after: Migration | None
    acts_alike: bool = True

    @property
    def is_moved(self) -> bool:
        """Whether it has another name now."""
        return self.after is not None and self.after.name != self.before.name

    @property
    def place(self) -> Span:
        """Where the head's text begins to differ, or where the base names what is gone."""
        if self.after is None:
            return self.before.recorded
        lines = zip(self.before.content.splitlines(), self.after.content.splitlines(), strict=False)
        same = next((number for number, (old, new) in enumerate(lines) if old != new), None)
        if same is None:
            same = min(self.before.content.count("\n"), self.after.content.count("\n"))
        return Span(self.after.path, same + 1, same + 1)


@dataclass(frozen=True, slots=True)
class MigrationHistory:
    """The migrations on the merge base, the target branch's tip and the head, in the order they run.

    `rewritten` are those of the base that the pull request changes, renames or removes, `base_layout` is how they lay there.
    `arrived` is what a database holds that has the base's migrations and then runs the added ones, where some of these come before
    others of the base. `unlisted` are the added files that a journal does not name, `base_unlisted` those that the base has already.
    `snapshots` are those that drizzle-kit keeps beside a journal, in order, `base_snapshots` those of the base.
    """

    layout: str
    base: tuple[Migration, ...]
    tip: tuple[Migration, ...]
    head: tuple[Migration, ...]
    rewritten: tuple[Rewritten, ...] = ()
    base_layout: str | None = None
    arrived: Replay | None = None
    unlisted: tuple[str, ...] = ()
    base_unlisted: tuple[str, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    base_snapshots: tuple[Snapshot, ...] = ()

    def added(self) -> tuple[Migration, ...]:
        """The migrations of the head that the base does not have, under this name or another."""
        known = {migration.name for migration in self.base} | {pair.after.name for pair in self.rewritten if pair.after}
        return tuple(migration for migration in self.head if migration.name not in known)


def texts(history: Iterable[Migration]) -> Iterator[tuple[str, str | Problem]]:
    """What a replay takes of each migration: what was not read of it, then what was, with its path."""
    for migration in history:
        if migration.unread is not None:
            yield migration.path, migration.unread
        if migration.content:
            yield migration.path, migration.content


def standing(base: Schema, steps: tuple[Step, ...]) -> Schema:
    """What stands on the server when those Steps begin: `base` without the tables that they create.

    A table of a Drizzle schema whose migration comes only now does not exist yet; one that is dropped and made again does, also where
    the migration that made it first could not be read.
    """
    if not steps:
        return base
    created = {change.after.full_name for step in steps for change in step.changes if isinstance(change, AddTable)}
    dropped = Expression(" ".join(step.text for step in steps if step.before.unread and step.verb == "drop table"))
    new = {name for name in created if steps[0].before.table(name) is None and not speaks_of(dropped, name.rpartition(".")[2])}
    return replace(base, tables=tuple(table for table in base.tables if table.full_name not in new))
