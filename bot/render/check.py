"""The report of a check run: a title, the comment's text, and an annotation for each finding and problem."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.model import Finding, Language, Message, Place, Problem, Review, Severity, Side, Span
from bot.render.annotations import BASE_SIDE, finding_words, gravest_first, head_place, problem_title
from bot.render.clean import all_problems
from bot.render.comment import BUDGET, MARKER_ROOM, other_language, render_comment
from bot.render.escape import one_line
from bot.render.links import NO_LINKS, Links
from bot.render.markers import without_markers
from bot.render.message import markdown, plain
from bot.render.titles import check_title

Level: TypeAlias = Literal["failure", "warning", "notice"]
LEVELS: dict[Severity, Level] = {Severity.ERROR: "failure", Severity.WARNING: "warning", Severity.NOTE: "notice"}
MOST_ANNOTATIONS = 200
SENTENCE_LIMIT = 5_000  # characters a language; GitHub takes 64 KB
TITLE_LIMIT = 255  # what GitHub takes
MOST_BYTES = 64_000  # of the summary without LEFT_OUT; GitHub refuses more than 65,535 bytes
LEAST_BUDGET = 2_000  # characters; nothing shrinks below
NO_FILE = ".github"  # what GitHub itself writes where an annotation belongs to no file
LEFT_OUT = Message.of(
    en="The first {shown} of these are shown beside the code as well; {more} more are not.",
    ko="이 가운데 처음 {shown}건은 코드 옆에도 표시되고, 나머지 {more}건은 표시되지 않습니다.",
)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark beside the lines of a file; lines count from 1."""

    path: str
    line: int
    end_line: int
    level: Level
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check run shows: the title is one line, the summary Markdown of at most 65,000 bytes, at most 200 annotations."""

    title: str
    summary: str
    annotations: tuple[Annotation, ...]


def render_check(review: Review, language: Language, *, links: Links = NO_LINKS, both: bool = False) -> CheckReport:
    """The verdict as the title, the comment as the summary, and every finding once, the gravest first, then what could not be read.

    Where there are more annotations than a check run should have, the summary says how many.
    """
    languages = (language, other_language(language)) if both else (language,)
    annotations = tuple(_annotations(review, languages))
    shown = annotations[:MOST_ANNOTATIONS]
    left_out = _left_out(len(shown), len(annotations) - len(shown), languages)
    summary = _summary(review, language, links=links, both=both)
    return CheckReport(plain(check_title(review), language), summary + left_out, shown)


def _summary(review: Review, language: Language, *, links: Links, both: bool) -> str:
    """The comment in as many bytes as a summary may have: a Korean letter has three."""
    budget = BUDGET
    while True:
        summary = without_markers(render_comment(review, language, links=links, both=both, budget=budget))
        size = len(summary.encode())
        if size <= MOST_BYTES or budget < LEAST_BUDGET:
            return summary
        budget = min(budget, len(summary)) * MOST_BYTES // size - MARKER_ROOM


def _left_out(shown: int, more: int, languages: tuple[Language, ...]) -> str:
    if not more:
        return ""
    said = Message(LEFT_OUT.en, LEFT_OUT.ko, (("shown", shown), ("more", more)))
    return "".join(f"\n{markdown(said, language)}\n" for language in languages)


def _annotations(review: Review, languages: tuple[Language, ...]) -> Iterator[Annotation]:
    yield from (_finding(finding, languages) for finding in gravest_first(review))
    yield from (_problem(problem, languages) for problem in all_problems(review))


def _finding(finding: Finding, languages: tuple[Language, ...]) -> Annotation:
    place = head_place(finding) or next(iter(finding.places), None)
    sentences = (_sided(finding_words(finding, language, at=place), place, language) for language in languages)
    return _annotation(place.span if place else None, LEVELS[finding.severity], finding.rule, "\n".join(sentences))


def _sided(sentence: str, place: Place | None, language: Language) -> str:
    side = f" ({BASE_SIDE[language]})" if place and place.side is Side.BASE else ""
    return one_line(sentence, limit=SENTENCE_LIMIT) + side


def _problem(problem: Problem, languages: tuple[Language, ...]) -> Annotation:
    message = "\n".join(plain(problem.message, language) for language in languages)
    return _annotation(problem.span, "warning" if problem.unread else "notice", problem_title(problem, languages[0]), message)


def _annotation(span: Span | None, level: Level, title: str, message: str) -> Annotation:
    """An annotation that GitHub takes: with a file and a line."""
    line = max(1, span.line) if span else 1
    return Annotation(
        path=_file(span.path) if span else NO_FILE,
        line=line,
        end_line=max(line, span.end_line) if span else line,
        level=level,
        title=one_line(title, limit=TITLE_LIMIT),
        message=message,
    )


def _file(path: str) -> str:
    """The path as text that can be sent: bytes that are no UTF-8 have no other way there."""
    return path.encode("utf-8", "replace").decode() if path.strip("./") else NO_FILE
