"""A comment on a line of a pull request, in Markdown."""

from markupsafe import Markup

from bot.model import Finding, Language, Severity, Suggestion
from bot.render.advice import advice_view
from bot.render.comment import BUDGET, other_language
from bot.render.escape import code, suggestion_fence
from bot.render.links import NO_LINKS, Links
from bot.render.markers import InlineMarker, inline_line
from bot.render.message import markdown, sentence, shortened
from bot.render.templates import environment
from bot.render.view import AdviceView, InlineView, LineFindingView, Listing
from bot.render.words import SEVERITY_SIGNS

MOST_FINDINGS = 1_000  # that a marker names: 25,000 characters
MOST_NAMES = 20  # in one sentence
STAGES = (20, 10, 5, 2, 1)  # findings in words


def render_inline(
    findings: tuple[Finding, ...],
    language: Language,
    *,
    links: Links = NO_LINKS,
    key: str = "default",
    both: bool = False,
    suggestion: Suggestion | None = None,
) -> str:
    """The findings that meet at one line, the gravest first, at most 60,000 characters; the last line is our marker.

    `suggestion` is offered as a replacement for the lines the comment stands on, where it can be shown letter by letter. `both` adds
    the sentences in the other language. A marker names the thousand gravest findings.

    Raises:
        ValueError: the key is not made of letters, digits and single `-`, `_` and `.`, or a fingerprint is none.
    """
    languages = (language, other_language(language)) if both else (language,)
    ordered = tuple(sorted(findings, key=lambda finding: finding.severity.rank))
    marker = inline_line(InlineMarker(key, _named(ordered)))
    body = ""
    for stage in STAGES:
        view = _view(ordered, stage, languages, links=links, suggestion=suggestion)
        body = environment(language).get_template("inline.md.j2").render(view=view).strip()
        if len(body) + len(marker) < BUDGET:
            break
    return f"{body}\n\n{marker}\n"


def _named(findings: tuple[Finding, ...]) -> tuple[tuple[str, Severity], ...]:
    return tuple(sorted((finding.fingerprint, finding.severity) for finding in findings[:MOST_FINDINGS]))


def _view(
    findings: tuple[Finding, ...], limit: int, languages: tuple[Language, ...], *, links: Links, suggestion: Suggestion | None
) -> InlineView:
    shown = findings[:limit]
    offered = suggestion_fence(suggestion.text) if suggestion else None
    owner = next((number for number, finding in enumerate(shown) if finding.suggestion == suggestion), len(shown) - 1)
    views = (_finding(finding, languages, offered if number == owner else None) for number, finding in enumerate(shown))
    return InlineView(Listing(tuple(views), len(findings)), tuple(_advice(shown, languages, links)))


def _finding(finding: Finding, languages: tuple[Language, ...], suggestion: Markup | None) -> LineFindingView:
    words = sentence(shortened(finding.message, MOST_NAMES))
    return LineFindingView(
        sign=Markup(SEVERITY_SIGNS[finding.severity]),  # noqa: S704 # one of three signs
        severity=finding.severity.value,
        rule=code(finding.rule),
        object=code(finding.object),
        messages=tuple(markdown(words, language) for language in languages),
        suggestion=suggestion,
    )


def _advice(findings: tuple[Finding, ...], languages: tuple[Language, ...], links: Links) -> list[Markup]:
    """What to say of each rule, in each language."""
    rules: dict[str, Finding] = {}
    for finding in findings:
        rules.setdefault(finding.rule, finding)
    views = (
        (language, advice_view(finding, language, links, has_code=language == languages[-1]))
        for finding in rules.values()
        for language in languages
    )
    return [_printed(view, language) for language, view in views]


def _printed(advice: AdviceView, language: Language) -> Markup:
    text = environment(language).get_template("advice.md.j2").render(advice=advice).strip()
    return Markup(text)  # noqa: S704 # a template prints nothing but Markup
