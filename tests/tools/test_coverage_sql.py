"""The count of what the SQL reader makes of statements."""

from argparse import Namespace
from pathlib import Path

from bot.model import Dialect
from tests.tools.coverage_sql import covered, in_folder, report

TEXT = """
CREATE TABLE a (id integer, note text);
INSERT INTO a VALUES (1, 'x');
BEGIN;
GRANT SELECT ON a TO public;
CREATE TABLE b (id integer, note) ;
ALTER TABLE a FROBNICATE, ADD kind text;
DROP TABLE gone;
FROBNICATE a;
"""


def test_each_statement_is_counted_once_and_in_part_beside_it():
    row = covered("shop", [("m.sql", TEXT)], Dialect.POSTGRESQL)

    assert {label: number for label, number in row.counts.items() if number} == {
        "analysed": 4,
        "data": 1,
        "settings and transactions": 1,
        "opaque": 1,
        "not analysed": 1,
        "in part": 2,
    }
    assert row.statements == 8
    assert row.heads == {"not-analysed: frobnicate a": 1, "schema: create table b": 1, "schema: alter table a": 1}


def test_a_folder_gives_its_projects_and_with_all_every_file(tmp_path: Path):
    for name, text in {
        "migrations/001_a.sql": TEXT,
        "migrations/002_b.sql": "SELECT 1;",
        "seeds/more.sql": "CREATE TABLE c (id serial);",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    def rows(**given):
        return list(in_folder(tmp_path, Namespace(**{"dialect": "postgresql", "all": False, "only": ""} | given)))

    assert [(row.files, row.statements) for row in rows()] == [(2, 9)]
    assert [(row.files, row.statements) for row in rows(all=True)] == [(2, 9), (1, 1)]
    assert "9 statements of 1 projects or files" in "\n".join(report(rows()))
