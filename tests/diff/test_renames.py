"""Renames that only a Drizzle schema's words, or nothing at all, speak for."""

import pytest

from bot.diff import diff
from bot.model import (
    AddColumn,
    AddTable,
    Column,
    ColumnType,
    Dialect,
    DropColumn,
    DropTable,
    Index,
    IndexPart,
    Message,
    PrimaryKey,
    Problem,
    RenameColumn,
    RenameTable,
    Schema,
    Span,
    Table,
    Unknown,
)

HERE = Span("schema.ts", 1, 1)
ELSEWHERE = Span("schema.ts", 90, 90)
INTEGER, TEXT = ColumnType("integer"), ColumnType("text")
PROBLEM = Problem(ELSEWHERE, Message("not understood", "이해하지 못했습니다"))


def column(name, attribute=None, type_=TEXT, **more):
    return Column(name, type_, HERE, attribute=attribute, **more)


def table(name, *columns, **more):
    key = column("id", "id", INTEGER, nullable=False)
    return Table(name, HERE, columns=(key, *columns), primary_key=PrimaryKey(("id",), HERE), **more)


def schema(*tables, **more):
    return Schema(Dialect.POSTGRESQL, tables, **more)


def kinds(before, after):
    return [(type(change), change.certain) for change in diff(before, after)]


def test_the_same_attribute_under_another_column_name_is_certain():
    before = schema(table("users", column("mail", "email"), column("nick", "name")))
    after = schema(table("users", column("e_mail", "email"), column("label", "name")))
    assert kinds(before, after) == [(RenameColumn, True), (RenameColumn, True)]


def test_the_same_attribute_with_another_type_is_a_new_column():
    before = schema(table("orders", column("price_won", "price", INTEGER)))
    after = schema(table("orders", column("price", "price", ColumnType("numeric"))))
    assert kinds(before, after) == [(AddColumn, True), (DropColumn, True)]


def test_the_same_attribute_in_another_use_is_a_guess():
    index = Index("by_mail", (IndexPart("e_mail"),), HERE, method="btree")
    before = schema(table("users", column("mail", "email")))
    after = schema(table("users", column("e_mail", "email"), indexes=(index,)))
    assert kinds(before, after)[0] == (RenameColumn, False)


def test_a_type_that_was_not_understood_is_no_evidence():
    before = schema(table("users", column("mail", "email", Unknown("custom()"))))
    after = schema(table("users", column("e_mail", "email", Unknown("custom()"))))
    assert kinds(before, after) == [(AddColumn, True), (DropColumn, True)]


def test_the_same_variable_is_evidence_for_a_table():
    columns = (column("a"), column("b"))
    before, after = schema(table("t_user", *columns, variable="users")), schema(table("members", *columns, variable="users"))
    assert kinds(before, after) == [(RenameTable, True)]


def test_a_table_that_shares_too_little_is_another_one():
    before, after = schema(table("users", column("a"), column("b"))), schema(table("members", column("a"), column("c")))
    assert kinds(before, after) == [(DropTable, True), (AddTable, True)]


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_half_read_table_is_not_renamed(side):
    columns = (column("a"), column("b"), column("c"))
    unread = {"before": {}, "after": {}, side: {"unread": (PROBLEM,)}}
    changes = kinds(schema(table("users", *columns, **unread["before"])), schema(table("members", *columns, **unread["after"])))
    assert changes == [(DropTable, True), (AddTable, True)]


def test_nothing_is_renamed_where_a_schema_was_not_read_whole():
    columns = (column("a"), column("b"), column("c"))
    assert diff(schema(table("users", *columns)), schema(table("members", *columns), unread=(PROBLEM,))) == (
        AddTable(table("members", *columns)),
    )


def test_an_unknown_of_another_text_is_a_guess_and_of_the_same_text_none():
    before = schema(table("users", column("at", default=Unknown("soon( )"))))
    assert diff(before, schema(table("users", column("at", default=Unknown("soon()"))))) == ()
    (change,) = diff(before, schema(table("users", column("at", default=Unknown("later()")))))
    assert not change.certain


def test_a_known_value_beside_an_unknown_one_is_no_change():
    before, after = schema(table("users", column("at"))), schema(table("users", column("at", type_=Unknown("custom()"))))
    assert diff(before, after) == ()
    assert diff(after, before) == ()


def test_only_the_understood_part_of_a_column_changes():
    before = schema(table("users", column("at")))
    after = schema(table("users", column("at", type_=Unknown("custom()"), nullable=False)))
    (change,) = diff(before, after)
    assert (change.after.type, change.after.nullable, change.certain) == (TEXT, False, True)


def test_a_lost_key_does_not_make_its_columns_nullable():
    before = schema(table("users"))
    lost = Table("users", HERE, columns=(column("id", "id", INTEGER),), unread=(PROBLEM,))
    assert diff(before, schema(lost)) == ()


def test_what_stands_on_an_unread_line_is_not_altered():
    before = schema(table("users", column("at")))
    unread = (Problem(HERE, PROBLEM.message),)
    assert diff(before, schema(table("users", column("at", nullable=False), unread=unread))) == ()
    (change,) = diff(before, schema(table("users", column("at", nullable=False), unread=(PROBLEM,))))
    assert change.after.nullable is False


def test_a_column_declared_twice_is_what_its_last_declaration_says():
    twice = schema(table("users", column("at", "one"), column("at", "two", nullable=False)))
    assert diff(twice, twice) == ()
    assert diff(twice, schema(table("users", column("at", nullable=False)))) == ()
