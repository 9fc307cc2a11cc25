"""What the comment's templates see: counts, flags and finished Markdown, nothing else."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import Markup

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Entry]):
    """The entries that fit, and how many more there are."""

    shown: tuple[Entry, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are left out."""
        return self.total - len(self.shown)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place as code, with its link where there is one."""

    label: Markup
    is_base: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One row of the change table."""

    object: Markup
    words: Markup
    sign: Markup
    effects: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """Lines to be replaced, as a fence that stands in a numbered list."""

    place: Markup
    fence: Markup


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding; `object` is None where the message already names it, `page` the address of the rule's page."""

    sign: Markup
    rule: Markup
    object: Markup | None
    message: Markup
    places: tuple[PlaceView, ...]
    more_places: int
    page: Markup | None
    suggestion: SuggestionView | None


@dataclass(frozen=True, slots=True)
class CandidateView:
    """One proposed index with its fences, which a second language leaves out."""

    target: Markup
    reason: Markup
    sql: Markup | None
    drizzle: Markup | None


@dataclass(frozen=True, slots=True)
class AnsweredView:
    """A question with its answer and who gave it."""

    id: Markup
    message: Markup
    answer: Markup
    by: Markup


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One open question."""

    id: Markup
    object: Markup | None
    message: Markup
    places: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One checklist item behind its marker; `number` refers to its statement below the list, 0 where it has none."""

    mark: Markup
    group: Markup
    message: Markup
    number: int


@dataclass(frozen=True, slots=True)
class WaivedView:
    """One finding that does not count, with who says so and why."""

    rule: Markup
    object: Markup
    reason: Markup
    by: Markup


@dataclass(frozen=True, slots=True)
class ProblemView:
    """Something that could not be read, or a remark."""

    place: Markup
    message: Markup


@dataclass(frozen=True, slots=True)
class ProjectView:
    """One project's section. `risk` is `high`, `medium` or `low`, `dialect` the product's name with its version.

    `problems` could not be read, `remarks` are only said.
    """

    name: Markup
    has_drizzle: bool
    dialect: Markup
    risk: str
    risk_effects: tuple[Markup, ...]
    changes: Listing[ChangeView]
    diagram: Markup | None
    must_fix: Listing[FindingView]
    should_look: Listing[FindingView]
    candidates: Listing[CandidateView]
    questions: Listing[QuestionView]
    checklist: Listing[ItemView]
    statements: Markup | None
    waived: Listing[WaivedView]
    answered: Listing[AnsweredView]
    existing: int
    problems: Listing[ProblemView]
    remarks: Listing[ProblemView]

    @property
    def has_footer(self) -> bool:
        """Whether anything does not count or was not read."""
        return bool(self.waived.total or self.answered.total or self.existing or self.problems.total or self.remarks.total)


@dataclass(frozen=True, slots=True)
class CommentView:
    """The whole comment. `is_partial` says that something could not be read and nothing else was found.

    `is_cleared` says that the comment had something to say before; `report` are the words "full report", with their link where it has one;
    `has_report` says that it is a page of its own, `needs_ticks` that the check waits for the boxes, of which
    `other_boxes` stands for those that found no room.
    """

    sign: Markup
    errors: int
    warnings: int
    notes: int
    changes: int
    is_partial: bool
    is_cleared: bool
    head: Markup
    base: Markup
    projects: Listing[ProjectView]
    problems: Listing[ProblemView]
    remarks: Listing[ProblemView]
    report: Markup
    has_report: bool
    hears: bool
    needs_ticks: bool
    other_boxes: ItemView | None
    version: Markup


@dataclass(frozen=True, slots=True)
class AdviceView:
    """Where a rule is explained, and how it is waived in `file`; `off` is the line of the configuration that turns it off.

    `waiver` is the fence with the comment to write; None where the other language has it, too.
    """

    rule: Markup
    page: Markup | None
    explain: Markup
    is_destructive: bool
    file: Markup | None
    can_waive: bool
    waiver: Markup | None
    off: Markup


@dataclass(frozen=True, slots=True)
class LineFindingView:
    """One finding in a comment on its line; `severity` is `error`, `warning` or `note`, `messages` one for each language."""

    sign: Markup
    severity: str
    rule: Markup
    object: Markup
    messages: tuple[Markup, ...]
    suggestion: Markup | None


@dataclass(frozen=True, slots=True)
class InlineView:
    """A comment on a line. `advice` is finished Markdown, one for each language."""

    findings: Listing[LineFindingView]
    advice: tuple[Markup, ...]
