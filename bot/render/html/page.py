"""Review → the page that `check --format html` writes and the service shows as the full report."""

from dataclasses import dataclass
from functools import partial

from bot.model import Conclusion, Language, ProjectReview, Review, Severity, risk_of
from bot.render.clean import remarks, unread
from bot.render.comment import other_language
from bot.render.escape import Html, html_code, html_link, html_text
from bot.render.html import view
from bot.render.html.entries import (
    answered_view,
    candidate_view,
    change_view,
    effects_view,
    finding_view,
    groups_view,
    problem_view,
    question_view,
    waived_view,
)
from bot.render.html.svg import er_svg
from bot.render.html.words import COUNTS, EXISTING, KINDS, UNDRAWN, WORDS, counted
from bot.render.links import NO_LINKS, Links
from bot.render.message import html, sentence
from bot.render.sections import project_effects, speaking
from bot.render.templates import page_environment
from bot.render.titles import check_title, commits, nothing_found
from bot.render.words import DIALECTS, RISKS


@dataclass(frozen=True, slots=True)
class About:
    """The pull request that a page is about: `octo/shop#3`, and its address."""

    name: str
    url: str


def render_html(review: Review, language: Language, *, links: Links = NO_LINKS, both: bool = False, about: About | None = None) -> str:
    """The whole review as one page that asks for nothing: its style is inline, its diagrams are drawn in it, it has no script.

    `both` adds the other language below, `about` says where the review belongs. Nothing is cut.
    """
    languages = (language, other_language(language)) if both else (language,)
    pages = tuple(_page(review, each, links) for each in languages)
    words = {each: partial(_word, language=each) for each in languages}
    name = html_text(about.name) if about else None
    link = html_link(name, about.url) if about and name else None
    return page_environment().get_template("page.html.j2").render(pages=pages, say=words, name=name, link=link) + "\n"


def _word(name: str, language: Language) -> Html:
    return html(WORDS[name], language)


def _page(review: Review, language: Language, links: Links) -> view.Page:
    problem = partial(problem_view, language=language)
    is_partial = review.conclusion is Conclusion.NEUTRAL
    counts = {severity: sum(finding.severity is severity for finding in review.findings) for severity in Severity}
    found = [severity for severity in Severity if counts[severity]]
    return view.Page(
        language=Html(language),
        tone=Html(found[0].value if found else "partial" if is_partial else "clear"),
        nothing=html(sentence(nothing_found(review)), language),
        verdict=html(check_title(review), language),
        counts=tuple(_count(each, counts[each], language) for each in found),
        is_partial=is_partial,
        commits=html(commits(review), language),
        projects=tuple(_project(project, language, links) for project in speaking(review)),
        problems=tuple(map(problem, unread(review.problems))),
        remarks=tuple(map(problem, remarks(review.problems))),
        version=html_text(review.version),
    )


def _count(severity: Severity, number: int, language: Language) -> view.Count:
    return view.Count(Html(severity.value), html(KINDS[severity], language), number, html(COUNTS[severity][number != 1], language))


def _project(project: ProjectReview, language: Language, links: Links) -> view.Project:
    effects = project_effects(project)
    problem = partial(problem_view, language=language)
    drawn = er_svg(project, language)
    must_fix, should_look = _findings(project, language, links)
    return view.Project(
        name=html_code(project.project.name),
        kind=_kind(project),
        risk=Html(risk_of(effects).value),
        risk_words=html(RISKS[risk_of(effects)], language),
        effects=effects_view(effects, language),
        changes=tuple(change_view(change, project.project.dialect, language) for change in project.changes),
        diagram=drawn[0] if drawn else None,
        undrawn=html(counted(UNDRAWN, drawn[1]), language) if drawn and drawn[1] else None,
        must_fix=must_fix,
        should_look=should_look,
        candidates=tuple(candidate_view(candidate, language) for candidate in project.candidates),
        questions=tuple(question_view(question, language, links) for question in project.questions),
        groups=groups_view(project.checklist, language),
        items=len(project.checklist),
        answered=tuple(answered_view(answered, language) for answered in project.answered),
        waived=tuple(map(waived_view, project.waived)),
        existing=html(counted(EXISTING, project.existing), language) if project.existing else None,
        problems=tuple(map(problem, unread(project.problems))),
        remarks=tuple(map(problem, remarks(project.problems))),
    )


def _kind(project: ProjectReview) -> Html:
    product = " ".join(filter(None, (DIALECTS[project.project.dialect], project.project.version)))
    return html_text(f"Drizzle, {product}" if project.project.has_drizzle_schema else product)


def _findings(project: ProjectReview, language: Language, links: Links) -> tuple[tuple[view.Finding, ...], tuple[view.Finding, ...]]:
    ordered = sorted(project.findings, key=lambda finding: finding.severity.rank)
    errors = [finding for finding in ordered if finding.severity is Severity.ERROR]
    show = partial(finding_view, language=language, links=links)
    return tuple(map(show, errors)), tuple(map(show, ordered[len(errors) :]))
