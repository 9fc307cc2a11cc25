"""Every example of every page: findings on exactly the marked lines; the good ones clean under all default rules."""

from dataclasses import replace

import pytest

from bot.lint.page import Example, Fence, examples
from bot.lint.rule import Rule
from bot.model import Severity, Side
from tests.rules.examples import all_rules, files, marked, places, review_example

RULES = all_rules()
EXAMPLES = [(rule, example) for rule in RULES for example in examples(rule.page)]
BAD = [pytest.param(rule, example, id=f"{rule.name}-{number}") for number, (rule, example) in enumerate(EXAMPLES) if example.bad]
GOOD = [pytest.param(rule, example, id=f"{rule.name}-{number}") for number, (rule, example) in enumerate(EXAMPLES) if not example.bad]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])
def test_a_page_has_bad_and_good_examples(rule):
    kinds = {example.bad for owner, example in EXAMPLES if owner is rule}
    assert kinds == {True, False}
    assert all(marked(example) for owner, example in EXAMPLES if owner is rule and example.bad)
    assert not any(marked(example) for owner, example in EXAMPLES if owner is rule and not example.bad)


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_findings_are_on_exactly_the_marked_lines(rule, example):
    result = review_example(example, rule)
    assert not result.projects[0].problems
    assert places(result, rule, example) == marked(example)


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_a_good_example_is_clean_under_all_default_rules(rule, example):
    result = review_example(example, rule, RULES)
    assert not result.projects[0].problems
    assert not [f for f in result.projects[0].findings if f.severity is not Severity.NOTE]
    assert not places(result, rule, example)


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_a_suggestion_that_is_applied_leaves_no_finding(rule, example):
    suggestions = [f.suggestion for f in review_example(example, rule).projects[0].findings if f.suggestion]
    for suggestion in suggestions:
        mended = review_example(applied(example, rule, suggestion), rule)
        assert not mended.projects[0].problems
        assert len(places(mended, rule, example)) < len(places(review_example(example, rule), rule, example))


def applied(example: Example, rule: Rule, suggestion) -> Example:
    _, after = files(example)
    lines = after[suggestion.path].decode().splitlines()
    lines[suggestion.line - 1 : suggestion.end_line] = suggestion.text.splitlines()
    fence = Fence(
        "ts" if suggestion.path.endswith(".ts") else "sql", before=False, file=suggestion.path, text="\n".join(lines) + "\n", marked=()
    )
    return replace(example, fences=(*example.fences, fence))


def test_the_marks_tell_the_sides_apart():
    example = Example(bad=True, title="", fences=(Fence("ts", before=True, file=None, text="", marked=(3,)),))
    assert marked(example) == {(Side.BASE, "src/schema.ts", 3)}
