"""Texts on which a careless pattern is quadratic or worse: nothing is asserted about time, a test of these would not come to an end."""

import pytest

from bot.effects.alone import COMMENT
from bot.effects.rows import QUOTED
from bot.model import Dialect, Message, Project, Span, Table
from bot.projects.callers import IMPORTED
from bot.projects.casing import OPENED
from bot.projects.contents import json_of
from bot.projects.sheets import NAME
from bot.projects.tools import goose, liquibase, node_pg_migrate, plain, prisma, rails, rust
from bot.projects.tools.changelogs import entries
from bot.projects.uses import Code
from tests.trees import MemoryTree

PROJECT = Project("shop", Dialect.POSTGRESQL, Message.of("", ""))
TABLE = Table("item", Span("schema.ts", 1, 1))
MANY = 30_000
ATTACKS = {
    "blank lines": "\n" * MANY,
    "dashes": "--\n" * MANY,
    "escapes": "\\'\\\"" * MANY,
    "comments without an end": "/*" * MANY,
    "quotations without an end": "\"\"\"'''" * MANY + "`",
    "a long word": "a" * MANY,
    "blanks": "import" + " " * MANY + "drizzle" + " " * MANY,
    "openings": 'datasource a {sqlx = features = ["x" ' * (MANY // 10),
    "tags": "<a '\"" * MANY,
}


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_files_that_a_project_is_told_from(text):
    tree = MemoryTree("head", {"a.xml": text, "a.json": text[: 1 << 19]})

    assert json_of(tree, "a.json") == {}
    assert len(list(entries(tree, "a.xml"))) <= len(text)
    for pattern in (
        goose.UP,
        liquibase.FORMATTED,
        node_pg_migrate.UP,
        plain.UNDO,
        prisma.DATASOURCE,
        rails.ADAPTER,
        OPENED,
        COMMENT,
        QUOTED,
    ):
        assert len(pattern.sub("", text)) <= len(text)
    assert not rust.depends(MemoryTree("head", {"Cargo.toml": text}), "migrations", "sqlx") or "sqlx" in text
    assert IMPORTED.search(text.encode()) is None


def test_the_name_of_a_configuration():
    assert NAME.match("drizzle" + "-a" * 120 + ".x") is None
    assert NAME.match("drizzle-prod-eu.config.local.ts")


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
@pytest.mark.parametrize("ending", ["ts", "sql", "py"])
def test_code_that_may_use_a_table(text, ending):
    """The names before the attack are found all the same."""
    tree = MemoryTree("head", {f"code.{ending}": 'SELECT * FROM item;\n"SELECT * FROM item"\n' + text})

    assert Code.around(tree, PROJECT).uses(TABLE)[0].line in (1, 2)


def test_a_name_on_every_line():
    tree = MemoryTree("head", {"code.sql": "SELECT * FROM item;\n" * 20_000})

    assert len(Code.around(tree, PROJECT).uses(TABLE)) == 20_000
