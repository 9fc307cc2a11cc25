"""A project read as a whole: what a migration that cannot be read means for those around it, and what the head takes from the base."""

import json

from bot.model import Dialect, Layout, Message, Project
from bot.projects.read import read_project

REASON = Message.of(en="a test", ko="시험")
UP = "-- +goose Up\n"
CODE = "m/2_b.go is a migration of goose that is not written in SQL: what it changes is not known"


def project(layout=Layout.FILES):
    return Project("p", Dialect.POSTGRESQL, REASON, migrations="m", layout=layout)


def said(reading):
    return [one.message.en.format(**dict(one.message.values)) for one in reading.problems]


def missing(name):
    return f"{name} does not exist at this point of the migrations"


def test_behind_a_migration_in_code_nothing_is_called_missing(tree):
    files = {"m/1_a.sql": f"{UP}ALTER TABLE early ADD x int;", "m/2_b.go": "package m", "m/3_c.sql": f"{UP}ALTER TABLE late ADD x int;"}
    reading = read_project(tree(files), project())
    assert said(reading) == [CODE, missing("early")]
    assert [len(step.before.unread) for step in reading.replay.steps] == [0, 1]
    assert [problem.span.path for problem in reading.schema.unread] == ["m/2_b.go"]


def test_the_head_goes_on_from_what_the_base_could_not_read(tree):
    files = {"m/1_a.sql": f"{UP}CREATE TABLE a (x int);", "m/2_b.go": "package m"}
    added = {"m/3_c.sql": f"{UP}ALTER TABLE b ADD x int;"}
    base = read_project(tree(files), project())
    assert said(read_project(tree(files | added), project(), earlier=base)) == [CODE]


def test_what_the_head_has_no_more_keeps_nothing_unread(tree):
    kept = {"m/1_a.sql": f"{UP}CREATE TABLE a (x int);"}
    base = read_project(tree(kept | {"m/2_b.go": "package m", "m/3_c.sql": f"{UP}ALTER TABLE b ADD x int;"}), project())
    head = read_project(tree(kept | {"m/3_c.sql": f"{UP}ALTER TABLE b ADD x int;"}), project(), earlier=base)
    assert (said(base), said(head)) == ([CODE], [missing("b")])
    assert not head.schema.unread


def test_an_entry_that_cannot_be_read_may_stand_for_anything(tree):
    journal = json.dumps({"entries": [{"tag": "a"}, {}]})
    reading = read_project(tree({"m/meta/_journal.json": journal, "m/a.sql": "ALTER TABLE b ADD x int;"}), project(Layout.JOURNAL))
    assert said(reading) == ["a journal entry without tag was not read"]
    assert [problem.span.path for problem in reading.schema.unread] == ["m/meta/_journal.json"]


def test_a_line_that_is_not_utf8_leaves_the_rest_read(tree):
    files = {"m/1_a.sql": f"{UP}-- caf".encode() + b"\xe9\nCREATE TABLE a (x int);"}
    reading = read_project(tree(files), project())
    assert said(reading) == ["this line of m/1_a.sql is not UTF-8; its unreadable bytes were replaced"]
    assert [table.name for table in reading.schema.tables] == ["a"]
    assert len(reading.schema.unread) == 1
