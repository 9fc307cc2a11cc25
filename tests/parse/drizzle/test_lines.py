"""What the two lines of drizzle-kit write differently."""

import pytest

from bot.diff import diff
from bot.model import Dialect, Expression, Schema
from bot.parse.drizzle import read_drizzle
from tests.trees import MemoryTree

IMPORTS = {
    Dialect.POSTGRESQL: """
import { check, doublePrecision, geometry, index, integer, jsonb, pgPolicy, pgSchema, pgTable, pgView, text, timestamp, varchar }
  from "drizzle-orm/pg-core";
""",
    Dialect.MYSQL: 'import { datetime, json, mysqlSchema, mysqlTable, text } from "drizzle-orm/mysql-core";\n',
    Dialect.SQLITE: 'import { integer, sqliteTable, sqliteView, text } from "drizzle-orm/sqlite-core";\n',
}
COMMON = """
import { and, eq, exists, inArray, isNull, not, notBetween, or, sql } from "drizzle-orm";
import { authenticatedRole, authUid, crudPolicy } from "drizzle-orm/neon";
"""
MAKERS = {Dialect.POSTGRESQL: "pgTable", Dialect.MYSQL: "mysqlTable", Dialect.SQLITE: "sqliteTable"}


def read(body: str, dialect: Dialect = Dialect.POSTGRESQL, *, kit: int = 0) -> Schema:
    text = IMPORTS[dialect] + COMMON + body
    return read_drizzle(MemoryTree("files", {"schema.ts": text}), ["schema.ts"], dialect=dialect, kit=kit)


def default_of(column: str, dialect: Dialect, kit: int) -> str:
    schema = read(f"export const t = {MAKERS[dialect]}('t', {{ c: {column} }});", dialect, kit=kit)
    assert schema.problems() == ()
    found = schema.tables[0].columns[0].default
    assert isinstance(found, Expression)
    return found.text


@pytest.mark.parametrize(
    ("dialect", "column", "before", "since"),
    [
        (Dialect.POSTGRESQL, """text().array().default(["a", "y z", 'q"u', "c,d"])""", """'{"a","y z","q"u","c,d"}'""",
         """'{a,y z,"q\\"u","c,d"}'"""),
        (Dialect.POSTGRESQL, "integer().array().default([1, 2])", "'{1,2}'", "'{1,2}'"),
        (Dialect.POSTGRESQL, "text().default('a\\\\b')", "'a\\b'", "'a\\\\b'"),
        (Dialect.POSTGRESQL, "jsonb().default(true)", "'true'", "'true'"),
        (Dialect.POSTGRESQL, "jsonb().default('s')", "'s'", "'\"s\"'"),
        (Dialect.POSTGRESQL, "text().default(sql`now()::text`)", "now()::text", "now()"),
        (Dialect.POSTGRESQL, "text().default(sql`${'x'}`)", "'x'", "$1"),
        (Dialect.POSTGRESQL, "timestamp().default(new Date('2020-01-02T03:04:05.678Z'))", "'2020-01-02 03:04:05.678'",
         "'2020-01-02 03:04:05.678'"),
        (Dialect.POSTGRESQL, "timestamp({ withTimezone: true }).default(new Date(0))", "'1970-01-01T00:00:00.000Z'",
         "'1970-01-01 00:00:00.000+00'"),
        (Dialect.MYSQL, "datetime().default(new Date(0))", "'1970-01-01 00:00:00.000'", "'1970-01-01 00:00:00.000'"),
        (Dialect.SQLITE, "integer({ mode: 'timestamp' }).default(new Date(5000))", "'\"1970-01-01T00:00:05.000Z\"'", "5"),
        (Dialect.SQLITE, "integer({ mode: 'timestamp_ms' }).default(new Date(5000))", "'\"1970-01-01T00:00:05.000Z\"'", "5000"),
        (Dialect.SQLITE, "text({ mode: 'json' }).default({ a: \"q'\" })", "'{\"a\":\"q'\"}'", "'{\"a\":\"q''\"}'"),
    ],
)  # fmt: skip
def test_a_default_of_either_line(dialect: Dialect, column: str, before: str, since: str) -> None:
    assert [default_of(column, dialect, kit) for kit in (0, 1)] == [before, since]


