"""Names and texts of proposed indexes."""

import pytest

from bot.emit import drizzle_index, index_candidate, index_name
from bot.model import (
    Column,
    ColumnType,
    Dialect,
    Expression,
    ForeignKey,
    Index,
    IndexPart,
    Message,
    Project,
    Runner,
    Schema,
    Span,
    Table,
)

HERE = Span("schema.ts", 1, 1)
INTEGER = ColumnType("integer")


def index(name, *columns, **more):
    return Index(name, tuple(map(IndexPart, columns)), HERE, **more)


def table(name="orders", *indexes, columns=("user_id", "made at"), **more):
    attributes = {"user_id": "userId", "made at": "madeAt"}
    made = tuple(Column(column, INTEGER, HERE, attribute=attributes.get(column)) for column in columns)
    return Table(name, HERE, columns=made, indexes=indexes, **more)


def schema(*tables, dialect=Dialect.POSTGRESQL):
    return Schema(dialect, tables)


def project(dialect=Dialect.POSTGRESQL, transaction=None, paths=("schema.ts",)):
    return Project("app", dialect, Message("x", "x"), schema_paths=paths, runner=Runner(transaction=transaction))


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        ((), "orders_user_id_idx"),
        (("t_a_idx", "t_b_idx", "idx_t_c"), "orders_user_id_idx"),
        (("idx_t_a", "idx_t_b", "t_c_idx"), "idx_orders_user_id"),
        (("t_a_index", "t_b_index"), "orders_user_id_index"),
        (("a_idx", "b_idx"), "user_id_idx"),
        (("idx_something", "lookup"), "idx_orders_user_id"),
        (("lookup", "fast"), "orders_user_id_idx"),
    ],
)
def test_the_name_follows_the_schemas_own(existing, expected):
    columns = "abc"
    other = table("t", *(index(name, column) for name, column in zip(existing, columns, strict=False)), columns=tuple(columns))
    assert index_name(table(), ("user_id",), schema=schema(table(), other)) == expected


def test_a_unique_index_follows_the_unique_ones():
    other = table("t", index("uq_t_a", "a", unique=True), index("t_b_idx", "b"), columns=("a", "b"))
    assert index_name(table(), ("user_id",), schema=schema(other), unique=True) == "uq_orders_user_id"
    assert index_name(table(), ("user_id",), schema=schema(table()), unique=True) == "orders_user_id_unique"


def test_a_taken_name_is_numbered():
    taken = table("orders", index("orders_user_id_idx", "made at"), index("a_b_c_idx", "user_id"))
    assert index_name(taken, ("user_id",), schema=schema(taken)) == "orders_user_id_idx_2"


@pytest.mark.parametrize(("dialect", "limit"), [(Dialect.POSTGRESQL, 63), (Dialect.MYSQL, 64), (Dialect.MARIADB, 64)])
def test_a_long_name_is_cut_and_stays_apart(dialect, limit):
    first, second = ("가나다라" * 20 + "a",), ("가나다라" * 20 + "b",)
    names = [index_name(table(), columns, schema=schema(dialect=dialect)) for columns in (first, second)]
    sizes = [len(name.encode() if dialect is Dialect.POSTGRESQL else name) for name in names]
    assert names[0] != names[1]
    assert limit - 3 < max(sizes) <= limit
    assert names[0] == index_name(table(), first, schema=schema(dialect=dialect))


def test_a_name_of_the_allowed_length_stays_whole():
    column = "c" * (63 - len("orders__idx"))
    assert index_name(table(), (column,), schema=schema()) == f"orders_{column}_idx"
    assert index_name(table(), (column + "c",), schema=schema()) != f"orders_{column}c_idx"


def test_sql_and_drizzle_text():
    candidate = index_candidate(table(), ("user_id", "made at"), project=project(), schema=schema(table()), where='"user_id" > 0')
    assert candidate.sql == 'CREATE INDEX "orders_user_id_made at_idx" ON "orders" ("user_id", "made at") WHERE "user_id" > 0;'
    assert candidate.drizzle == 'index("orders_user_id_made at_idx").on(table.userId, table.madeAt).where(sql`"user_id" > 0`)'
    assert (candidate.table, candidate.columns, candidate.unique, candidate.finding) == ("orders", ("user_id", "made at"), False, None)


def test_without_a_drizzle_schema_there_is_no_drizzle_text():
    found = index_candidate(table(), ("user_id",), project=project(Dialect.MYSQL, paths=()), schema=schema(), unique=True)
    assert found.drizzle is None
    assert found.sql == "CREATE UNIQUE INDEX `orders_user_id_unique` ON `orders` (`user_id`);"


@pytest.mark.parametrize(
    ("dialect", "transaction", "is_new", "expected"),
    [
        (Dialect.POSTGRESQL, "none", False, True),
        (Dialect.POSTGRESQL, "none", True, False),
        (Dialect.POSTGRESQL, "all", False, False),
        (Dialect.POSTGRESQL, "file", False, False),
        (Dialect.POSTGRESQL, None, False, False),
        (Dialect.SQLITE, "none", False, False),
    ],
)
def test_concurrently_only_outside_a_transaction(dialect, transaction, is_new, expected):
    found = index_candidate(table(), ("user_id",), project=project(dialect, transaction), schema=schema(dialect=dialect), is_new=is_new)
    assert ("CONCURRENTLY" in found.sql) is expected


def test_the_reason_names_the_foreign_key():
    key = ForeignKey("fk", ("user_id",), "users", ("id",), HERE)
    reason = index_candidate(table(foreign_keys=(key,)), ("user_id",), project=project(), schema=schema()).reason
    assert dict(reason.values) == {"target": "users", "columns": ("user_id",), "table": "orders"}
    assert all(f"{{{name}}}" in text for name, _ in reason.values for text in (reason.en, reason.ko))


def test_drizzle_text_escapes_what_a_template_would_run():
    made = index('say "hi"', "odd name", unique=True, where=Expression("`a` = '${b}'"))
    text = drizzle_index(table(columns=("odd name",)), made)
    assert text == 'uniqueIndex("say \\"hi\\"").on(table["odd name"]).where(sql`\\`a\\` = \'\\${b}\'`)'
