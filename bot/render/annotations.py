"""GitHub Actions annotations: one workflow command a line."""

from collections.abc import Iterator

from bot.model import Finding, Language, Place, Problem, Review, Severity, Side
from bot.render.escape import command_property, command_value
from bot.render.message import plain
from bot.render.places import span_text

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
NOT_ANALYSED = {"en": "not analysed", "ko": "분석하지 못함"}
BASE_SIDE = {"en": "on base", "ko": "변경 전"}


def render_github(review: Review, language: Language) -> str:
    """All findings, the gravest first, then what could not be read as warnings. GitHub shows ten of each level in a step."""
    findings = [finding for project in review.projects for finding in project.findings]
    findings.sort(key=lambda finding: finding.severity.rank)
    problems = [problem for project in review.projects for problem in project.problems]
    lines = [_finding(finding, language) for finding in findings]
    lines += [_problem(problem, language) for problem in (*problems, *review.problems)]
    return "".join(f"{line}\n" for line in lines)


def _finding(finding: Finding, language: Language) -> str:
    head = next((place for place in finding.places if place.side is Side.HEAD), None)
    named = "" if any(value == finding.object for _, value in finding.message.values) else f"`{finding.object}`: "
    elsewhere = "; ".join(_other(place, language) for place in finding.places if place != head)
    message = f"{named}{plain(finding.message, language)}" + (f" ({elsewhere})" if elsewhere else "")
    return f"::{LEVELS[finding.severity]} {_properties(head, finding.rule)}::{command_value(message)}"


def _other(place: Place, language: Language) -> str:
    return span_text(place.span) + (f" {BASE_SIDE[language]}" if place.side is Side.BASE else "")


def _problem(problem: Problem, language: Language) -> str:
    place = Place(Side.HEAD, problem.span)
    return f"::warning {_properties(place, NOT_ANALYSED[language])}::{command_value(plain(problem.message, language))}"


def _properties(place: Place | None, title: str) -> str:
    return ",".join(f"{name}={command_property(value)}" for name, value in _located(place, title))


def _located(place: Place | None, title: str) -> Iterator[tuple[str, str]]:
    if place is not None:
        yield "file", place.span.path
        if place.span.line > 0:
            yield "line", str(place.span.line)
            yield "endLine", str(max(place.span.line, place.span.end_line))
    yield "title", title
