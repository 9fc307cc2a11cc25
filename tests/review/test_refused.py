"""A statement that the schema before it makes impossible: a finding where that schema is known, else a Problem."""

import pytest

from bot.model import Conclusion
from tests.review.test_review import DRIZZLE, USERS_TS, run

RULE = "impossible-statement"
ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);"
SHORT = "CREATE TABLE orders (id bigint PRIMARY KEY);"
MISSING = "ALTER TABLE orders DROP CONSTRAINT orders_note_key;"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"migrations/1_a.sql": MISSING}),
        ({"migrations/1_a.sql": "ALTER TABLE gone ADD x int;" + ORDERS}, {"migrations/2_b.sql": MISSING}),
        ({"migrations/1_a.sql": "CREATE TABEL x (id int);" + ORDERS}, {"migrations/2_b.sql": MISSING}),
        ({"migrations/1_a.sql": ORDERS}, {"migrations/1_a.sql": SHORT, "migrations/2_b.sql": "ALTER TABLE orders DROP COLUMN note;"}),
    ],
    ids=["nothing before", "a fault before", "unread before", "an edited migration before"],
)
def test_what_meets_an_unknown_schema_is_no_finding(before, after):
    project = run(before, before | after).projects[0]
    assert not [finding for finding in project.findings if finding.rule == RULE]


def test_all_of_them_are_one_finding_and_no_problem():
    before = {"migrations/1_a.sql": ORDERS}
    added = {"migrations/2_b.sql": MISSING + "\nALTER TABLE gone ADD x int;", "migrations/3_c.sql": "\n\nCREATE TABLE orders (id int);"}
    result = run(before, before | added)
    project = result.projects[0]
    (found,) = [finding for finding in project.findings if finding.rule == RULE]
    assert [place.span.line for place in found.places] == [1, 2, 3]
    assert found.message.en.endswith("{object} does not exist at this point of the migrations")
    assert not project.problems
    assert result.conclusion is Conclusion.FAILURE


def test_what_a_schema_has_and_no_migration_makes_was_made_elsewhere():
    before = {"schema.ts": USERS_TS, "migrations/1_a.sql": "CREATE TABLE users (id bigint PRIMARY KEY);"}
    result = run(before, before | {"migrations/2_b.sql": "ALTER TABLE users ALTER COLUMN email TYPE varchar(9);"}, config=DRIZZLE)
    project = result.projects[0]
    assert not [finding for finding in project.findings if finding.rule == RULE]
    assert [problem.message.values for problem in project.problems] == [(("object", "users.email"),)]
