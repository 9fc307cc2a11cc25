"""Folders of migrations with awkward names and marks, run by the tool itself: what it makes is what we read, in that order."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from bot.model import Dialect, Layout, Message, Project, Runner
from bot.projects import migrations
from bot.sources import folder_tree
from tests.runners.databases import database
from tests.runners.tools import program, rows

NAMES = ("9_nine", "10_ten", "100_hundred", "2b_two", "1700000000000_stamp", "20231114221319000_date", "3-dash")
NEVER = {"dbmate": "words", "node-pg-migrate": ".hidden"}  # names that the tool passes over
MADE = {
    "sqlite": "select name from sqlite_master where type = 'table' order by rowid",
    "postgresql": "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by oid",
}
DIALECTS = {"dbmate": "sqlite", "node-pg-migrate": "postgresql"}
OWN = {"schema_migrations", "pgmigrations"}
MARKS = {
    "dbmate": [
        ("-- migrate:up", "-- migrate:down"),
        ("--migrate:up", "--\tmigrate:down transaction:false"),
        ("-- migrate:up transaction:false", "-- migrate:down"),
    ],
    "node-pg-migrate": [
        ("-- Up Migration", "-- Down Migration"),
        ("----up  migration", "   -- DOWN MIGRATION"),
        ("-- nothing", "-- Down Migration"),
        ("-- Up Migration", "-- down"),
    ],
}


def apply(tool: str, folder: Path, dialect: str) -> list[str]:
    """The tables that the tool makes of a folder, in the order it makes them."""
    commands = {"dbmate": ["-d", str(folder), "--no-dump-schema", "migrate"], "node-pg-migrate": ["up", "-m", str(folder)]}
    with database(dialect, folder.parent) as where:
        environment = {**os.environ, "DATABASE_URL": where.url}
        command = [str(program(tool)), *commands[tool]]
        done = subprocess.run(command, env=environment, cwd=folder.parent, capture_output=True, check=False, timeout=60, text=True)
        assert done.returncode == 0, done.stderr
        return [name for name in rows(MADE[dialect], where) if name not in OWN and not name.startswith("sqlite_")]


def read(tool: str, folder: Path, dialect: str) -> list[str]:
    """The tables of the statements that we read, in order."""
    runner = Runner(tool)
    project = Project(
        "p", Dialect(dialect), Message.of(en="a test", ko="시험"), migrations="migrations", layout=Layout.FILES, runner=runner
    )
    found, _ = migrations(folder_tree(folder.parent), project)
    return [name for migration in found for name in re.findall(r"^create table (\w+)", migration.content, re.MULTILINE)]


@pytest.mark.parametrize(("tool", "up", "down"), [(tool, up, down) for tool, marks in MARKS.items() for up, down in marks])
def test_what_a_tool_runs_and_in_which_order(tool, up, down, tmp_path, missing_oracle):
    if not program(tool).exists():
        missing_oracle(f"{tool} is not installed in tests/oracles")
    folder = tmp_path / "migrations"
    folder.mkdir()
    for number, name in enumerate((*NAMES, NEVER[tool])):
        text = f"{up}\ncreate table t{number}_up (id int);\n{down}\ncreate table t{number}_down (id int);\n"
        (folder / f"{name}.sql").write_text(text, encoding="utf-8")
    made = apply(tool, folder, DIALECTS[tool])
    assert made
    assert read(tool, folder, DIALECTS[tool]) == made
