"""The Review as JSON; `docs/schemas/review.schema.json` describes it. Prose is in the language that was asked for."""

import json
import re
from typing import Any, TypeAlias

from bot.model import (
    Answered,
    Candidate,
    Change,
    Dialect,
    Effect,
    Finding,
    Item,
    Language,
    Place,
    Problem,
    ProjectReview,
    Question,
    RenameColumn,
    RenameTable,
    Review,
    ReviewedChange,
    Suggestion,
    Waived,
    change_kind,
    change_object,
)
from bot.render.definitions import definition
from bot.render.message import plain

Data: TypeAlias = dict[str, Any]  # a JSON object
SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(review: Review, language: Language) -> str:
    """The whole Review as indented JSON with a final newline."""
    return dump(
        {
            "version": review.version,
            "base": review.base,
            "head": review.head,
            "conclusion": review.conclusion.value,
            "needs_ticks": review.needs_ticks,
            "problems": [problem_data(problem, language) for problem in review.problems],
            "projects": [_project(project, language) for project in review.projects],
        }
    )


def render_diff_json(review: Review, language: Language) -> str:
    """What changes between the two sides, without any verdict."""
    projects = [
        {key: value for key, value in _project(project, language).items() if key in ("name", "dialect", "changes", "problems")}
        for project in review.projects
    ]
    problems = [problem_data(problem, language) for problem in review.problems]
    return dump({"version": review.version, "base": review.base, "head": review.head, "problems": problems, "projects": projects})


def dump(data: object) -> str:
    """JSON text as every command prints it; unpaired surrogates of undecodable paths become escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def problem_data(problem: Problem, language: Language) -> Data:
    """A problem as an object."""
    return {"path": problem.span.path, "line": problem.span.line, "message": plain(problem.message, language)}


def _project(project: ProjectReview, language: Language) -> Data:
    dialect = project.project.dialect
    return {
        "name": project.project.name,
        "dialect": dialect.value,
        "runner": project.project.runner.name,
        "driver": project.project.runner.driver,
        "changes": [_change(change, dialect) for change in project.changes],
        "findings": [_finding(finding, language) for finding in project.findings],
        "candidates": [_candidate(candidate, language) for candidate in project.candidates],
        "questions": [_question(question, language) for question in project.questions],
        "answered": [_answered(answered, language) for answered in project.answered],
        "checklist": [_item(item, language) for item in project.checklist],
        "waived": [_waived(waived, language) for waived in project.waived],
        "existing": project.existing,
        "problems": [problem_data(problem, language) for problem in project.problems],
    }


def _change(reviewed: ReviewedChange, dialect: Dialect) -> Data:
    change = reviewed.change
    before, after = _sides(change, dialect)
    return {
        "kind": change_kind(change),
        "object": change_object(change),
        "before": None if change.before is None else before,
        "after": None if change.after is None else after,
        "places": _places(reviewed.places),
        "effects": _effects(reviewed.effects),
        "certain": change.certain,
    }


def _sides(change: Change, dialect: Dialect) -> tuple[str, str]:
    """Both values as text: names for a rename, also for that of a constraint that stays the same otherwise."""
    before, after = definition(change.before, dialect), definition(change.after, dialect)
    match change:
        case RenameTable():
            return change.before.full_name, change.after.full_name
        case RenameColumn():
            return change.before.name, change.after.name
        case _ if before == after:
            return getattr(change.before, "name", None) or before, getattr(change.after, "name", None) or after
        case _:
            return before, after


def _finding(finding: Finding, language: Language) -> Data:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "object": finding.object,
        "places": _places(finding.places),
        "message": plain(finding.message, language),
        "effects": _effects(finding.effects),
        "fingerprint": finding.fingerprint,
        "suggestion": _suggestion(finding.suggestion),
    }


def _answered(answered: Answered, language: Language) -> Data:
    return {**_question(answered.question, language), "answer": answered.answer.text, "by": answered.answer.by}


def _waived(waived: Waived, language: Language) -> Data:
    return {**_finding(waived.finding, language), "reason": waived.reason, "by": waived.by}


def _candidate(candidate: Candidate, language: Language) -> Data:
    return {
        "table": candidate.table,
        "columns": list(candidate.columns),
        "unique": candidate.unique,
        "where": candidate.where,
        "sql": candidate.sql,
        "drizzle": candidate.drizzle,
        "reason": plain(candidate.reason, language),
        "finding": candidate.finding,
    }


def _question(question: Question, language: Language) -> Data:
    return {
        "id": question.id,
        "rule": question.rule,
        "object": question.object,
        "places": _places(question.places),
        "message": plain(question.message, language),
    }


def _item(item: Item, language: Language) -> Data:
    text = plain(item.message, language)
    return {"id": item.id, "kind": item.kind.value, "object": item.object, "text": text, "sql": item.sql}


def _suggestion(suggestion: Suggestion | None) -> Data | None:
    if suggestion is None:
        return None
    return {"path": suggestion.path, "line": suggestion.line, "end_line": suggestion.end_line, "text": suggestion.text}


def _places(places: tuple[Place, ...]) -> list[Data]:
    return [
        {"side": place.side.value, "path": place.span.path, "line": place.span.line, "end_line": place.span.end_line} for place in places
    ]


def _effects(effects: frozenset[Effect]) -> list[str]:
    return [effect.value for effect in Effect if effect in effects]
