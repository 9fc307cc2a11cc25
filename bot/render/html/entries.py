"""Single entries of a page as finished HTML."""

from itertools import groupby

from bot.model import (
    Answered,
    Candidate,
    Dialect,
    Effect,
    Finding,
    Item,
    Language,
    Place,
    Problem,
    Question,
    ReviewedChange,
    Side,
    Suggestion,
    Waived,
    change_object,
)
from bot.render.changes import change_words
from bot.render.escape import Html, html_block, html_code, html_link, html_text
from bot.render.html import view
from bot.render.links import Links
from bot.render.message import html, sentence
from bot.render.places import span_text
from bot.render.words import GROUPS, RISKS, SEVERITIES, effect_words


def change_view(reviewed: ReviewedChange, dialect: Dialect, language: Language) -> view.Change:
    """One row of the table of changes."""
    clauses = (html(words, language) for words in change_words(reviewed.change, dialect))
    return view.Change(
        html_code(change_object(reviewed.change)),
        Html(", ").join(clauses),
        html_text(reviewed.risk.value),
        html(RISKS[reviewed.risk], language),
        effects_view(reviewed.effects, language),
    )


def effects_view(effects: frozenset[Effect], language: Language) -> Html:
    """The effects in words."""
    return Html(", ").join(html(words, language) for words in effect_words(effects))


def finding_view(finding: Finding, language: Language, links: Links) -> view.Finding:
    """One finding, with all its places."""
    return view.Finding(
        html_text(finding.severity.value),
        html(SEVERITIES[finding.severity], language),
        html_link(html_text(finding.rule), links.rule(finding.rule)),
        html_code(finding.object),
        html(sentence(finding.message), language),
        effects_view(finding.effects, language),
        places_view(finding.places, links),
        _suggestion(finding.suggestion) if finding.suggestion else None,
    )


def question_view(question: Question, language: Language, links: Links) -> view.Finding:
    """One open question; its id is what it is answered by."""
    return view.Finding(
        Html("question"),
        html_text(question.id),
        html_link(html_text(question.rule), links.rule(question.rule)),
        html_code(question.object),
        html(sentence(question.message), language),
        Html(""),
        places_view(question.places, links),
    )


def _suggestion(suggestion: Suggestion) -> view.Suggestion:
    lines = f"{suggestion.line}" if suggestion.line == suggestion.end_line else f"{suggestion.line}-{suggestion.end_line}"
    return view.Suggestion(html_code(f"{suggestion.path}:{lines}"), html_block(suggestion.text) if suggestion.text else None)


def places_view(places: tuple[Place, ...], links: Links) -> tuple[view.Place, ...]:
    """The places, each with its link."""
    return tuple(view.Place(html_link(html_code(span_text(place.span)), links.place(place)), place.side is Side.BASE) for place in places)


def candidate_view(candidate: Candidate, language: Language) -> view.Candidate:
    """One proposed index."""
    target = f"{candidate.table}({', '.join(candidate.columns)})" + (f" where {candidate.where}" if candidate.where else "")
    drizzle = html_block(candidate.drizzle) if candidate.drizzle else None
    return view.Candidate(html_code(target), html(sentence(candidate.reason), language), html_block(candidate.sql), drizzle)


def groups_view(items: tuple[Item, ...], language: Language) -> tuple[view.Group, ...]:
    """The checklist by kinds, in the order it has."""
    groups = groupby(items, key=lambda item: item.kind)
    return tuple(view.Group(html(GROUPS[kind], language), tuple(_item(item, language) for item in group)) for kind, group in groups)


def _item(item: Item, language: Language) -> view.Item:
    return view.Item(html(sentence(item.message), language), html_block(item.sql) if item.sql else None)


def answered_view(answered: Answered, language: Language) -> view.Answered:
    """One question that was answered in the pull request."""
    question, answer = answered.question, answered.answer
    return view.Answered(html_text(question.id), html(sentence(question.message), language), html_text(answer.text), html_code(answer.by))


def waived_view(waived: Waived) -> view.Waived:
    """One finding that does not count."""
    finding = waived.finding
    return view.Waived(html_text(finding.rule), html_code(finding.object), html_text(waived.reason), html_code(waived.by))


def problem_view(problem: Problem, language: Language) -> view.Problem:
    """Something that could not be read, or a remark."""
    return view.Problem(html_code(span_text(problem.span)), html(sentence(problem.message), language))
