"""What a rule is: a function over one subject, with its words as data beside it. `@rule` registers nothing."""

import inspect
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from bot.effects import effects_of
from bot.emit import index_candidate
from bot.errors import ConfigError
from bot.model import (
    LANGUAGES,
    Candidate,
    Change,
    Dialect,
    Effect,
    Message,
    MigrationHistory,
    Project,
    Schema,
    Severity,
    Side,
    Span,
    Step,
    Suggestion,
    Table,
    Value,
)

Option: TypeAlias = "bool | int | str | tuple[str, ...]"
Texts: TypeAlias = Mapping[str, str]

NO_OPTIONS: Mapping[str, Option] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at besides its subject.

    `before` and `after` are the Schemas of base and head; `schema` is the one that the subject stands in, on `side`. `changes` and
    `steps` are those of the pull request; `options` are this rule's, with its defaults filled in.
    """

    project: Project
    before: Schema
    after: Schema
    side: Side
    changes: tuple[Change, ...]
    steps: tuple[Step, ...]
    today: date
    history: MigrationHistory | None = None
    options: Mapping[str, Option] = NO_OPTIONS

    @property
    def schema(self) -> Schema:
        """The Schema of the side that is being judged."""
        return self.after if self.side is Side.HEAD else self.before

    def is_new(self, table: Table) -> bool:
        """Whether the pull request creates the table: nobody uses it yet, so nothing can be locked, lost or broken."""
        return self.before.table(table.full_name) is None and not self.before.unread

    def effects(self, subject: Change | Step) -> frozenset[Effect]:
        """What the subject does to the server, the data and the running code."""
        return effects_of(subject, base=self.before, project=self.project)

    def candidate(self, table: Table, columns: tuple[str, ...], *, unique: bool = False, where: str | None = None) -> Candidate:
        """An index proposed for those columns, as SQL and, where the project has a Drizzle schema, as Drizzle text."""
        return index_candidate(table, columns, project=self.project, schema=self.schema, unique=unique, where=where)


@dataclass(frozen=True, slots=True, init=False)
class Hit:
    """One place where a rule speaks: a node, the values of the message's placeholders, and what it proposes.

    `node` is anything with a `span`, a Change, a Step, or a Span. `object` overrides the name derived from subject and node;
    `also` are further places.
    """

    node: Any
    values: tuple[tuple[str, Value], ...]
    object: str | None = None
    suggestion: Suggestion | None = None
    candidate: Candidate | None = None
    also: tuple[Span, ...] = ()

    def __init__(
        self,
        node: Any,  # noqa: ANN401 # a rule points at whatever value it found wrong
        *,
        object: str | None = None,  # noqa: A002 # the field's word for what a finding is about
        suggestion: Suggestion | None = None,
        candidate: Candidate | None = None,
        also: tuple[Span, ...] = (),
        **values: Value,
    ) -> None:
        for name, value in (
            ("node", node),
            ("values", tuple(values.items())),
            ("object", object),
            ("suggestion", suggestion),
            ("candidate", candidate),
            ("also", also),
        ):
            object_setattr(self, name, value)


object_setattr = object.__setattr__
Check: TypeAlias = Callable[[Any, Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its words. `category`, `path` and `page` are set when it is loaded from a folder.

    `subjects` are the types its first parameter accepts. A rule that `asks` yields Questions instead of findings. One that is not
    `enabled` runs only where the configuration gives it a severity.
    """

    name: str
    check: Check
    subjects: tuple[type, ...]
    severity: Severity
    dialects: frozenset[Dialect]
    summary: Message
    message: Message
    options: Mapping[str, Option] = field(default=NO_OPTIONS, hash=False)
    asks: bool = False
    enabled: bool = True
    category: str = ""
    path: str = ""
    page: str = ""


def rule(
    *,
    severity: str,
    summary: Texts,
    message: Texts,
    dialects: tuple[str, ...] = tuple(Dialect),
    options: Mapping[str, Option] = NO_OPTIONS,
    asks: bool = False,
    enabled: bool = True,
) -> Callable[[Check], Rule]:
    """Make a Rule of a generator function whose first parameter's annotation says what it judges.

    Raises:
        ConfigError: a language is missing, or the annotation is missing.
    """

    def decorate(check: Check) -> Rule:
        return Rule(
            name=check.__name__.replace("_", "-"),
            check=check,
            subjects=_subjects(check),
            severity=Severity(severity),
            dialects=frozenset(map(Dialect, dialects)),
            summary=_both(summary, check.__name__),
            message=_both(message, check.__name__),
            options=options,
            asks=asks,
            enabled=enabled,
        )

    return decorate


def _both(texts: Texts, name: str) -> Message:
    if set(texts) != set(LANGUAGES):
        raise ConfigError(f"rule {name}: needs its words in {' and '.join(LANGUAGES)}, has {', '.join(texts) or 'none'}")
    return Message(texts["en"], texts["ko"])


def _subjects(check: Check) -> tuple[type, ...]:
    first = next(iter(inspect.signature(check).parameters), None)
    annotation = typing.get_type_hints(check).get(first or "")
    if annotation is None:
        raise ConfigError(f"rule {check.__name__}: the first parameter's annotation must say what the rule judges")
    return typing.get_args(annotation) or (annotation,)
