"""Single entries of the comment's sections as finished Markdown."""

from markupsafe import Markup

from bot.model import (
    Answered,
    Candidate,
    Dialect,
    Finding,
    Item,
    Language,
    Message,
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
from bot.render.escape import address, cell, code, fence, link
from bot.render.limits import Limits
from bot.render.links import Links
from bot.render.markers import item_mark
from bot.render.message import markdown, shortened
from bot.render.places import span_text
from bot.render.view import (
    AnsweredView,
    CandidateView,
    ChangeView,
    FindingView,
    ItemView,
    PlaceView,
    ProblemView,
    QuestionView,
    SuggestionView,
    WaivedView,
)
from bot.render.words import GROUPS, RISK_SIGNS, SEVERITY_SIGNS, effect_words

MAX_PLACES = 3


def change_view(reviewed: ReviewedChange, dialect: Dialect, language: Language) -> ChangeView:
    """One row of the change table; its cells are escaped for a table."""
    clauses = (markdown(words, language) for words in change_words(reviewed.change, dialect))
    return ChangeView(
        object=cell(code(change_object(reviewed.change))),
        words=cell(Markup(", ").join(clauses)),
        sign=Markup(RISK_SIGNS[reviewed.risk]),  # noqa: S704 # one of three signs
        effects=tuple(markdown(words, language) for words in effect_words(reviewed.effects)),
    )


def finding_view(finding: Finding, language: Language, *, links: Links, limits: Limits) -> FindingView:
    """One finding; its object is left out where the message names it."""
    page = links.rule(finding.rule)
    return FindingView(
        sign=Markup(SEVERITY_SIGNS[finding.severity]),  # noqa: S704 # one of three signs
        rule=code(finding.rule),
        object=None if _names(finding.message, finding.object) else code(finding.object),
        message=markdown(shortened(finding.message, limits.names), language),
        places=place_views(finding.places, links),
        more_places=max(0, len(finding.places) - MAX_PLACES),
        page=address(page) if page else None,
        suggestion=_suggestion_view(finding.suggestion) if finding.suggestion and limits.suggestions else None,
    )


def _suggestion_view(suggestion: Suggestion) -> SuggestionView:
    language = "sql" if suggestion.path.endswith(".sql") else "ts"
    lines = f"{suggestion.line}" if suggestion.line == suggestion.end_line else f"{suggestion.line}-{suggestion.end_line}"
    replacement = fence(suggestion.text, language, indent=3) if suggestion.text else Markup()
    return SuggestionView(code(f"{suggestion.path}:{lines}"), replacement)


def _names(message: Message, name: str) -> bool:
    return any(value == name for _, value in message.values)


def candidate_view(candidate: Candidate, language: Language, *, has_code: bool) -> CandidateView:
    """One proposed index; its SQL and Drizzle form where `has_code` says so."""
    target = f"{candidate.table}({', '.join(candidate.columns)})" + (f" where {candidate.where}" if candidate.where else "")
    return CandidateView(
        target=code(target),
        reason=markdown(candidate.reason, language),
        sql=fence(candidate.sql, "sql", indent=2) if has_code else None,
        drizzle=fence(candidate.drizzle, "ts", indent=2) if candidate.drizzle and has_code else None,
    )


def question_view(question: Question, language: Language, links: Links) -> QuestionView:
    """One open question; its object is left out where the message names it."""
    return QuestionView(
        id=code(question.id),
        object=None if _names(question.message, question.object) else code(question.object),
        message=markdown(question.message, language),
        places=place_views(question.places, links),
    )


def item_view(item: Item, language: Language, number: int) -> ItemView:
    """One checklist item; `number` is that of its statement, 0 for none."""
    return ItemView(item_mark(item), markdown(GROUPS[item.kind], language), markdown(item.message, language), number)


def waived_view(waived: Waived) -> WaivedView:
    """One finding that does not count."""
    return WaivedView(code(waived.finding.rule), code(waived.finding.object), code(waived.reason), code(waived.by))


def answered_view(answered: Answered, language: Language) -> AnsweredView:
    """One question that was answered in the pull request."""
    question, answer = answered.question, answered.answer
    return AnsweredView(code(question.id), markdown(question.message, language), code(answer.text), code(answer.by))


def problem_view(problem: Problem, language: Language) -> ProblemView:
    """Something that could not be read, or a remark."""
    return ProblemView(code(span_text(problem.span)), markdown(problem.message, language))


def place_views(places: tuple[Place, ...], links: Links) -> tuple[PlaceView, ...]:
    """The first places, each with its link."""
    return tuple(PlaceView(link(code(span_text(place.span)), links.place(place)), place.side is Side.BASE) for place in places[:MAX_PLACES])
