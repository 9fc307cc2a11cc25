"""The effects of a Change or a Step: what the dialect's table says, what the code notices, what the runner makes of it."""

from collections.abc import Callable, Mapping

from bot.effects import mysql, postgresql, sqlite
from bot.effects.code import noticed
from bot.effects.replaced import copy_of, replaced
from bot.effects.rows import rows_touched
from bot.effects.sqlite import FAILS, deletes_held_rows
from bot.effects.statement import Statement, is_new
from bot.effects.whole import refused_by_runner, whole_statement
from bot.model import AddCheck, AddColumn, Change, Dialect, DropTable, Effect, Project, Schema, Step, StepKind

TABLES: Mapping[Dialect, Callable[[Change, Statement], frozenset[Effect]]] = {
    Dialect.POSTGRESQL: postgresql.effects,
    Dialect.MYSQL: mysql.effects,
    Dialect.MARIADB: mysql.effects,
    Dialect.SQLITE: sqlite.effects,
}


def effects_of(subject: Change | Step, *, base: Schema, project: Project, only: tuple[Change, ...] | None = None) -> frozenset[Effect]:
    """The effects of a Change or Step on a server whose Schema was `base` before the pull request.

    A Change is judged as the plain DDL that performs it; a Step by its Changes (or `only` those of them, which stay in the company of
    the others), words and verb, in the Schema it meets. What touches
    only tables that `base` does not have does nothing to anybody. `blocks-…` and `scans-table` mean work that grows with the table;
    `fails` means that the statement is refused whatever rows there are, as long as there are some. Sources: docs/effects.md.
    """
    statement = Statement.of(subject, base=base, project=project)
    if not isinstance(subject, Step):
        return _change_effects(subject, statement, base)
    if refused_by_runner(subject, project):
        return frozenset({Effect.FAILS})
    if subject.kind is StepKind.DATA:
        return FAILS if deletes_held_rows(subject, base, project) else rows_touched(subject, base)
    found = (_change_effects(change, statement, base) for change in (subject.changes if only is None else only))
    settled = _settled(whole_statement(subject, base).union(*found))
    keeps = any(_is_up_to_rows(change, base) for change in subject.changes)
    return settled if keeps or Effect.FAILS not in settled else FAILS


def _change_effects(change: Change, statement: Statement, base: Schema) -> frozenset[Effect]:
    work = TABLES[base.dialect](change, statement)
    if is_new(change, statement, base):
        return frozenset() if _is_up_to_rows(change, base) or not statement.written else work & {Effect.FAILS}
    if Effect.FAILS in work:
        # It succeeds on the day the table is empty; then the code that does not know the column fails.
        is_copied = isinstance(change, DropTable) and copy_of(change.before, statement, base)
        return work | noticed(change) if _is_up_to_rows(change, base) and not is_copied else work
    if isinstance(change, DropTable) and (copy := copy_of(change.before, statement, base)):
        return replaced(change.before, copy, statement)
    return _settled(work | noticed(change))


def _is_up_to_rows(change: Change, base: Schema) -> bool:
    """Whether it is refused because there are rows, which a new table has not; whatever else is refused is refused there too."""
    return isinstance(change, AddColumn | AddCheck) or (isinstance(change, DropTable) and base.dialect is Dialect.SQLITE)


def _settled(found: frozenset[Effect]) -> frozenset[Effect]:
    """A refused statement does nothing else, and a rewrite reads every row and builds every index anyway."""
    if Effect.FAILS in found:
        return found & {Effect.FAILS, Effect.BREAKS_RUNNING_CODE}
    return found - {Effect.SCANS_TABLE, Effect.BUILDS_INDEX} if Effect.REWRITES_TABLE in found else found
