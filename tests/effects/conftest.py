"""Schemas and Steps from SQL, for tests that need no server."""

from collections.abc import Callable

import pytest

from bot.effects import effects_of, in_transactions
from bot.model import Dialect, Effect, Message, Project, Runner, Schema, Step
from bot.parse.sql import replay

Say = Callable[..., list[frozenset[Effect]]]


def read(text: str, dialect: Dialect, start: Schema | None = None) -> tuple[Schema, tuple[Step, ...]]:
    found = replay([("0000.sql", text)], dialect=dialect, start=start)
    assert not found.problems, found.problems
    return found.schema, found.steps


@pytest.fixture
def steps() -> Say:
    """The effects of each statement, after a base."""

    def say(base: str, text: str, *, dialect: str = "postgresql", transaction: str | None = None, driver: str | None = None):
        project = Project("shop", Dialect(dialect), Message.of("", ""), runner=Runner("drizzle-orm", driver, transaction))
        schema, _ = read(base, project.dialect)
        _, found = read(text, project.dialect, schema)
        return [effects_of(step, base=schema, project=project) for step in in_transactions(found, (), project)]

    return say


@pytest.fixture
def changes() -> Say:
    """The effects of each Change that the statements make, as plain DDL, after a base."""

    def say(base: str, text: str, *, dialect: str = "postgresql"):
        project = Project("shop", Dialect(dialect), Message.of("", ""))
        schema, _ = read(base, project.dialect)
        _, found = read(text, project.dialect, schema)
        return [effects_of(change, base=schema, project=project) for step in found for change in step.changes]

    return say
