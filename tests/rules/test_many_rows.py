"""A migration may hold a hundred thousand INSERTs: a rule about steps does not look through all of them for each."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bot.lint import Context
from bot.model import Message, Project, Schema, Side, Span, Step, StepKind
from tests.rules.examples import all_rules

A_FEW = 5  # what a rule asks of all statements is worked out once
STEP_RULES = [rule for rule in all_rules() if Step in rule.subjects]


class Steps(tuple[Step, ...]):
    """Steps that count how often somebody goes through them, or looks for one."""

    searches = 0

    def __iter__(self) -> Iterator[Step]:
        self.searches += 1
        return super().__iter__()

    def index(self, *arguments: Any) -> int:
        self.searches += 1
        return super().index(*arguments)


@pytest.mark.parametrize("rule", STEP_RULES, ids=lambda rule: rule.name)
def test_a_step_that_only_adds_rows_is_not_looked_for_among_the_others(rule):
    dialect = min(rule.dialects)
    schema = Schema(dialect)
    rows = [Step(StepKind.DATA, "insert", f"INSERT INTO a VALUES ({line})", Span("a.sql", line, line), schema) for line in range(1, 50)]
    steps = Steps(rows)
    project = Project("p", dialect, Message.of(en="a test", ko="시험"))
    context = Context(
        project=project,
        before=schema,
        after=schema,
        side=Side.HEAD,
        changes=(),
        steps=steps,
        options=rule.options,
        today=date(2030, 1, 1),
    )
    assert [hit for step in rows for hit in rule.check(step, context)] == []
    assert steps.searches <= A_FEW
