"""The Review for a terminal: rich, at any width from 40 columns, without colour where nobody could see it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from bot.model import (
    Finding,
    Language,
    Message,
    Place,
    Problem,
    ProjectReview,
    Review,
    ReviewedChange,
    Risk,
    Severity,
    Side,
    Waived,
    change_object,
)
from bot.render import titles
from bot.render.changes import change_words
from bot.render.clean import remarks, unread
from bot.render.consoles import columns, printed
from bot.render.escape import block, one_line
from bot.render.message import plain
from bot.render.places import span_text
from bot.render.words import GROUPS, RISKS, SEVERITIES, effect_words

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
RISK_STYLES = {Risk.HIGH: "bold red", Risk.MEDIUM: "yellow", Risk.LOW: "green"}


def render_text(review: Review, language: Language, *, width: int = 80, color: bool = False) -> str:
    """The Review as text `width` columns wide; `color` adds terminal control sequences.

    The first line says which projects were found and why, one line a project.
    """
    return printed(_lines(review, Words(language)), width=width, color=color)


@dataclass(frozen=True, slots=True)
class Words:
    """Messages as terminal text in one language."""

    language: Language

    def __call__(self, message: Message, style: str = "") -> Text:
        """The message in that style."""
        return Text(plain(message, self.language), style=style)


def _lines(review: Review, words: Words) -> Iterator[RenderableType]:
    yield from (words(titles.project_line(project.project)) for project in review.projects)
    if not review.projects:
        yield words(titles.nothing_found(review))
    yield words(titles.verdict(review), "bold")
    for project in review.projects:
        if len(review.projects) > 1 and (project.changes or project.findings or project.problems):
            yield Text(f"\n── {one_line(project.project.name)}", style="bold")
        yield from _project(project, words)
    yield from _problems(review.problems, words)


def _project(project: ProjectReview, words: Words) -> Iterator[RenderableType]:
    if project.changes:
        yield from _title(titles.CHANGES, len(project.changes), words)
        yield _changes(project, words)
    errors = [finding for finding in project.findings if finding.severity is Severity.ERROR]
    others = [finding for finding in project.findings if finding.severity is not Severity.ERROR]
    yield from _findings(titles.MUST_FIX, errors, words)
    yield from _findings(titles.SHOULD_LOOK, sorted(others, key=lambda finding: finding.severity.rank), words)
    yield from _candidates(project, words)
    yield from _questions(project, words)
    yield from _checklist(project, words)
    yield from _waived(project.waived, words)
    if project.existing:
        yield Text("")
        yield words(titles.titled(titles.EXISTING, project.existing), "dim")
    yield from _problems(project.problems, words)


def _title(title: Message, count: int, words: Words) -> Iterator[RenderableType]:
    yield Text("")
    yield words(titles.titled(title, count), "bold")


def _changes(project: ProjectReview, words: Words) -> Grid:
    grid = columns(0, 2, 3)
    for reviewed in project.changes:
        risk = words(RISKS[reviewed.risk], RISK_STYLES[reviewed.risk])
        grid.add_row(risk, Text(one_line(change_object(reviewed.change))), _clauses(reviewed, project, words))
    return grid


def _clauses(reviewed: ReviewedChange, project: ProjectReview, words: Words) -> Text:
    clauses = Text(", ").join(words(clause) for clause in change_words(reviewed.change, project.project.dialect))
    effects = Text(", ").join(words(effect) for effect in effect_words(reviewed.effects))
    return Text.assemble(clauses, "  [", effects, "]") if effects else clauses


def _findings(title: Message, findings: Iterable[Finding], words: Words) -> Iterator[RenderableType]:
    listed = tuple(findings)
    if listed:
        yield from _title(title, len(listed), words)
    for finding in listed:
        style = STYLES[finding.severity]
        yield Text.assemble(words(SEVERITIES[finding.severity], style), " ", (finding.rule, "bold"), " ", one_line(finding.object))
        yield _indented(words(finding.message))
        yield from _places(finding.places, words)


def _places(places: tuple[Place, ...], words: Words) -> Iterator[RenderableType]:
    for place in places:
        side = f" ({plain(titles.BASE_SIDE, words.language)})" if place.side is Side.BASE else ""
        yield _indented(Text(one_line(span_text(place.span)) + side, style="cyan"))


def _candidates(project: ProjectReview, words: Words) -> Iterator[RenderableType]:
    if project.candidates:
        yield from _title(titles.CANDIDATES, len(project.candidates), words)
    for candidate in project.candidates:
        yield words(candidate.reason)
        yield _indented(Text(block(candidate.sql), style="cyan"))
        if candidate.drizzle:
            yield _indented(Text(block(candidate.drizzle), style="cyan"))


def _questions(project: ProjectReview, words: Words) -> Iterator[RenderableType]:
    if project.questions:
        yield from _title(titles.QUESTIONS, len(project.questions), words)
    for question in project.questions:
        yield Text.assemble((one_line(question.id), "bold"), " ", one_line(question.object))
        yield _indented(words(question.message))
        yield from _places(question.places, words)


def _checklist(project: ProjectReview, words: Words) -> Iterator[RenderableType]:
    if project.checklist:
        yield from _title(titles.CHECKLIST, len(project.checklist), words)
    for item in project.checklist:
        yield Text.assemble("[ ] ", words(GROUPS[item.kind], "bold"), ": ", words(item.message))


def _waived(waived: tuple[Waived, ...], words: Words) -> Iterator[RenderableType]:
    if waived:
        yield from _title(titles.WAIVED, len(waived), words)
    for entry in waived:
        yield Text.assemble((entry.finding.rule, "bold"), " ", one_line(entry.finding.object), " ", (one_line(entry.by), "cyan"))
        yield _indented(Text(one_line(entry.reason)))


def _problems(problems: tuple[Problem, ...], words: Words) -> Iterator[RenderableType]:
    yield from _titled(titles.PROBLEMS, unread(problems), words)
    yield from _titled(titles.REMARKS, remarks(problems), words)


def _titled(title: Message, problems: tuple[Problem, ...], words: Words) -> Iterator[RenderableType]:
    if problems:
        yield from _title(title, len(problems), words)
    for problem in problems:
        yield Text(one_line(span_text(problem.span)), style="cyan")
        yield _indented(words(problem.message))


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))
