"""Views, as far as their text is static."""

from __future__ import annotations

from bot.model import Expression, Problem, Unknown, View
from bot.parse.drizzle.reading import Reading
from bot.parse.drizzle.shapes import NamedCall, argument
from bot.parse.drizzle.values import UNDEFINED, Built, Function, Sql, Value
from bot.parse.expressions import canonical_expression


def read_view(call: NamedCall, schema: str | None, built: Built, reading: Reading, problems: list[Problem]) -> View:
    """A view; a query built with drizzle-orm's functions stays Unknown, as only running them would write it."""
    existing = any(item.name == "existing" for item in call.rest)
    body = next((argument(item, 0) for item in call.rest if item.name == "as"), UNDEFINED)
    definition = None if existing else _definition(body, built, reading, problems)
    return View(str(call.name), definition, built.span, schema, materialized=call.kind == "MaterializedView", existing=existing)


def _definition(body: Value, built: Built, reading: Reading, problems: list[Problem]) -> Expression | Unknown:
    if isinstance(body, Sql):
        text = reading.sql(body, built.span, problems)
        return text if isinstance(text, Unknown) else canonical_expression(text, reading.dialect)
    return Unknown("query" if isinstance(body, Function) else "")
