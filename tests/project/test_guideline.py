"""What the page about the guideline promises: every rule it names exists, and every defect has one answer."""

import re
from pathlib import Path

from bot.lint import default_rules

PAGE, KOREAN = ((Path(__file__).parents[2] / "docs" / name).read_text(encoding="utf-8") for name in ("guideline.md", "guideline.ko.md"))
ROWS = [
    line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| id |", "| section |"))
]
RULE = re.compile(r"`([a-z]+(?:-[a-z]+)+)`")
DEFECT = re.compile(r"\d{3}-\d{2}")


def test_every_rule_named_exists():
    named = {name for row in ROWS for name in RULE.findall(row[-1])}
    assert named
    assert named <= {rule.name for rule in default_rules()}


def test_every_row_has_an_answer():
    answers = ("Document", "Query", "Otherwise", "a rule about ")
    numbered = [row for row in ROWS if DEFECT.fullmatch(row[0])]
    assert numbered
    assert not [row[0] for row in numbered if not RULE.search(row[-1]) and not row[-1].startswith(answers)]


def test_the_defects_of_each_design_are_numbered_without_a_gap():
    ids = [row[0] for row in ROWS if DEFECT.fullmatch(row[0])]
    for design in {name[:3] for name in ids}:
        own = [name for name in ids if name.startswith(design)]
        assert own == [f"{design}-{number:02}" for number in range(1, len(own) + 1)]


def test_both_languages_name_the_same_rules_for_the_same_defects():
    def answers(page: str) -> list[tuple[str, set[str]]]:
        rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
        return [(row[0] if DEFECT.fullmatch(row[0]) else "", set(RULE.findall(row[-1]))) for row in rows]

    assert answers(PAGE) == answers(KOREAN)