@pytest.mark.parametrize(
    ("condition", "before", "since"),
    [
        ("sql`${t.a} < ${5}`", '"a" < $1', '"a" < 5'),
        ("sql`${t.b} in ${['x', 'y']}`", '"b" in ($1, $2)', "\"b\" in ('x', 'y')"),
        ("eq(t.b, \"it's\")", '"b" = $1', "\"b\" = 'it''s'"),
        ("and(isNull(t.b), eq(t.a, 1))", '"b" is null and "a" = $1', '(("b" is null)) and ("a" = 1)'),
        ("or(isNull(t.b))", '"b" is null', '"b" is null'),
        ("not(eq(t.a, 4))", 'not "a" = $1', 'not ("a" = 4)'),
        ("inArray(t.b, [])", "false", "1 = 0"),
        ("notBetween(t.a, 1, 2)", '"a" not between $1 and $2', '"a" not between 1 and 2'),
        ("exists(sql`(select 1)`)", "exists (select 1)", "exists (select 1)"),
    ],
)  # fmt: skip
def test_a_condition_of_either_line(condition: str, before: str, since: str) -> None:
    for kit, expected in ((0, before), (1, since)):
        body = f"""export const t = pgTable('t', {{ a: integer(), b: text() }}, (t) => [
          check('c', {condition}), index('i').on(t.a).where({condition}),
        ]);"""
        (table,) = read(body, kit=kit).tables
        assert table.unread == ()
        found = (table.checks[0].expression, table.indexes[0].where)
        assert [item.text for item in found if isinstance(item, Expression)] == [expected, expected]


def test_what_is_appended_to_sql_belongs_to_it() -> None:
    body = """export const t = pgTable('t', { a: integer() }, (t) => {
      const rule = sql`${t.a} > 0`;
      rule.append(sql` and ${t.a} < 9`);
      return [check('c', rule)];
    });"""
    expression = read(body).tables[0].checks[0].expression
    assert isinstance(expression, Expression)
    assert expression.text == '"a" > 0 and "a" < 9'


def test_the_srid_of_a_geometry_counts_since_one() -> None:
    body = "export const t = pgTable('t', { g: geometry({ type: 'point', srid: 4326 }) });"
    types = [str(getattr(read(body, kit=kit).tables[0].columns[0].type, "spelling", "")) for kit in (0, 1)]
    assert types == ["geometry(point)", "geometry(point,4326)"]


def test_a_foreign_object_among_the_extras_is_ignored_before_one() -> None:
    body = "export const t = pgTable('t', { a: integer() }, (t) => [index('i').on(t.a), { kind: 'check', name: 'x' }, 'text']);"
    assert read(body, kit=0).problems() == ()
    assert len(read(body, kit=1).problems()) == 2


def test_tables_of_another_mysql_database_are_left_out() -> None:
    body = """const auth = mysqlSchema('auth');
      export const a = auth.table('a', { x: text() });
      export const b = mysqlTable('b', { x: text() });"""
    schema = read(body, Dialect.MYSQL)
    assert ([table.full_name for table in schema.tables], schema.problems(), schema.namespaces) == (["b"], (), ())


def test_views_that_exist_are_left_out_since_one_except_on_sqlite() -> None:
    postgresql = "export const v = pgView('v', { a: integer() }).existing();"
    sqlite = "export const v = sqliteView('v', { a: integer() }).existing();"
    assert [len(read(postgresql, kit=kit).views) for kit in (0, 1)] == [1, 0]
    assert [len(read(sqlite, Dialect.SQLITE, kit=kit).views) for kit in (0, 1)] == [1, 1]


def test_crud_policy_makes_four_policies() -> None:
    body = (
        "export const t = pgTable('t', { u: text() }, (t) => [crudPolicy({ role: authenticatedRole, read: true, modify: authUid(t.u) })]);"
    )
    (table,) = read(body).tables
    assert table.unread == ()
    assert table.row_security
    assert [(policy.name, policy.command, policy.roles) for policy in table.policies] == [
        (f"crud-authenticated-policy-{command}", command, ("authenticated",)) for command in ("delete", "insert", "select", "update")
    ]
    using = table.policies[0].using
    assert isinstance(using, Expression)
    assert using.text == 'select auth.user_id() = "t"."u"'


def test_a_table_of_a_schema_may_have_row_security_from_the_start() -> None:
    schema = read("const app = pgSchema('app'); export const t = app.table.withRLS('t', { a: integer() });", kit=1)
    assert [(table.full_name, table.row_security) for table in schema.tables] == [("app.t", True)]


def test_of_two_tables_with_one_name_the_last_counts_and_that_is_said() -> None:
    schema = read("export const a = pgTable('t', { x: integer() });\nexport const b = pgTable('t', { y: integer() });")
    (table,) = schema.tables
    assert table.column_names() == ("y",)
    assert [(problem.unread, problem.message.values) for problem in schema.remarks] == [(False, (("name", "t"),))]
    assert (schema.unread, table.unread) == ((), ())


def test_what_is_only_remarked_hides_no_drop() -> None:
    twice = "export const a = pgTable('t', { x: integer() });\nexport const b = pgTable('t', { y: integer() });"
    before = read(twice + "\nexport const gone = pgTable('gone', { x: integer() });")
    assert [type(change).__name__ for change in diff(before, read(twice))] == ["DropTable"]


def test_a_table_declared_twice_alike_is_one_table() -> None:
    schema = read("export const a = pgTable('t', { x: integer() });\nexport const b = pgTable('t', { x: integer() });")
    assert (len(schema.tables), schema.problems()) == (1, ())
