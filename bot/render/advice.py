"""What a comment on a line says below its findings: where the rule is explained, and how an exception is made."""

from functools import cache

from markupsafe import Markup

from bot.content import content_folder
from bot.model import Finding, Language
from bot.render.annotations import head_place
from bot.render.escape import address, code, fence
from bot.render.links import Links
from bot.render.view import AdviceView

SCRIPTS = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
DESTRUCTIVE = "destructive"  # the category whose rules no comment of the pull request itself waives: see bot/lint/waivers.py


def advice_view(finding: Finding, language: Language, links: Links, *, has_code: bool) -> AdviceView:
    """The rule's page, and the comment that waives it at the finding's first place on the head, where one can.

    The comment itself where `has_code` says so: of two languages the last one has it.
    """
    page, place = links.rule(finding.rule), head_place(finding)
    waiver = _waiver(finding.rule, place.span.path) if place else None
    option = " --lang ko" if language == "ko" else ""
    return AdviceView(
        rule=code(finding.rule),
        page=address(page) if page else None,
        explain=code(f"schema-review explain {finding.rule}{option}"),
        is_destructive=finding.rule in _destructive_rules(),
        # Without its line: the comment moves along with the code and must not be rewritten for that.
        file=code(place.span.path) if place else None,
        can_waive=waiver is not None,
        waiver=waiver if has_code else None,
        off=code(f"{finding.rule}: off"),
    )


def _waiver(rule: str, path: str) -> Markup | None:
    """The comment as that kind of file writes it; None for a file without comments that are read."""
    words = f'schema-review: ignore {rule} reason="…"'
    if path.endswith(".sql"):
        return fence(f"-- {words}", "sql")
    return fence(f"// {words}", "ts") if path.endswith(SCRIPTS) else None


@cache
def _destructive_rules() -> frozenset[str]:
    """A rule's category is the folder it lies in."""
    return frozenset(path.stem.replace("_", "-") for path in (content_folder("rules") / DESTRUCTIVE).glob("*.py"))
