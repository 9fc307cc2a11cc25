"""What a rule may look at besides its subject."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from bot.config import Naming
from bot.effects import effects_of
from bot.effects.existing import ExistingRows, OldRows
from bot.effects.locks import works_under_lock
from bot.effects.statement import Statement, is_new
from bot.emit import IndexStyles, index_candidate
from bot.model import (
    AddColumn,
    AddTable,
    AlterColumn,
    Candidate,
    Change,
    Column,
    Dialect,
    Effect,
    Layout,
    MigrationHistory,
    PartChange,
    Project,
    Rebuild,
    RenameTable,
    Schema,
    Side,
    Sizes,
    Span,
    Step,
    Suggestion,
    Table,
    change_identity,
    change_object,
    is_undone,
)
from bot.projects.uses import Code

Option: TypeAlias = "bool | int | str | tuple[str, ...]"
# by the identity of the subject, which is kept beside its effects so that no other one can get that identity
Judged: TypeAlias = dict[int, tuple[Change | Step, frozenset[Effect]]]


@dataclass(frozen=True)  # no slots: what several subjects of a rule ask for is worked out once
class Context:
    """What a rule may look at besides its subject.

    `before` and `after` are the Schemas of base and head; `schema` is the one that the subject stands in, on `side`. `changes` and
    `steps` are those of the pull request; `migrated` is what all migrations of the head leave behind, None where there are none;
    `rebuilds` are the tables that those steps make anew; `begun` is what stands on the server when the steps begin, the base where it is
    None; `sizes` are the rows of its tables; `code` is that of the head, `old_code` that of the base; `naming` is how the configuration
    wants things named, `index_styles` how the head names its indexes; `options` are this rule's, with its defaults filled in;
    `judged` remembers the effects that one rule asked for, because most rules about statements ask for the same.
    """

    project: Project
    before: Schema
    after: Schema
    side: Side
    changes: tuple[Change, ...]
    steps: tuple[Step, ...]
    today: date
    history: MigrationHistory | None = None
    migrated: Schema | None = None
    rebuilds: tuple[Rebuild, ...] = ()
    begun: Schema | None = None
    sizes: Sizes = field(default_factory=Sizes)
    code: Code | None = None
    old_code: Code | None = None
    naming: Naming = field(default_factory=Naming)
    index_styles: IndexStyles | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    judged: Judged = field(default_factory=dict, compare=False, repr=False)

    @property
    def schema(self) -> Schema:
        """The Schema of the side that is being judged."""
        return self.after if self.side is Side.HEAD else self.before

    @property
    def standing(self) -> Schema:
        """What stands on the server before the pull request."""
        return self.begun or self.before

    @cached_property
    def unmigrated(self) -> tuple[Change, ...]:
        """The changes of a Drizzle schema that no migration makes: all of them together leave the database as it was.

        None where the migrations could not all be read, or lack a table that the schema had all along, with no forgotten file beside
        the journal: that database is made by other means. (`drizzle-kit pull` writes its first migration as one comment, for a
        database that is there already.)
        """
        read = self.history is not None and self.history.head and all(migration.content for migration in self.history.head)
        if self.migrated is None or not read or not self.project.has_drizzle_schema or not self.migrated.tables:
            return ()
        migrated = self.migrated
        kept = (table for table in self.before.tables if self.after.table(table.full_name))
        forgotten = self.history is not None and bool(self.history.unlisted or self.history.base_unlisted)
        if not forgotten and any(migrated.table(table.full_name) is None for table in kept):
            return ()
        return tuple(change for change in self.changes if is_undone(change, migrated))

    def is_unmigrated(self, change: Change) -> bool:
        """Whether it is one of them: the very one, since to compare a Change is to compare its whole table."""
        return any(change is other for other in self.unmigrated)

    def added_columns(self) -> Iterator[tuple[Table, Column]]:
        """The columns that the pull request brings, with new tables or in old ones."""
        for change in self.changes:
            match change:
                case AddTable():
                    yield from ((change.after, column) for column in change.after.columns)
                case AddColumn():
                    yield change.table, change.after

    def brings(self, change: Change) -> bool:
        """Whether a statement's change is among those of the pull request as a whole, of the same kind and object."""
        return change_identity(change) in self._brought

    @cached_property
    def _brought(self) -> frozenset[tuple[str, str]]:
        return frozenset(map(change_identity, self.changes))

    def is_new(self, subject: Table | Step) -> bool:
        """Whether the pull request creates the table, or every table that the statement changes.

        Nobody uses it yet, so nothing can be locked, lost or broken. A renamed table is not new, nor is a statement that changes nothing.
        """
        if isinstance(subject, Step):
            around = Statement.of(subject, base=self.standing, project=self.project)
            return bool(subject.changes) and all(is_new(change, around, self.standing) for change in subject.changes)
        name = subject.full_name
        return self.standing.table(name) is None and not self.before.unread and name not in self._renamed

    @cached_property
    def _renamed(self) -> frozenset[str]:
        """What the renamed tables are called now."""
        return frozenset(change.after.full_name for change in self.changes if isinstance(change, RenameTable))

    def is_untouched(self, table: Table) -> bool:
        """Whether the pull request brings statements and none of them names the table: its migrations leave that as it stands."""
        name = table.name.lower()
        return bool(self.steps) and not any(name in text for text in self._lower_texts)

    @cached_property
    def _lower_texts(self) -> tuple[str, ...]:
        return tuple(step.text.lower() for step in self.steps)

    def uses(self, table: Table, column: Column | None = None) -> tuple[Span, ...]:
        """Where the head's code names the table, or that column of it; a static search, which misses names made at run time."""
        return self.code.uses(table, column) if self.code else ()

    @property
    def own_code(self) -> Code | None:
        """The code of the side that is being judged."""
        return self.code if self.side is Side.HEAD else self.old_code

    def says(self, *words: str) -> bool:
        """Whether the head's scripts, settings or code speak of one of the words, such as a tool's option."""
        return bool(words and self.code) and self.code.says(words)  # type: ignore[union-attr] # `code` is there

    def source(self, span: Span) -> tuple[str, ...]:
        """The whole lines on which something stands in a migration of the head; none for other files."""
        migrations = self.history.head if self.history and self.side is Side.HEAD else ()
        content = next((migration.content for migration in migrations if migration.path == span.path), "")
        return tuple(content.splitlines()[span.line - 1 : span.end_line])

    def removal(self, span: Span) -> Suggestion | None:
        """To delete a statement that has its lines for itself, in a migration that this pull request adds.

        None where a tool keeps its own record of what the file does (drizzle-kit's snapshots), and for part of a statement.
        """
        step = next((step for step in self.steps if step.span == span), None)
        plain = self.project.layout in (Layout.FILES, Layout.SINGLE) and not self.project.has_drizzle_schema
        alone = step is not None and _bare("\n".join(self.source(span))) == _bare(step.text)
        return Suggestion(span.path, span.line, span.end_line, "") if plain and alone else None

    def effects(self, subject: Change | Step) -> frozenset[Effect]:
        """What the subject does to the server, the data and the running code."""
        if id(subject) not in self.judged:
            self.judged[id(subject)] = subject, effects_of(subject, base=self.standing, project=self.project)
        return self.judged[id(subject)][1]

    def existing_rows(self, change: PartChange, field: str | None = None) -> ExistingRows | None:
        """The rows that were there before the change inside a table; None where there are none, or where no statement can perform it."""
        if self.is_unmigrated(change) or self.is_untouched(change.table):
            return None
        rows = self._old_rows.met_by(change, field)
        if rows is None or self.sizes.of(rows.table.full_name) == 0:
            return None
        return None if rows.step and Effect.FAILS in self.effects(rows.step) else rows

    @cached_property
    def _old_rows(self) -> OldRows:
        return OldRows(base=self.standing, changes=self.changes, steps=self.steps)

    def earlier(self, step: Step) -> tuple[Step, ...]:
        """The pull request's statements before that one."""
        return self.steps[: self._numbers[id(step)]]

    def later(self, step: Step) -> tuple[Step, ...]:
        """The pull request's statements behind that one."""
        return self.steps[self._numbers[id(step)] + 1 :]

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        """The place of each statement, by identity: two INSERTs may be the same to the letter."""
        return {id(step): number for number, step in enumerate(self.steps)}

    def altered(self, subject: AlterColumn | Step) -> Iterator[AlterColumn]:
        """The columns that a statement alters in tables that stood before; of a Change itself only where no statement performs it."""
        if isinstance(subject, Step):
            found = (change for change in subject.changes if isinstance(change, AlterColumn))
            yield from (change for change in found if not self.is_new(change.table))
            return
        if not self.is_unmigrated(subject) and change_object(subject) not in self._altered:
            yield subject

    @cached_property
    def _altered(self) -> frozenset[str]:
        """The columns that some statement alters."""
        return frozenset(change_object(change) for step in self.steps for change in step.changes if isinstance(change, AlterColumn))

    @cached_property
    def works_under_lock(self) -> tuple[tuple[Step, dict[str, Step]], ...]:
        """Each statement whose work keeps tables from PostgreSQL's readers, with those tables and the earlier statements that lock them."""
        if self.project.dialect is not Dialect.POSTGRESQL:
            return ()
        return tuple(works_under_lock(self.steps, base=self.standing, project=self.project, effects=self.effects))

    def kept_locked(self, step: Step) -> tuple[str, ...]:
        """The tables that are kept from readers while this statement works."""
        return next((tuple(kept) for other, kept in self.works_under_lock if other is step), ())

    def candidate(self, table: Table, columns: tuple[str, ...], *, unique: bool = False, where: str | None = None) -> Candidate | None:
        """An index proposed for those columns, as SQL and, where the project has a Drizzle schema, as Drizzle text.

        None on the base's side, which is past advice.
        """
        if self.side is Side.BASE:
            return None
        styles, is_new = self.index_styles, self.is_new(table)
        return index_candidate(
            table, columns, project=self.project, schema=self.schema, unique=unique, where=where, is_new=is_new, styles=styles
        )


def _bare(statement: str) -> str:
    return statement.strip().removesuffix(";").rstrip()
