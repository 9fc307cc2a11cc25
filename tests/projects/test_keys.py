"""Foreign keys of SQLite are checked where a program says so, in whatever language."""

import pytest

from bot.config import Config
from bot.effects.runners import checks_keys_meanwhile
from bot.projects import find_projects
from bot.projects.keys import keys_in_code

CODE = {
    "store/sqlite.go": ('sql.Open("sqlite3", "app.db?_foreign_keys=on")', True),
    "db.go": ('sql.Open("sqlite", "file:app.db?cache=shared&_fk=1")', True),
    "internal/database/open.go": ('sql.Open("sqlite", "app.db?_pragma=foreign_keys(1)")', True),
    "src/db.rs": ("SqliteConnectOptions::new().foreign_keys(false)", False),
    "app/database.py": ('connection.execute("PRAGMA foreign_keys = ON")', True),
    "lib/db.ts": ('db.pragma("foreign_keys = OFF")', False),
    "store/other.go": ('log.Print("no foreign_keys here")', None),
    "tests/db_test.go": ('sql.Open("sqlite3", "app.db?_foreign_keys=on")', None),
}


@pytest.mark.parametrize("path", CODE)
def test_what_a_program_says_of_foreign_keys(tree, path):
    text, said = CODE[path]
    assert keys_in_code(tree({path: text})) is said


def test_two_opinions_are_none(tree):
    assert keys_in_code(tree({path: CODE[path][0] for path in ("db.go", "lib/db.ts")})) is None


@pytest.mark.parametrize(("address", "checked"), [("app.db?_foreign_keys=on", True), ("app.db", False)])
def test_a_runner_that_opens_a_transaction_checks_them_meanwhile(tree, address, checked):
    files = {
        "main.go": f'goose.SetDialect("sqlite3")\nsql.Open("sqlite3", "{address}")',
        "migrations/001_a.sql": "-- +goose Up\nCREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT);\n",
    }
    ((project,), _) = find_projects(tree(files), Config())
    assert checks_keys_meanwhile(project) is checked
