"""What stands beside a line of a file: the words of an annotation, and GitHub Actions' workflow commands that make them."""

from collections.abc import Iterator

from bot.model import Finding, Language, Place, Problem, Review, Severity, Side
from bot.render.clean import all_problems
from bot.render.escape import command_property, command_value
from bot.render.message import plain
from bot.render.places import span_text

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
NOT_ANALYSED = {"en": "not analysed", "ko": "분석하지 못함"}
REMARK = {"en": "note", "ko": "참고"}
BASE_SIDE = {"en": "on base", "ko": "변경 전"}


def render_github(review: Review, language: Language) -> str:
    """All findings, the gravest first, then what could not be read as warnings, remarks as notices.

    GitHub shows ten of each level in a step.
    """
    lines = [_finding(finding, language) for finding in gravest_first(review)]
    lines += [_problem(problem, language) for problem in all_problems(review)]
    return "".join(f"{line}\n" for line in lines)


def gravest_first(review: Review) -> tuple[Finding, ...]:
    """The findings of all projects, errors before warnings before notes."""
    return tuple(sorted(review.findings, key=lambda finding: finding.severity.rank))


def head_place(finding: Finding) -> Place | None:
    """The first place on the head."""
    return next((place for place in finding.places if place.side is Side.HEAD), None)


def finding_words(finding: Finding, language: Language, *, at: Place | None) -> str:
    """What the finding says, after its object where the sentence does not name it; then its places other than `at`."""
    named = "" if any(value == finding.object for _, value in finding.message.values) else f"`{finding.object}`: "
    elsewhere = "; ".join(_other(place, language) for place in finding.places if place != at)
    return f"{named}{plain(finding.message, language)}" + (f" ({elsewhere})" if elsewhere else "")


def problem_title(problem: Problem, language: Language) -> str:
    """What an annotation of a problem is headed with."""
    return (NOT_ANALYSED if problem.unread else REMARK)[language]


def _finding(finding: Finding, language: Language) -> str:
    place = head_place(finding)
    message = finding_words(finding, language, at=place)
    return f"::{LEVELS[finding.severity]} {_properties(place, finding.rule)}::{command_value(message)}"


def _other(place: Place, language: Language) -> str:
    return span_text(place.span) + (f" {BASE_SIDE[language]}" if place.side is Side.BASE else "")


def _problem(problem: Problem, language: Language) -> str:
    place = Place(Side.HEAD, problem.span)
    level = "warning" if problem.unread else "notice"
    return f"::{level} {_properties(place, problem_title(problem, language))}::{command_value(plain(problem.message, language))}"


def _properties(place: Place | None, title: str) -> str:
    return ",".join(f"{name}={command_property(value)}" for name, value in _located(place, title))


def _located(place: Place | None, title: str) -> Iterator[tuple[str, str]]:
    if place is not None:
        yield "file", place.span.path
        if place.span.line > 0:
            yield "line", str(place.span.line)
            yield "endLine", str(max(place.span.line, place.span.end_line))
    yield "title", title
