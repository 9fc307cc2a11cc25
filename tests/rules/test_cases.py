"""What a rule reports beyond its page, and above all what it leaves alone: `cases/<rule>.md`, marked as pages are."""

from pathlib import Path

import pytest

from bot.lint.page import Example, examples
from tests.rules.examples import all_rules, marked, places, review_example

FOLDER = Path(__file__).parent / "cases"
RULES = {rule.name: rule for rule in all_rules()}


def cases() -> list[tuple[str, Example]]:
    texts = ((path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md")))
    return [(name, example) for name, text in texts for example in examples(f"# {name}\n\n## Good\n\n{text}")]


CASES = [pytest.param(name, example, id=f"{name}: {example.title}") for name, example in cases()]


def test_every_file_of_cases_is_of_a_rule_and_has_one_that_it_leaves_alone():
    """A rule needs its page only; cases beside it hold what would make the page long, above all what the rule must not say."""
    assert {name for name, _ in cases()} == {name for name, example in cases() if not marked(example)} <= set(RULES)


@pytest.mark.parametrize(("name", "example"), CASES)
def test_the_rule_speaks_on_the_marked_lines_only(name, example):
    result = review_example(example, RULES[name])
    project = result.projects[0]
    assert project.after.tables
    assert not project.problems
    assert places(result, RULES[name], example) == marked(example)
