"""What a review says."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.model.changes import Change
from bot.model.place import Place, Problem, Side, Span
from bot.model.project import Project
from bot.model.schema import Schema
from bot.model.text import Message


class Severity(StrEnum):
    """How bad a finding is: error = fails, loses data or blocks production; warning = will hurt; note = worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for error, then 1 and 2: sorts the worst first."""
        return list(Severity).index(self)


class Effect(StrEnum):
    """What a Step or Change does to the server, the data or the running code."""

    REWRITES_TABLE = "rewrites-table"
    SCANS_TABLE = "scans-table"
    BUILDS_INDEX = "builds-index"
    BLOCKS_READS = "blocks-reads"
    BLOCKS_WRITES = "blocks-writes"
    FAILS = "fails"
    LOSES_DATA = "loses-data"
    BREAKS_RUNNING_CODE = "breaks-running-code"


class Risk(StrEnum):
    """The risk column of the comment."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def risk_of(effects: frozenset[Effect]) -> Risk:
    """High where data is lost or the statement fails, medium for any other effect, else low."""
    if effects & {Effect.LOSES_DATA, Effect.FAILS}:
        return Risk.HIGH
    return Risk.MEDIUM if effects else Risk.LOW


class Conclusion(StrEnum):
    """The verdict, in GitHub's words; `ACTION_REQUIRED` is said by a check run only, which waits for boxes of the checklist."""

    SUCCESS = "success"
    FAILURE = "failure"
    NEUTRAL = "neutral"
    ACTION_REQUIRED = "action_required"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines of one file to be replaced by `text` (without a final newline)."""

    path: str
    line: int
    end_line: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed index; `finding` is the fingerprint of the finding it belongs to, None where a question proposes it."""

    table: str
    columns: tuple[str, ...]
    sql: str
    drizzle: str | None
    reason: Message
    unique: bool = False
    where: str | None = None
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What the schema or the documents leave open."""

    id: str
    rule: str
    object: str
    message: Message
    places: tuple[Place, ...]


class ItemKind(StrEnum):
    """The groups of the test checklist, in the order they are printed."""

    INTEGRITY = "integrity"
    PERFORMANCE = "performance"
    CONSISTENCY = "consistency"
    ROLLOUT = "rollout"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to test; `sql` is a statement to run for it. `id` is stable as long as the subject is."""

    id: str
    kind: ItemKind
    object: str
    message: Message
    sql: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's verdict on one object. `digest` is of what it says and of the lines it points at, so that it follows the object's text."""

    rule: str
    severity: Severity
    object: str
    places: tuple[Place, ...]
    message: Message
    fingerprint: str
    effects: frozenset[Effect] = frozenset()
    suggestion: Suggestion | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exception written in code: which rule, where, why, and until when.

    `scope` is the lines it covers; `by` says where it came from, for people: `path:line`. `side` is where it was found.
    """

    rule: str
    span: Span
    scope: Span
    side: Side
    reason: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that does not count, why, and by what."""

    finding: Finding
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Excuse:
    """What a person said of one finding in the pull request; it holds as long as the finding has that `digest`."""

    fingerprint: str
    digest: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered to a question, by the question's id."""

    question: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that is not asked any more."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class ReviewedChange:
    """A Change with its places and what it does."""

    change: Change
    places: tuple[Place, ...]
    effects: frozenset[Effect] = frozenset()

    @property
    def risk(self) -> Risk:
        """The risk column of the comment."""
        return risk_of(self.effects)


@dataclass(frozen=True, slots=True)
class ProjectReview:
    """What one Project's review says; `existing` counts findings that the base already had."""

    project: Project
    before: Schema
    after: Schema
    changes: tuple[ReviewedChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    questions: tuple[Question, ...] = ()
    answered: tuple[Answered, ...] = ()
    checklist: tuple[Item, ...] = ()
    waived: tuple[Waived, ...] = ()
    existing: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The whole answer to one pull request; `base` and `head` are what a person calls the two sides.

    `needs_ticks`: the check is not to pass before every box of the checklist is ticked.
    """

    version: str
    base: str
    head: str
    head_revision: str | None
    conclusion: Conclusion
    projects: tuple[ProjectReview, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    needs_ticks: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all projects."""
        return tuple(finding for project in self.projects for finding in project.findings)
