"""The list of rules as text and JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from bot.model import Dialect, Language, Message
from bot.render.as_json import dump
from bot.render.consoles import columns, printed
from bot.render.message import plain
from bot.render.words import SEVERITIES

if TYPE_CHECKING:
    from bot.lint.rule import Rule

OFF = Message.of(en="off", ko="꺼짐")
QUESTION = Message.of(en="question", ko="질문")


def render_rules_json(rules: "Sequence[Rule]") -> str:
    """Name, category, severity, dialects and both summaries; `docs/schemas/rules.schema.json` describes it."""
    return dump(
        [
            {
                "name": rule.name,
                "category": rule.category,
                "severity": rule.severity.value,
                "dialects": [dialect.value for dialect in Dialect if dialect in rule.dialects],
                "summary": {"en": rule.summary.en, "ko": rule.summary.ko},
            }
            for rule in rules
        ]
    )


def render_rules_text(rules: "Sequence[Rule]", language: Language, *, width: int = 80, color: bool = False) -> str:
    """One line a rule, by category; a rule that runs only where the configuration says so is off."""
    grid = columns(0, 0, 1)
    category = ""
    for rule in rules:
        if rule.category != category:
            category = rule.category
            grid.add_row(Text(category, style="bold"), "", "")
        kind = OFF if not rule.enabled else QUESTION if rule.asks else SEVERITIES[rule.severity]
        grid.add_row(Text(f"  {rule.name}", style="cyan"), plain(kind, language), Text(plain(rule.summary, language)))
    return printed([grid], width=width, color=color)
