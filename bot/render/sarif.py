"""The Review as SARIF 2.1.0 for code scanning and other readers of static analysis results."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.model import Finding, Language, Place, Problem, Review, Severity, Side, Span, Suggestion, Waived
from bot.render.as_json import Data, dump
from bot.render.message import plain

if TYPE_CHECKING:
    from bot.lint.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"


def render_sarif(review: Review, language: Language, rules: "Sequence[Rule]" = ()) -> str:
    """One run with every finding; waived ones are suppressed results. `rules` are described with help in both languages.

    Paths are percent-encoded and relative to `SRCROOT`, the repository's root; columns count code points.
    """
    findings = review.findings
    waived = [entry for project in review.projects for entry in project.waived]
    names = [rule.name for rule in rules]
    results = [_result(finding, language, names) for finding in findings]
    results += [{**_result(entry.finding, language, names), "suppressions": [_suppression(entry)]} for entry in waived]
    driver = {"name": "schema-review", "version": review.version, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(review, language)],
        "results": results,
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: "Rule") -> Data:
    english, _, korean = (rule.page or f"{rule.summary.en}<!-- ko -->{rule.summary.ko}").partition("<!-- ko -->")
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary.en},
        "fullDescription": {"text": f"{rule.summary.en} / {rule.summary.ko}"},
        "help": {"text": f"{rule.summary.en}\n\n{rule.summary.ko}", "markdown": f"{english.strip()}\n\n---\n\n{korean.strip()}"},
        "defaultConfiguration": {"level": rule.severity.value, "enabled": rule.enabled},
        "properties": {
            "tags": ["database", *filter(None, (rule.category,))],
            "dialects": sorted(dialect.value for dialect in rule.dialects),
        },
    }


def _result(finding: Finding, language: Language, names: list[str]) -> Data:
    here, elsewhere = _sides(finding.places)
    result: Data = {
        "ruleId": finding.rule,
        "level": finding.severity.value,
        "message": {"text": plain(finding.message, language)},
        "locations": [_location(place.span, finding.object) for place in here],
        "partialFingerprints": {"schemaReview/v1": finding.fingerprint},
        "properties": {"object": finding.object, "effects": sorted(effect.value for effect in finding.effects)},
    }
    if finding.rule in names:
        result["ruleIndex"] = names.index(finding.rule)
    if elsewhere:
        result["relatedLocations"] = [_location(place.span, finding.object) for place in elsewhere]
    if finding.suggestion:
        result["fixes"] = [_fix(finding.suggestion)]
    return result


def _sides(places: Iterable[Place]) -> tuple[list[Place], list[Place]]:
    """The places on the head and those on the base; the base's take the first seat where the head has none."""
    head = [place for place in places if place.side is Side.HEAD]
    base = [place for place in places if place.side is Side.BASE]
    return (head, base) if head else (base, [])


def _location(span: Span, name: str) -> Data:
    return {"physicalLocation": _physical(span), "logicalLocations": [{"fullyQualifiedName": name}]}


def _physical(span: Span) -> Data:
    physical: Data = {"artifactLocation": _artifact(span.path)}
    if span.line > 0:
        physical["region"] = {"startLine": span.line, "endLine": max(span.line, span.end_line)}
    return physical


def _artifact(path: str) -> Data:
    return {"uri": quote(path, safe="/", errors="surrogateescape"), "uriBaseId": ROOT}


def _fix(suggestion: Suggestion) -> Data:
    region = {"startLine": suggestion.line, "startColumn": 1, "endLine": suggestion.end_line + 1, "endColumn": 1}
    replacement = {"deletedRegion": region, "insertedContent": {"text": f"{suggestion.text}\n"}}
    return {"artifactChanges": [{"artifactLocation": _artifact(suggestion.path), "replacements": [replacement]}]}


def _suppression(waived: Waived) -> Data:
    return {"kind": "inSource", "status": "accepted", "justification": f"{waived.by}: {waived.reason}"}


def _invocation(review: Review, language: Language) -> Data:
    problems = [problem for project in review.projects for problem in project.problems]
    notifications = [_notification(problem, language) for problem in (*review.problems, *problems)]
    return {"executionSuccessful": True, "toolExecutionNotifications": notifications}


def _notification(problem: Problem, language: Language) -> Data:
    message = {"text": plain(problem.message, language)}
    level = Severity.WARNING if problem.unread else Severity.NOTE
    return {"level": level.value, "message": message, "locations": [{"physicalLocation": _physical(problem.span)}]}
