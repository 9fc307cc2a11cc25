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
    """One proposed index with its fences."""

    target: Markup
    reason: Markup
    sql: Markup
    drizzle: Markup | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One open question."""

    id: Markup
    object: Markup | None
    message: Markup
    places: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One checklist item; `number` refers to its statement below the list, 0 where it has none."""

    id: Markup
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
    """Something that could not be read."""

    place: Markup
    message: Markup


@dataclass(frozen=True, slots=True)
class ProjectView:
    """One project's section. `risk` is `high`, `medium` or `low`, `dialect` the product's name with its version."""

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
    existing: int
    problems: Listing[ProblemView]

    @property
    def has_footer(self) -> bool:
        """Whether anything does not count or was not read."""
        return bool(self.waived.total or self.existing or self.problems.total)


@dataclass(frozen=True, slots=True)
class CommentView:
    """The whole comment. `is_partial` says that something could not be read and nothing else was found."""

    sign: Markup
    errors: int
    warnings: int
    notes: int
    changes: int
    is_partial: bool
    head: Markup
    base: Markup
    projects: Listing[ProjectView]
    problems: Listing[ProblemView]
    version: Markup
