"""A rule is called once for each of its subjects, and not at all where there is none: counted, for every rule there is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.config import Config, RuleSetting
from bot.content import content_folder
from bot.lint import Context, Hit, Rule, Settings, load_rules, run_rules
from bot.model import AddTable, Dialect, Message, Project, ReviewedChange, Schema, Side, Span, Table

RULES = load_rules(content_folder("rules"))
HERE = Span("schema.sql", 1, 1)


def calls(rules: tuple[Rule, ...], tables: tuple[Table, ...], *changes: AddTable) -> Counter[str]:
    """How often each rule is called for a PostgreSQL schema of those tables, with no migrations."""
    counted: Counter[str] = Counter()

    def counting(rule: Rule) -> Rule:
        def check(_subject: object, _context: Context) -> Iterator[Hit]:
            counted[rule.name] += 1
            return iter(())

        return replace(rule, check=check, dialects=frozenset(Dialect))

    schema = Schema(Dialect.POSTGRESQL, tables=tables)
    project = Project("shop", Dialect.POSTGRESQL, Message("found", "찾음"))
    context = Context(project, Schema(Dialect.POSTGRESQL), schema, Side.HEAD, changes, (), date(2026, 1, 1))
    everything = Config(rules={rule.name: RuleSetting.model_validate("note") for rule in rules})
    reviewed = tuple(ReviewedChange(change, ()) for change in changes)
    run_rules(map(counting, rules), context=context, changes=reviewed, settings=Settings(everything))
    return counted


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_without_a_subject_is_not_called(rule):
    assert calls((rule,), ())[rule.name] == rule.subjects.count(Schema)


def test_a_rule_is_called_once_for_each_subject():
    tables = tuple(Table(name, HERE) for name in ("a", "b", "c"))
    counted = calls(RULES, tables, AddTable(tables[0]))
    expected = {rule.name: 3 * (Table in rule.subjects) + (Schema in rule.subjects) + (AddTable in rule.subjects) for rule in RULES}
    assert counted == Counter(expected)
