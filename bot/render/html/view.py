"""What the page's template sees: finished HTML, numbers and flags."""

from dataclasses import dataclass

from bot.render.escape import Html


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the table of changes; `risk` is `high`, `medium` or `low`."""

    object: Html
    words: Html
    risk: Html
    risk_words: Html
    effects: Html


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the code, with its link where there is one."""

    label: Html
    is_base: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines to be replaced; without `block` they are to be deleted."""

    place: Html
    block: Html | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, or a question; `severity` is `error`, `warning`, `note` or `question`."""

    severity: Html
    severity_words: Html
    rule: Html
    object: Html
    message: Html
    effects: Html
    places: tuple[Place, ...]
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposed index."""

    target: Html
    reason: Html
    sql: Html
    drizzle: Html | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to test, with the statement for it."""

    message: Html
    sql: Html | None


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one kind."""

    name: Html
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer and who gave it."""

    id: Html
    message: Html
    answer: Html
    by: Html


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that does not count."""

    rule: Html
    object: Html
    reason: Html
    by: Html


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or a remark."""

    place: Html
    message: Html


@dataclass(frozen=True, slots=True)
class Project:
    """One project's part of the page."""

    name: Html
    kind: Html
    risk: Html
    risk_words: Html
    effects: Html
    changes: tuple[Change, ...]
    diagram: Html | None
    undrawn: Html | None
    must_fix: tuple[Finding, ...]
    should_look: tuple[Finding, ...]
    candidates: tuple[Candidate, ...]
    questions: tuple[Finding, ...]
    groups: tuple[Group, ...]
    items: int
    answered: tuple[Answered, ...]
    waived: tuple[Waived, ...]
    existing: Html | None
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings of one severity, with the words before and behind the number."""

    severity: Html
    before: Html
    number: int
    behind: Html


@dataclass(frozen=True, slots=True)
class Page:
    """Everything in one language. `tone` is the gravest severity, `clear`, or `partial` where something could not be read.

    `nothing` says why there is no project, where there is none.
    """

    language: Html
    tone: Html
    nothing: Html
    verdict: Html
    counts: tuple[Count, ...]
    is_partial: bool
    commits: Html
    projects: tuple[Project, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    version: Html
