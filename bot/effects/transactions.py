"""Which statements run in one transaction: the runner's, the file's own, or the one that PostgreSQL puts around a call."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.effects.alone import refuses_transaction
from bot.effects.runner_rows import ALL, BREAKPOINTS, CHANGESET, FILE, REFUSED, STATEMENTS
from bot.effects.runners import fact, transaction_of
from bot.model import Dialect, Migration, Opener, Project, Span, Step, StepKind, Transaction

BREAKPOINT = re.compile(r"-->[ \t]*statement-breakpoint")
CHANGESETS = re.compile(r"^[ \t]*--[ \t]*changeset\b[^\n]*", re.IGNORECASE | re.MULTILINE)
STAYS = re.compile(r"runInTransaction:[\"']?false", re.IGNORECASE)
OPENS = re.compile(r"(begin|start)\b", re.IGNORECASE)
ENDS = re.compile(r"(commit|end|abort|rollback)\b(?!\s+prepared\b)(?!.*\bto\b)", re.IGNORECASE | re.DOTALL)
CHAINS = re.compile(r"\band\s+chain\b", re.IGNORECASE)
# MySQL commits before and after these: https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html
COMMITTING = frozenset({StepKind.SCHEMA, StepKind.OPAQUE})


def in_transactions(steps: tuple[Step, ...], migrations: tuple[Migration, ...], project: Project) -> tuple[Step, ...]:
    """The Steps, in the order they run, each with the transaction it runs in; None where the runner is not known and it decides.

    `migrations` are the files they come from. What a COMMIT in a file ends stays ended, also for later files of the same transaction.
    """
    return tuple(_placed(steps, {migration.path: migration for migration in migrations}, project))


def same_transaction(step: Step, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Those of the Steps that are committed or rolled back together with this one, itself among them."""
    return tuple(other for other in steps if other is step or (other.transaction is not None and other.transaction == step.transaction))


def shared_calls(steps: tuple[Step, ...], migrations: tuple[Migration, ...], project: Project) -> tuple[tuple[Step, ...], ...]:
    """The statements that a runner sends together because no breakpoint stands between them, wherever there are several."""
    if fact(project, "sends") != BREAKPOINTS:
        return ()
    cuts = _Marks({migration.path: migration for migration in migrations}, BREAKPOINT)
    calls: dict[tuple[str, int], dict[Span, Step]] = {}
    for step in steps:
        calls.setdefault(cuts.before(step), {}).setdefault(step.span, step)
    return tuple(tuple(call.values()) for call in calls.values() if len(call) > 1)


def _placed(steps: tuple[Step, ...], files: Mapping[str, Migration], project: Project) -> Iterator[Step]:
    run = _Run(project.dialect, transaction_of(project.runner, project.dialect, project.kit))
    units = _Marks(files, CHANGESETS if run.scope == CHANGESET else None)
    calls = _calls(steps, files, project)
    lifted = _lifted(steps) if fact(project, "lifts") else frozenset()
    unit = None
    for step, call in zip(steps, calls, strict=True):
        if units.before(step) != unit:
            unit = units.before(step)
            migration = files.get(step.span.path)
            asked = STAYS.search(units.last(step)) if run.scope == CHANGESET else migration and migration.opts_out_of_transaction
            run.begin(opts_out=bool(asked) or step.span.path in lifted)
        yield replace(step, transaction=run.place(step, call))


def _lifted(steps: tuple[Step, ...]) -> frozenset[str]:
    """The files in which every statement refuses a transaction."""
    return frozenset(step.span.path for step in steps) - {step.span.path for step in steps if not refuses_transaction(step)}


@dataclass(frozen=True, slots=True)
class _Call:
    """What is sent at once: PostgreSQL runs several statements of one call in a transaction. `is_known` is false for an unknown runner."""

    key: tuple[object, ...] = ()
    is_shared: bool = False
    is_known: bool = True


