"""Review → what the comment's templates see."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from markupsafe import Markup

from bot.model import Conclusion, Effect, Finding, Item, Language, Message, ProjectReview, Review, Severity, risk_of
from bot.render.clean import is_clean, must_tick, remarks, unread
from bot.render.diagram import er_diagram
from bot.render.entries import answered_view, candidate_view, change_view, finding_view, item_view, problem_view, question_view, waived_view
from bot.render.escape import code, fence, link, one_line, text
from bot.render.limits import Limits
from bot.render.links import NO_LINKS, Links
from bot.render.message import markdown
from bot.render.view import ChangeView, CommentView, FindingView, ItemView, Listing, ProjectView
from bot.render.words import DIALECTS, FULL_REPORT, SEVERITY_SIGNS, effect_words

DIAGRAM_LIMIT = 20_000  # characters; GitHub draws nothing above 50,000

OTHER_BOXES = Message.of(
    en="The other {count} of the checklist, which the full report lists", ko="전체 보고서에 있는 나머지 체크리스트 {count}건"
)

Source = TypeVar("Source")
Entry = TypeVar("Entry")


def comment_view(review: Review, language: Language, *, links: Links, limits: Limits, cleared: bool = False) -> CommentView:
    """Everything the comment prints, cut to the limits. `cleared` says that an earlier one stands, which may have said more."""
    findings = review.findings
    words = markdown(FULL_REPORT, language)
    report = link(words, links.report)
    told = _listing(speaking(review), limits.projects, partial(_project, language=language, links=links, limits=limits))
    return CommentView(
        sign=_overall_sign(review, findings),
        errors=_count(findings, Severity.ERROR),
        warnings=_count(findings, Severity.WARNING),
        notes=_count(findings, Severity.NOTE),
        changes=sum(len(project.changes) for project in review.projects),
        is_partial=review.conclusion is Conclusion.NEUTRAL,
        is_cleared=cleared and is_clean(review),
        head=code(review.head),
        base=code(review.base),
        projects=told,
        problems=_listing(unread(review.problems), limits.problems, partial(problem_view, language=language)),
        remarks=_listing(remarks(review.problems), limits.problems, partial(problem_view, language=language)),
        report=report,
        has_report=links.is_page and report != words,
        hears=links.hears,
        needs_ticks=must_tick(review) > 0,
        other_boxes=_other_boxes(review, limits, language) if must_tick(review) else None,
        version=code(review.version),
    )


def _other_boxes(review: Review, limits: Limits, language: Language) -> ItemView | None:
    """One box for all that must be ticked and have none of their own; whatever joins them or leaves them opens it again."""
    if limits.checklist is None:
        return None
    visible = speaking(review)[: limits.projects]
    shown = ((project, limits.checklist if project in visible else 0) for project in review.projects)
    others = [item for project, count in shown for item in project.checklist[count:]]
    if not others:
        return None
    said = json.dumps([[item.id, item.message.en, item.message.values, item.sql] for item in others])
    message = Message(OTHER_BOXES.en, OTHER_BOXES.ko, (("count", len(others)),))
    return item_view(Item("others", others[0].kind, "", message, said), language, 0)


def speaking(review: Review) -> tuple[ProjectReview, ...]:
    """The projects that a comment has something to say of; the first where there is none."""
    speaking = tuple(p for p in review.projects if p.changes or p.findings or p.questions or p.answered or p.waived or p.problems)
    return speaking or review.projects[:1]


def _overall_sign(review: Review, findings: Sequence[Finding]) -> Markup:
    if findings:
        return Markup(SEVERITY_SIGNS[min((finding.severity for finding in findings), key=lambda severity: severity.rank)])  # noqa: S704 # ours
    return Markup("⚪") if review.conclusion is Conclusion.NEUTRAL else Markup("🟢")


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


def _listing(entries: Sequence[Source], limit: int, view: Callable[[Source], Entry]) -> Listing[Entry]:
    return Listing(tuple(view(entry) for entry in entries[:limit]), len(entries))


def _project(project: ProjectReview, *, language: Language, links: Links, limits: Limits) -> ProjectView:
    effects = project_effects(project)
    asked = () if limits.checklist is None else project.checklist
    items = asked[: limits.checklist]
    must_fix, should_look = _findings(project, language=language, links=links, limits=limits)
    return ProjectView(
        name=code(project.project.name),
        has_drizzle=project.project.has_drizzle_schema,
        dialect=text(" ".join(filter(None, (DIALECTS[project.project.dialect], project.project.version)))),
        risk=risk_of(effects).value,
        risk_effects=tuple(markdown(words, language) for words in effect_words(effects)[:2]),
        changes=_changes(project, language, limits),
        diagram=_diagram(project, language) if limits.diagram else None,
        must_fix=must_fix,
        should_look=should_look,
        candidates=_listing(project.candidates, limits.candidates, partial(candidate_view, language=language, has_code=limits.index_code)),
        questions=_listing(project.questions, limits.questions, partial(question_view, language=language, links=links)),
        checklist=Listing(tuple(_items(items, language, statements=bool(limits.statements))), len(asked)),
        statements=_statements(items, limits.statements) if limits.statements else None,
        waived=_listing(project.waived, limits.waived, waived_view),
        answered=_listing(project.answered, limits.waived, partial(answered_view, language=language)),
        existing=project.existing,
        problems=_listing(unread(project.problems), limits.problems, partial(problem_view, language=language)),
        remarks=_listing(remarks(project.problems), limits.problems, partial(problem_view, language=language)),
    )


def project_effects(project: ProjectReview) -> frozenset[Effect]:
    """What all changes and findings of a project do together."""
    changes = frozenset(effect for change in project.changes for effect in change.effects)
    return changes | frozenset(effect for finding in project.findings for effect in finding.effects)


def _changes(project: ProjectReview, language: Language, limits: Limits) -> Listing[ChangeView]:
    view = partial(change_view, dialect=project.project.dialect, language=language)
    return _listing(project.changes, limits.changes, view)


def _findings(
    project: ProjectReview, *, language: Language, links: Links, limits: Limits
) -> tuple[Listing[FindingView], Listing[FindingView]]:
    view = partial(finding_view, language=language, links=links if limits.links else replace(NO_LINKS, rule=links.rule), limits=limits)
    errors = [finding for finding in project.findings if finding.severity is Severity.ERROR]
    others = [finding for finding in project.findings if finding.severity is not Severity.ERROR]
    others.sort(key=lambda finding: finding.severity.rank)
    return _listing(errors, limits.must_fix, view), _listing(others, limits.should_look, view)


def _diagram(project: ProjectReview, language: Language) -> Markup | None:
    diagram = er_diagram(project, language)
    return fence(diagram, "mermaid", limit=DIAGRAM_LIMIT) if diagram and len(diagram) < DIAGRAM_LIMIT else None


def _items(items: Sequence[Item], language: Language, *, statements: bool) -> Iterator[ItemView]:
    number = 0
    for item in items:
        number += bool(item.sql)
        yield item_view(item, language, number if item.sql and statements else 0)


def _statements(items: Sequence[Item], limit: int) -> Markup | None:
    with_sql = [(item.object, item.sql) for item in items if item.sql]
    parts = [f"-- {number}. {one_line(name)}\n{sql}" for number, (name, sql) in enumerate(with_sql, start=1)]
    return fence("\n\n".join(parts), "sql", limit=limit) if parts else None
