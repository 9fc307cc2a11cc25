"""Rules run over their subjects; what the base already had is subtracted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.lint.fingerprint import fingerprint, renamed_object
from bot.lint.load import message_of
from bot.lint.places import ChangePlaces
from bot.lint.rule import Context, Hit, Rule
from bot.lint.settings import Settings
from bot.lint.size import most_severe
from bot.model import (
    Candidate,
    Change,
    Effect,
    Finding,
    Message,
    Migration,
    MigrationHistory,
    Place,
    Problem,
    Question,
    Rebuild,
    ReviewedChange,
    Schema,
    Severity,
    Side,
    Span,
    Step,
    Table,
    change_kind,
    change_object,
    part_object,
)

BOTH_SIDES = (Table, Schema)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the rules said. `candidates` are all that were proposed, several for one lookup among them.

    `existing` are the findings and questions that the base already had, as they stand on the head.
    """

    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    questions: tuple[Question, ...] = ()
    existing: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One hit as a finding, with what else it brought; `identity` is its object for the fingerprint, without default names."""

    finding: Finding
    identity: str
    candidate: Candidate | None
    asks: bool


def run_rules(rules: Iterable[Rule], *, context: Context, changes: tuple[ReviewedChange, ...], settings: Settings) -> Verdicts:
    """Run every enabled rule of the project's dialect.

    `context` is the head's; its changes and steps are those of the pull request, `changes` the same with their places. Rules about
    tables and the schema run on both sides, and what the base had, through recognised renames, is only counted.
    """
    verdicts: list[Verdict] = []
    existing: list[Finding] = []
    problems: list[Problem] = []
    places = ChangePlaces(changes)
    for rule in rules:
        if context.project.dialect not in rule.dialects or not settings.runs(rule):
            continue
        found, failed = _judge(rule, context, places, settings)
        before = _base_fingerprints(rule, context, places, settings) if found else frozenset()
        problems += failed
        for verdict in found:
            if verdict.finding.fingerprint in before:
                existing.append(verdict.finding)
            else:
                verdicts.append(verdict)
    return _sorted(verdicts, existing, problems)


def _sorted(verdicts: list[Verdict], existing: list[Finding], problems: list[Problem]) -> Verdicts:
    findings = sorted((verdict.finding for verdict in verdicts if not verdict.asks), key=_worst_first)
    asked = sorted((verdict.finding for verdict in verdicts if verdict.asks), key=_worst_first)
    candidates = (verdict.candidate for verdict in verdicts if verdict.candidate)
    return Verdicts(
        findings=tuple(findings),
        candidates=tuple(sorted(candidates, key=_by_lookup)),
        questions=tuple(Question(f.fingerprint[:8], f.rule, f.object, f.message, f.places) for f in asked),
        existing=tuple(existing),
        problems=tuple(problems),
    )


def _by_lookup(candidate: Candidate) -> tuple[object, ...]:
    return candidate.table, candidate.columns, candidate.where or ""


def _worst_first(finding: Finding) -> tuple[object, ...]:
    place = finding.places[0].span if finding.places else Span("", 0, 0)
    return (finding.severity.rank, place.path, place.line, finding.rule, finding.object)


def _base_fingerprints(rule: Rule, context: Context, changes: ChangePlaces, settings: Settings) -> frozenset[str]:
    if not set(rule.subjects) & set(BOTH_SIDES):
        return frozenset()
    found, _ = _judge(rule, replace(context, side=Side.BASE), changes, settings)
    return frozenset(fingerprint(context.project.name, rule.name, renamed_object(verdict.identity, context.changes)) for verdict in found)


def _judge(rule: Rule, context: Context, changes: ChangePlaces, settings: Settings) -> tuple[list[Verdict], list[Problem]]:
    """Every verdict of one rule on one side; a rule that raises becomes a Problem that names it."""
    context = replace(context, options=settings.options(rule))
    verdicts: dict[str, Verdict] = {}
    for subject in _subjects(rule, context):
        try:
            for hit in rule.check(subject, context):
                limit = most_severe(rule, _judged(hit, subject), context)
                if limit is not None:
                    limit = max(limit, hit.at_most, key=lambda each: each.rank)
                    _collect(verdicts, _verdict(rule, hit, subject, context, changes), settings, rule, limit)
        except Exception as error:  # noqa: BLE001 # the edge around one rule: its mistake must not cost the others
            return list(verdicts.values()), [_failure(rule, subject, error)]
    return list(verdicts.values()), []


def _collect(verdicts: dict[str, Verdict], verdict: Verdict, settings: Settings, rule: Rule, limit: Severity) -> None:
    finding = verdict.finding
    severity = settings.severity(rule, finding.places[0].span.path if finding.places else "", limit=limit)
    if severity is None:
        return
    known = verdicts.get(finding.fingerprint)
    places = tuple(dict.fromkeys((*known.finding.places, *finding.places))) if known else finding.places
    first = known.finding if known else finding
    verdicts[finding.fingerprint] = replace(known or verdict, finding=replace(first, severity=severity, places=places))


def _subjects(rule: Rule, context: Context) -> Iterator[Any]:
    for kind in rule.subjects:
        if kind is Table:
            yield from context.schema.tables
        elif kind is Schema:
            yield context.schema
        elif kind is Step:
            yield from context.steps
        elif kind is Rebuild:
            yield from context.rebuilds
        elif kind is MigrationHistory:
            yield from (context.history,) if context.history else ()
        else:
            yield from (change for change in context.changes if isinstance(change, kind))


def _verdict(rule: Rule, hit: Hit, subject: object, context: Context, changes: ChangePlaces) -> Verdict:
    about = hit.object or _object(subject, hit.node)
    identity = hit.object or _identity(subject, hit.node) or about
    kind = subject.verb if isinstance(subject, Step) else change_kind(subject) if isinstance(subject, Change) else ""
    judged = _judged(hit, subject)
    effects: frozenset[Effect] = context.effects(judged) if isinstance(judged, Step | Change) else frozenset()
    also = (place if isinstance(place, Place) else Place(context.side, place) for place in hit.also)
    places = (*changes.places_of(hit.node, context.side), *also)
    finding = Finding(
        rule=rule.name,
        severity=rule.severity,
        object=about,
        places=tuple(dict.fromkeys(places)),
        message=message_of(rule, hit),
        fingerprint=fingerprint(context.project.name, rule.name, identity, kind),
        effects=effects,
        suggestion=hit.suggestion,
    )
    candidate = replace(hit.candidate, finding=None if rule.asks else finding.fingerprint) if hit.candidate else None
    return Verdict(finding, identity, candidate, rule.asks)


def _judged(hit: Hit, subject: object) -> object:
    """The statement that a rule about the whole history points at, else the rule's subject."""
    return hit.node if isinstance(subject, MigrationHistory) and isinstance(hit.node, Step) else subject


