"""Every kind of change has items, their SQL runs on the servers, their ids stay."""

import re
import sqlite3
import typing
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pymysql
import pytest

from bot.checklist import checklist
from bot.checklist.build import ITEMS, MOST, drafts
from bot.checklist.draft import Draft, Scene, When
from bot.effects import effects_of
from bot.model import Change, Dialect, Item, ItemKind, Message, Project, RenameColumn, RenameTable, ReviewedChange, Schema, change_object
from bot.parse.sql import replay

CASES = Path(__file__).parent / "cases"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
NOT_FROM_ONE_STATEMENT = {"AlterForeignKey", "AlterUnique", "AlterCheck", "AlterPrimaryKey", "AddName", "DropName"}


class Sample:
    """One dialect's migration over a filled database."""

    def __init__(self, dialect: Dialect) -> None:
        self.before_sql = (CASES / dialect / "before.sql").read_text(encoding="utf-8")
        self.migration = (CASES / dialect / "migration.sql").read_text(encoding="utf-8")
        base = replay([("before.sql", self.before_sql)], dialect=dialect)
        head = replay([("migration.sql", self.migration)], dialect=dialect, start=base.schema)
        assert not base.problems
        assert not head.problems
        self.project = Project("shop", dialect, Message.of("", ""))
        self.before, self.after = base.schema, head.schema
        self.changes = tuple(change for step in head.steps for change in step.changes)

    def reviewed(self) -> tuple[ReviewedChange, ...]:
        found = ((change, effects_of(change, base=self.before, project=self.project)) for change in self.changes)
        return tuple(ReviewedChange(change, (), effects) for change, effects in found)

    def drafts(self) -> Iterator[tuple[Change, Draft]]:
        for reviewed in self.reviewed():
            scene = Scene(self.project, self.before, self.after, reviewed.effects, self.changes)
            yield from ((reviewed.change, draft) for draft in drafts(reviewed.change, scene))

    def checklist(self, changes: tuple[ReviewedChange, ...] | None = None, *, name: str = "shop", after: Schema | None = None):
        project = replace(self.project, name=name)
        return checklist(changes or self.reviewed(), project=project, before=self.before, after=after or self.after)


SAMPLES = [Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.SQLITE]


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Sample:
    return Sample(request.param)


def kinds_of_change() -> set[type]:
    return set(typing.get_args(Change))


def test_every_kind_of_change_has_a_row():
    assert set(ITEMS) == kinds_of_change()


def test_the_samples_hold_every_kind_of_change_that_one_statement_makes():
    met = {type(change).__name__ for dialect in SAMPLES for change in Sample(dialect).changes}
    assert {kind.__name__ for kind in kinds_of_change()} - met <= NOT_FROM_ONE_STATEMENT


def test_every_change_gives_one_to_three_items(sample: Sample):
    count = Counter(id(change) for change, _ in sample.drafts())
    assert all(1 <= count[id(change)] <= MOST for change in sample.changes)


def test_messages_have_the_same_placeholders_in_both_languages(sample: Sample):
    for _, draft in sample.drafts():
        message = draft.message
        assert set(PLACEHOLDER.findall(message.en)) == set(PLACEHOLDER.findall(message.ko)) == {name for name, _ in message.values}


def test_items_come_in_their_groups(sample: Sample):
    order = [list(ItemKind).index(item.kind) for item in sample.checklist()]
    assert order == sorted(order)
    assert len(set(order)) == len(ItemKind)


def test_ids_are_eight_digits_and_unique(sample: Sample):
    ids = [item.id for item in sample.checklist()]
    assert all(re.fullmatch("[0-9a-f]{8}", found) for found in ids)
    assert len(set(ids)) == len(ids)


def test_ids_do_not_depend_on_the_other_changes_or_on_their_order(sample: Sample):
    reviewed = sample.reviewed()
    whole = {item.id for item in sample.checklist()}
    assert {item.id for item in sample.checklist(tuple(reversed(reviewed)))} == whole
    renames = tuple(one for one in reviewed if isinstance(one.change, RenameTable | RenameColumn))
    alone = {item.id for one in reviewed for item in sample.checklist((one, *renames))}
    assert {item.id for item in sample.checklist() if not names_several(item)} <= alone


def names_several(item: Item) -> bool:
    return any(isinstance(value, tuple) and len(value) > 1 for _, value in item.message.values)


def test_ids_depend_on_the_project(sample: Sample):
    assert not {item.id for item in sample.checklist()} & {item.id for item in sample.checklist(name="other")}


def test_ids_stay_where_only_lines_move():
    sample = Sample(Dialect.SQLITE)
    moved = replay([("elsewhere.sql", "\n\n" + sample.migration)], dialect=Dialect.SQLITE, start=sample.before)
    changes = tuple(ReviewedChange(change, (), frozenset()) for step in moved.steps for change in step.changes)
    same = tuple(ReviewedChange(change, (), frozenset()) for change in sample.changes)
    assert [item.id for item in sample.checklist(changes)] == [item.id for item in sample.checklist(same)]


def test_identical_items_are_one(sample: Sample):
    twice = sample.checklist(sample.reviewed() * 2)
    assert twice == sample.checklist()


def test_items_about_one_table_are_said_once_for_all_its_columns():
    items = Sample(Dialect.POSTGRESQL).checklist()
    named = [item for item in items if item.kind is ItemKind.ROLLOUT and "blocks {tables}" in item.message.en]
    assert len(named) == 1
    ((_, tables),) = named[0].message.values
    assert tables.count("users") == 1


def test_the_cardinality_of_a_new_reference_is_said():
    values = dict(value for item in Sample(Dialect.POSTGRESQL).checklist() for value in item.message.values)
    assert "users → app.orders 0..1:N, on delete no action" in values["relations"]


def run_all(sample: Sample, execute: Callable[[str], object], refused: type[Exception]) -> int:
    """Run the items' SQL before and after the migration; an insert must be refused. How many ran."""
    ran = 0
    found = list(sample.drafts())
    for when in When:
        for change, draft in found:
            if draft.sql is None or draft.when is not when:
                continue
            ran += 1
            if draft.key == "refused" and draft.sql.startswith("INSERT"):
                with pytest.raises(refused):
                    execute(draft.sql)
                continue
            try:
                execute(draft.sql)
            except refused as error:
                pytest.fail(f"{change_object(change)} {draft.key}: {draft.sql}\n{error}")
        if when is When.BEFORE:
            for statement in filter(None, (text.strip() for text in re.split(r";\n", sample.migration))):
                execute(statement)
    return ran


def test_the_sql_runs_on_postgresql(postgresql: psycopg.Connection):
    sample = Sample(Dialect.POSTGRESQL)
    postgresql.execute(sample.before_sql)
    assert run_all(sample, postgresql.execute, psycopg.Error) > 50


def test_the_sql_runs_on_mariadb(mariadb: pymysql.Connection):
    sample = Sample(Dialect.MARIADB)

    def execute(statement: str) -> None:
        with mariadb.cursor() as cursor:
            cursor.execute(statement)
            cursor.fetchall()

    for statement in filter(None, (text.strip() for text in sample.before_sql.split(";\n"))):
        execute(statement)
    assert run_all(sample, execute, pymysql.err.Error) > 30


def test_the_sql_runs_on_sqlite():
    sample = Sample(Dialect.SQLITE)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(sample.before_sql)
        assert run_all(sample, lambda statement: connection.execute(statement).fetchall(), sqlite3.Error) > 15
