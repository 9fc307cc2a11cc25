"""Items for what migrations delete or overwrite, which no Change says; their SQL runs on PostgreSQL."""

import pytest

from bot.checklist.rows import about_rows
from bot.model import Dialect
from bot.parse.sql import replay

BASE = """
CREATE TABLE members (id integer PRIMARY KEY, email text, plan text);
CREATE TABLE visits (id integer PRIMARY KEY, member_id integer REFERENCES members (id));
INSERT INTO members VALUES (1, 'a', 'free'), (2, NULL, 'free');
"""


def drafts(text: str):
    base = replay([("base.sql", BASE)], dialect=Dialect.POSTGRESQL).schema
    steps = replay([("head.sql", text)], dialect=Dialect.POSTGRESQL, start=base).steps
    return [(table.full_name, draft) for step in steps for table, draft in about_rows(step, base)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DELETE FROM members;", [("members", "deleted"), ("members", "backup")]),
        ("TRUNCATE members CASCADE;", [("members", "deleted"), ("members", "backup"), ("visits", "deleted"), ("visits", "backup")]),
        ("DELETE FROM members WHERE email IS NULL;", [("members", "deleted")]),
        ("UPDATE members SET plan = 'paid';", [("members", "overwritten")]),
        ("UPDATE members SET plan = upper(plan);", []),
        ("DELETE FROM members USING visits WHERE members.id = member_id;", []),
        ("INSERT INTO members VALUES (3, 'c', 'free');", []),
    ],
)
def test_what_is_counted_and_kept(text, expected):
    assert [(table, draft.key) for table, draft in drafts(text)] == expected


def test_the_sql_counts_what_the_statement_deletes(postgresql):
    postgresql.execute(BASE)
    ((_, draft),) = drafts("DELETE FROM members WHERE email IS NULL;")
    assert postgresql.execute(draft.sql).fetchone() == (1,)
    ((_, draft),) = drafts("UPDATE members SET plan = 'paid';")
    postgresql.execute(draft.sql)
    assert postgresql.execute("SELECT id, plan FROM members_plan_backup ORDER BY id").fetchall() == [(1, "free"), (2, "free")]
