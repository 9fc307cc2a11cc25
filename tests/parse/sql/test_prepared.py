"""MySQL's statements in strings: what PREPARE and EXECUTE run, and what is said where that is not known."""

import pytest

from bot.model import AddColumn, AddTable, Dialect, DropIndex, StepKind
from bot.parse.sql import replay

TABLES = "CREATE TABLE a (id int, x int, KEY k (x)); CREATE TABLE b (id int, KEY k (id));\n"
PROCEDURE = """DELIMITER //
CREATE PROCEDURE p(IN t VARCHAR(64)) BEGIN
  SET @q = CONCAT('ALTER TABLE ', t, ' DROP INDEX k');
  PREPARE s FROM @q;
  EXECUTE s;
END //
DELIMITER ;
"""


def read(text, dialect=Dialect.MARIADB):
    return replay([("a.sql", TABLES + text)], dialect=dialect)


def said(found):
    return [problem.message.en for problem in found.problems]


@pytest.mark.parametrize(
    "chosen",
    [
        "SET @s := IF(@n > 0, 'ALTER TABLE a DROP INDEX k', 'SELECT ''none''');",
        "SET @s = (SELECT IF((SELECT COUNT(*) FROM information_schema.statistics) > 0, 'SELECT 1', 'ALTER TABLE a DROP INDEX k'));",
    ],
)
def test_a_string_that_if_chooses_is_run_where_it_applies(chosen):
    found = read(f"{chosen} PREPARE s FROM @s; EXECUTE s; EXECUTE s; CREATE INDEX k ON a (id);")
    first, again = (step for step in found.steps if step.verb == "execute")
    assert [type(change) for change in first.changes] == [DropIndex]
    assert (first.kind, first.span.line, first.words) == (StepKind.SCHEMA, 2, frozenset({"guarded"}))
    assert (again.changes, said(found)) == ((), [])


def test_a_string_alone_is_a_statement_like_others():
    found = read("PREPARE s FROM 'ALTER TABLE a ADD y int'; EXECUTE s; EXECUTE IMMEDIATE 'ALTER TABLE gone ADD z int';")
    assert [type(change) for step in found.steps[2:] for change in step.changes] == [AddColumn]
    assert said(found) == ["{object} does not exist at this point of the migrations"]
    assert found.problems[0].span == found.steps[-1].span


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("SET @q = CONCAT('ALTER TABLE a DROP COLUMN ', @x); PREPARE s FROM @q; EXECUTE s;", ["a"]),
        ("SET @q = CONCAT('ALTER TABLE ', @t, ' DROP COLUMN x'); PREPARE s FROM @q; EXECUTE s;", []),
        ("EXECUTE IMMEDIATE 'ALTER TABLE a TURN AROUND';", ["a"]),
        (f"{PROCEDURE} CALL p('b');", ["b"]),
        (f"{PROCEDURE} CALL p(@t);", []),
    ],
)
def test_a_text_that_is_not_known_is_one_problem_and_marks_what_it_may_change(text, unread):
    found = read(text)
    assert len(found.problems) == 1
    assert [table.name for table in found.schema.tables if table.unread] == unread
    assert bool(found.schema.unread) == (not unread)


def test_what_a_procedure_may_have_dropped_is_not_called_there_already():
    again = "CREATE INDEX k ON a (id); CREATE INDEX k ON b (id);"
    found = read(f"{PROCEDURE} CALL p('b'); {again}")
    assert said(found)[1:] == ["{object} already exists at this point of the migrations"]
    assert dict(found.problems[1].message.values)["object"] == "a:k"


@pytest.mark.parametrize("text", ["SET @@session.sql_mode = '';", "SET NAMES utf8;", "EXECUTE other;", "CALL other('a');", "SET @;"])
def test_what_changes_no_table_is_no_problem(text):
    found = read(text)
    assert [type(change) for step in found.steps for change in step.changes] == [AddTable, AddTable]
    assert found.problems == ()