def _identity(subject: object, node: object) -> str:
    """A part with a default name by its columns: the name follows its table's, its columns' and the tool's version."""
    if isinstance(subject, Table) and getattr(node, "implicit", False) and getattr(node, "columns", ()):
        return f"{subject.full_name}({','.join(getattr(node, 'columns', ()))})"
    return ""


def _object(subject: object, node: object) -> str:
    if isinstance(node, Step):
        return change_object(node.changes[0]) if node.changes else node.span.path
    if isinstance(node, Migration):
        return node.name
    if isinstance(node, Change):
        return change_object(node)
    if isinstance(subject, Table) and node is not subject:
        return part_object(subject, node)
    return str(getattr(node, "full_name", None) or getattr(node, "name", None) or getattr(node, "path", ""))


def _failure(rule: Rule, subject: object, error: Exception) -> Problem:
    span = getattr(subject, "span", None)
    message = Message.of(
        en="the rule {rule} failed here ({error}); its findings are missing",
        ko="규칙 {rule}이(가) 여기서 실패했습니다({error}). 이 규칙의 지적 사항이 빠져 있습니다",
        rule=rule.name,
        error=f"{type(error).__name__}: {error}",
    )
    return Problem(span if isinstance(span, Span) else Span(rule.path, 1, 1), message)