def _calls(steps: tuple[Step, ...], files: Mapping[str, Migration], project: Project) -> Iterator[_Call]:
    sends = fact(project, "sends")
    never_shared = sends == STATEMENTS or fact(project, "several") == REFUSED
    cuts = _Marks(files, BREAKPOINT if sends == BREAKPOINTS else None)
    keys = [cuts.before(step) for step in steps]
    counts = Counter(keys)
    for key in keys:
        alone = never_shared or counts[key] == 1
        yield _Call(key, is_shared=not alone and sends is not None, is_known=alone or sends is not None)


class _Marks:
    """The lines of a kind in the files, and which of them stands before a statement."""

    def __init__(self, files: Mapping[str, Migration], pattern: re.Pattern[str] | None) -> None:
        self.files, self.pattern = files, pattern
        self.found: dict[str, tuple[list[tuple[int, int]], list[str]]] = {}

    def before(self, step: Step) -> tuple[str, int]:
        """The file, and how many marks in it stand before the statement."""
        path = step.span.path
        return path, bisect_right(self._marks(path)[0], (step.span.line, step.span.column))

    def last(self, step: Step) -> str:
        """The mark before the statement."""
        path, count = self.before(step)
        return self._marks(path)[1][count - 1] if count else ""

    def _marks(self, path: str) -> tuple[list[tuple[int, int]], list[str]]:
        if path not in self.found:
            content = self.files[path].content if path in self.files else ""
            marks = [
                (line, match.start() + 1, match[0])
                for line, text in enumerate(content.split("\n") if self.pattern else (), 1)
                for match in (self.pattern.finditer(text) if self.pattern else ())
            ]
            self.found[path] = [(line, column) for line, column, _ in marks], [text for *_, text in marks]
        return self.found[path]


@dataclass(slots=True)
class _Run:
    """The migrations while they run: which transaction is open now."""

    dialect: Dialect
    scope: str | None
    open: Transaction | None = None
    is_known: bool = False
    has_begun: bool = False
    is_outside: bool = False
    number: int = 0
    calls: dict[tuple[object, ...], Transaction] = field(default_factory=dict)

    def begin(self, *, opts_out: bool) -> None:
        """A file begins, or a changeset: the runner opens a transaction around it, or keeps the one around all."""
        self.is_known = self.scope is not None or opts_out
        if self.scope == ALL and self.has_begun and not (opts_out or self.is_outside):
            return
        wraps = self.scope in (ALL, FILE, CHANGESET) and not opts_out
        self.open = self._new(Opener.RUNNER) if wraps else None
        self.has_begun, self.is_outside = True, opts_out

    def place(self, step: Step, call: _Call) -> Transaction | None:
        """What the statement runs in; a BEGIN and a COMMIT belong to what they begin and end."""
        if self.dialect.is_mysql_family and step.kind in COMMITTING:
            self.open, self.is_known = None, True
            return self._new(None)
        if step.kind is StepKind.TRANSACTION and OPENS.match(step.verb) and self.open is None:
            self.open = self._new(Opener.FILE)
        found = self.open or self._loose(call)
        if step.kind is StepKind.TRANSACTION and ENDS.match(step.text.strip()):
            self.open = self._new(Opener.FILE) if self.open and CHAINS.search(step.text) else None
            self.calls.clear()
        return found

    def _loose(self, call: _Call) -> Transaction | None:
        """Outside of what anybody opened."""
        if not self.is_known or (self.dialect is Dialect.POSTGRESQL and not call.is_known):
            return None
        if self.dialect is not Dialect.POSTGRESQL or not call.is_shared:
            return self._new(None)
        if call.key not in self.calls:
            self.calls[call.key] = self._new(Opener.CALL)
        return self.calls[call.key]

    def _new(self, opener: Opener | None) -> Transaction:
        self.number += 1
        return Transaction(self.number, opener)
