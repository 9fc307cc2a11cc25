"""PostgreSQL: which tables a statement locks so that nobody reads or writes them until its transaction ends.

Here a lock of a moment counts, since it lasts as long as the transaction does. Measured by tests/effects/test_locks.py; the manual:
https://www.postgresql.org/docs/current/explicit-locking.html and https://www.postgresql.org/docs/current/sql-altertable.html.
"""

import re
from collections.abc import Callable, Iterator

from bot.effects.alone import plain
from bot.effects.emptied import rows_emptied
from bot.effects.statement import Statement, is_new
from bot.model import (
    AddCheck,
    AddColumn,
    AddForeignKey,
    AddIndex,
    AddTable,
    AlterCheck,
    AlterForeignKey,
    AlterIndex,
    AlterTable,
    Change,
    DropForeignKey,
    DropIndex,
    DropTable,
    Effect,
    Project,
    RenameTable,
    Schema,
    Step,
    StepKind,
    Transaction,
    change_object,
    changed_table,
)

UNLOCKED = ("comment", "insert", "update", "delete", "select", "create table", "create index", "create unique index")
GROWS = frozenset({Effect.REWRITES_TABLE, Effect.SCANS_TABLE, Effect.BUILDS_INDEX})
# Statements without Changes that lock, in parentheses what they lock.
LOCKING = (
    r"alter table (?:if exists |only )*\S+ attach partition ([\w$\".]+)",
    r"alter table (?:if exists |only )*([\w$\".]+) detach partition ([\w$\".]+)",
    (
        r"(?:alter table|lock table|lock|truncate table|truncate|drop trigger \S+ on|drop rule \S+ on|cluster|vacuum full) "
        r"(?:if exists |only )*([\w$\".]+)"
    ),
)
FILLING = (r"(?:update|delete from|reindex table(?: concurrently)?|vacuum) (?:only )*([\w$\".]+)",)
# What takes a weaker lock: https://www.postgresql.org/docs/current/sql-altertable.html says which with each form.
GENTLE = re.compile(
    r"alter table (?:if exists |only )*\S+ \*? ?(?:validate |set \(|reset \(|alter (?:column )?\S+ (?:re)?set (?:statistics|\()"
    r"|(?:enable|disable) (?:replica |always )?trigger|cluster on|set without cluster|detach .* concurrently)"
    r"|lock .* in (?!access exclusive mode)"
)


def locked(step: Step, *, base: Schema, project: Project) -> frozenset[str]:
    """The tables of `base` that readers wait for from this statement until its transaction ends, by their full names."""
    if step.verb.startswith(UNLOCKED) or GENTLE.match(plain(step)):
        return frozenset()
    if not step.changes:
        emptied = {table.full_name for table in rows_emptied(step, base)} if step.verb == "truncate" else set()
        return _named(step, LOCKING) & {table.full_name for table in base.tables} | emptied
    around = Statement.of(step, base=base, project=project)
    changes = (change for change in step.changes if not is_new(change, around, base))
    return frozenset(name for change in changes for name in _held(change, around) if _has_readers(name, around, base))


def _has_readers(name: str, around: Statement, base: Schema) -> bool:
    """Whether the base has the table, or the statement meets one of the base's under a new name."""
    return base.table(name) is not None or around.before.table(name) is not None


def works_under_lock(
    steps: tuple[Step, ...], *, base: Schema, project: Project, effects: Callable[[Step], frozenset[Effect]]
) -> Iterator[tuple[Step, dict[str, Step]]]:
    """Each statement whose work keeps tables locked that earlier ones of its transaction locked, with those tables and statements.

    `steps` are the pull request's, in the order they run, `effects` says what each of them does. Not the tables that the statement
    itself keeps from readers, nor a statement that validates a constraint which the same transaction adds, nor tables that are gone
    afterwards.
    """
    held: dict[Transaction, dict[str, Step]] = {}
    gone = frozenset(_gone(steps))
    for step in steps:
        if step.transaction is None or not step.in_transaction or step.kind is StepKind.TRANSACTION:
            continue
        mine = held.setdefault(step.transaction, {})
        own = locked(step, base=base, project=project)
        kept = {name: by for name, by in mine.items() if name not in own}
        if kept and _is_long(step, base, effects) and not added_before(step, steps):
            yield step, kept
        mine |= {name: step for name in own if name not in mine and name not in gone}


def _gone(steps: tuple[Step, ...]) -> Iterator[str]:
    """The tables that the statements drop and that no other one takes the name of."""
    changes = [change for step in steps for change in step.changes]
    made = {change.after.full_name for change in changes if isinstance(change, AddTable | RenameTable)}
    yield from (change.before.full_name for change in changes if isinstance(change, DropTable) and change.before.full_name not in made)


def _is_long(step: Step, base: Schema, effects: Callable[[Step], frozenset[Effect]]) -> bool:
    if step.changes and all(looks_nothing_up(change, base) for change in step.changes):
        return False
    work = effects(step)
    return bool(work & GROWS or step.verb == "refresh") and Effect.FAILS not in work


def looks_nothing_up(change: Change, base: Schema) -> bool:
    """Whether the Change is a foreign key of a column that `base` lacks and that has no default: NULL in every row, if there are any."""
    if not isinstance(change, AddForeignKey):
        return False
    old = base.table(change.table.full_name)
    new = [change.table.column(name) for name in change.after.columns if old is not None and old.column(name) is None]
    return any(column is not None and column.default is None for column in new)


def added_before(step: Step, steps: tuple[Step, ...]) -> Step | None:
    """The statement of the same transaction that adds the constraint which this one validates."""
    validated = {change_object(change) for change in step.changes if isinstance(change, AlterCheck | AlterForeignKey)}
    if "validate" not in step.words or not step.in_transaction:
        return None
    adding = (other for other in steps if any(_adds_one_of(validated, change) for change in other.changes))
    return next((other for other in adding if other.transaction == step.transaction), None)


def _adds_one_of(names: set[str], change: Change) -> bool:
    return isinstance(change, AddCheck | AddForeignKey) and change_object(change) in names


def named_tables(step: Step) -> frozenset[str]:
    """The tables of the Schema it meets that a statement without Changes locks, moves, copies or fills."""
    return frozenset() if step.changes else _named(step, (*LOCKING, *FILLING))


def _named(step: Step, patterns: tuple[str, ...]) -> frozenset[str]:
    if step.kind is StepKind.NOT_ANALYSED:
        return frozenset()
    found = next((match for pattern in patterns if (match := re.match(pattern, plain(step).replace("`", '"')))), None)
    names = {name.replace('"', "").removeprefix("public.") for name in (found.groups() if found else ())}
    return frozenset(table.full_name for table in step.before.tables if table.full_name.lower() in names)


def _held(change: Change, around: Statement) -> Iterator[str]:
    match change:
        case AddTable() | AddIndex() | AlterIndex():
            return
        case DropTable():
            yield change.before.full_name
            yield from (key.target for key in change.before.foreign_keys)
            yield from change.before.parents
        case RenameTable() | AlterTable():
            yield change.before.full_name
        case AddForeignKey() if not any(isinstance(other, AddColumn) for other in around.changes):
            return  # SHARE ROW EXCLUSIVE on both tables
        case AlterForeignKey() | AlterCheck() if around.has("validate"):
            return
        case DropForeignKey():
            yield change.table.full_name
            yield change.before.target
        case DropIndex() if around.has("concurrently"):
            return
        case _:
            table = changed_table(change)
            if table is not None:
                yield table.full_name
