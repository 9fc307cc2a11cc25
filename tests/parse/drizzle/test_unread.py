"""What cannot be known is said at its place, and never guessed."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.model import Column, Dialect, Schema, Table, Unknown
from bot.parse.drizzle import comments, read_drizzle
from tests.trees import MemoryTree

CASES = Path(__file__).parent.parent / "cases"
IMPORTS = """
import { check, customType, foreignKey, index, integer, pgEnum, pgTable, pgTableCreator, text, unique, varchar } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { outside } from "somewhere-else";
"""


def read(body: str) -> Schema:
    return read_drizzle(MemoryTree("files", {"schema.ts": IMPORTS + body}), ["schema.ts"], dialect=Dialect.POSTGRESQL)


def only(schema: Schema) -> Table:
    (table,) = schema.tables
    return table


@pytest.mark.parametrize(
    "column",
    [
        "text(process.env.NAME)",
        "outside()",
        "strange('b')",
        "text('b').notNul()",
        "text('b').default(process.env.X)",
        "text('b').default(strange)",
        "varchar('b', { length: outside.length })",
        "varchar('b', outside)",
        "varchar('b', { ...outside })",
        "customType({ dataType: () => outside })('b')",
        "integer('b').references(() => gone.id)",
        "integer('b').references(() => other.gone)",
        "integer('b').references(() => other.id, { onDelete: 'cascde' })",
        "integer('b').references(() => other.id, { onDelte: 'cascade' })",
        "text('b').unique(outside)",
        "text('b').default(sql`${outside}`)",
        "text('b').generatedAlwaysAs(sql`${gone}`)",
    ],
)
def test_a_column_that_is_not_known_leaves_its_table_unread(column: str) -> None:
    other = "const other = pgTable('other', { id: integer('id') });\n"
    body = f"{other}export const t = pgTable('t', {{\n  a: integer('a'),\n  b: {column},\n}});\n"
    table = only(read(body))
    line = IMPORTS.count("\n") + 4
    assert {problem.span.line for problem in table.unread} == {line}
    assert table.column("a") is not None
    assert table.column("b") is None or len(table.unread) == 1


def test_an_unknown_default_is_kept_as_such() -> None:
    column = only(read("export const t = pgTable('t', { a: text('a').default(process.env.X!) });")).column("a")
    assert isinstance(column, Column)
    assert column.default == Unknown("process.env.X")


@pytest.mark.parametrize(
    "columns",
    [
        "{ a: integer('a'), ...outside }",
        "{ a: integer('a'), ...gone }",
        "{ a: integer('a'), [process.env.X]: text('b') }",
        "outside",
        "() => outside()",
    ],
)
def test_columns_that_are_not_known_leave_their_table_unread(columns: str) -> None:
    table = only(read(f"export const t = pgTable('t', {columns});"))
    assert len(table.unread) == 1
    assert table.columns == () or table.column_names() == ("a",)


@pytest.mark.parametrize(
    "extra",
    [
        "outside",
        "() => outside()",
        "(t) => [outside(t)]",
        "(t) => [index('i').on(t.gone)]",
        "(t) => [index('i').on(t.a).wher(sql`true`)]",
        "(t) => [index('i').on(t.a).where(sql`${t.a} > ${gone}`)]",
        "(t) => [index('i')]",
        "(t) => [index(outside).on(t.a)]",
        "(t) => [unique().on(t.gone)]",
        "(t) => [unique().on(t.a).nullsNotDistnct()]",
        "(t) => [check('c', outside)]",
        "(t) => [foreignKey({ columns: [t.a], foreignColumns: [gone.id] })]",
        "(t) => [foreignKey({ columns: [t.a], foreignColumns: [t.a] }).onDelte('cascade')]",
        "(t) => ({ ...outside })",
        "(t) => [...outside]",
    ],
)
def test_an_extra_that_is_not_known_leaves_its_table_unread(extra: str) -> None:
    table = only(read(f"export const t = pgTable('t', {{ a: integer('a') }}, {extra});"))
    assert len(table.unread) == 1
    assert table.column_names() == ("a",)


@pytest.mark.parametrize(
    "export",
    [
        "pgTable(outside, { a: integer('a') })",
        "pgTable(`t_${process.env.X}`, { a: integer('a') })",
        "pgTableCreator(outside)('t', { a: integer('a') })",
        "pgTble('t', { a: integer('a') })",
        "outside('t', { a: integer('a') })",
        "outside.table('t', {})",
        "pgEnum('e', outside)",
        "pgEnum(outside, ['a'])",
        "gone",
        "make(process.env.X)",
    ],
)
def test_an_export_that_may_be_a_table_leaves_the_schema_unread(export: str) -> None:
    body = f"const make = (x) => {{ while (x) {{}} return pgTable('t', {{}}); }};\nexport const t = {export};"
    schema = read(body)
    assert (schema.tables, schema.enums) == ((), ())
    assert len(schema.unread) == 1


@pytest.mark.parametrize(
    "export",
    [
        "outside({ a: 1 })",
        "outside.object({ name: outside.string() })",
        "process.env.X",
        "(x: number) => strange(x)",
        "{ a: outside }",
        "customType({ dataType: () => 'x' })",
        "pgTableCreator((name) => name)",
        "class { }",
        "new Map()",
    ],
)
def test_other_exports_are_nobodys_business(export: str) -> None:
    assert read(f"export const x = {export};").problems() == ()


def test_an_element_that_drizzle_ignores_is_ignored() -> None:
    assert only(read("export const t = pgTable('t', { a: integer('a') }, (t) => [sql`unique (a)`, undefined, false]);")).unread == ()


def test_comments_have_their_places() -> None:
    text = "// one\nconst a = '// no'; /* two\nlines */ const b = `// no`;\n"
    assert [(span.line, span.end_line, span.column, words) for span, words in comments("a.ts", text)] == [
        (1, 1, 1, "// one"),
        (2, 3, 20, "/* two\nlines */"),
    ]


def parts(schema: Schema) -> dict[tuple[str, ...], object]:
    found: dict[tuple[str, ...], object] = {("enum", enum.full_name): enum for enum in schema.enums}
    for table in schema.tables:
        found["table", table.full_name] = table.name
        for kind in ("columns", "uniques", "foreign_keys", "checks", "indexes"):
            found |= {(kind, table.full_name, part.name): part for part in getattr(table, kind)}
    return found


def excused(key: tuple[str, ...], schema: Schema) -> bool:
    table = schema.table(key[1])
    return bool(schema.unread) if table is None else bool(table.unread)


def outside_quotes(text: str) -> list[int]:
    quoted = [range(*match.span()) for match in re.finditer(r'"[^"\n]*"|`[^`]*`', text)]
    return [place for place in range(len(text)) if not any(place in span for span in quoted)]


@pytest.mark.parametrize("name", ["pg-enums", "sqlite-keys", "mysql-keys"])
def test_a_deleted_character_never_drops_anything_in_silence(name: str) -> None:
    case = CASES / name
    text = (case / "schema.ts").read_text()
    dialect = Dialect(tomllib.loads((case / "case.toml").read_text())["dialect"])
    before = parts(read_drizzle(MemoryTree(name, {"schema.ts": text}), ["schema.ts"], dialect=dialect))
    silent = []
    for place in outside_quotes(text)[::3]:
        schema = read_drizzle(MemoryTree(name, {"schema.ts": text[:place] + text[place + 1 :]}), ["schema.ts"], dialect=dialect)
        after = parts(schema)
        silent += [(place, key) for key in before if key not in after and not excused(key, schema) and len(after) < len(before)]
    assert silent == []


@pytest.mark.parametrize(
    "broken",
    [
        "export const a = pgTable('a', {\n  x: integer('x',\n  y: integer('y'),\n});",
        "export const a = pgTable('a', {\n  x: integer('x')\n  y: integer('y'),\n});",
        "export const a = pgTable('a', {\n  x: integer('x'),\n  y: integer('y'),\n;",
        "export const a = pgTable('a', \n  x: integer('x'),\n  y: integer('y'),\n});",
        "const shared = {\n  x: integer('x',\n  y: integer('y') };\nexport const a = pgTable('a', { ...shared });",
    ],
)
def test_a_syntax_error_leaves_what_it_touches_unread(broken: str) -> None:
    schema = read(f"export const far = pgTable('far', {{ z: integer('z') }});\nconst between = 1;\nconst more = 2;\n{broken}\n")
    assert schema.unread
    table = schema.table("a")
    assert table is None or table.unread
    far = schema.table("far")
    assert far is not None
    assert far.unread == ()


@pytest.mark.parametrize(
    ("columns", "near"),
    [
        ("a: text('a'.notNull(),\n  b: text('b').default(process.env.B),", "b:"),
        ("a: text('a').notNull(\n  b: text('b'),", "b:"),
        ("a: text('a')\n  b: text('b'),", "b: text"),
    ],
)
def test_a_syntax_error_is_said_once_and_not_what_follows_from_it(columns: str, near: str) -> None:
    schema = read(f"export const t = pgTable('t', {{\n  {columns}\n}});")
    (problem,) = schema.problems()
    assert problem.message.values == (("text", near),)
    assert only(schema).unread == (problem,)


def test_two_syntax_errors_and_what_stands_outside_them_are_said() -> None:
    broken = "a: text('a').default(process.env.A),\n  b: text('b'.notNull(),\n  c: text('c'),"
    schema = read("".join(f"export const {name} = pgTable('{name}', {{\n  {broken}\n}});\n" for name in ("one", "two")))
    first = IMPORTS.count("\n") + 1
    assert sorted(problem.span.line for problem in schema.problems()) == [first + 1, first + 3, first + 6, first + 8]


@pytest.mark.parametrize(
    "statement",
    [
        "t.a.notNull = true;",
        "collated(t.a, 'C');",
        "for (const column of [t.a]) { column.getSQLType = () => 'citext'; }",
    ],
)
def test_a_table_that_a_statement_assigns_something_to_is_unread(statement: str) -> None:
    collated = "function collated(column, name) { column.getSQLType = () => `text COLLATE ${name}`; return column; }\n"
    schema = read(
        f"{collated}export const t = pgTable('t', {{ a: text('a') }});\n{statement}\nexport const u = pgTable('u', {{ a: text('a') }});"
    )
    assert [bool(table.unread) for table in schema.tables] == [True, False]


def test_relations_of_tables_of_another_dialect_are_left_out() -> None:
    schema = read("""
import { sqliteTable, text as words } from "drizzle-orm/sqlite-core";
import { relations } from "drizzle-orm";
export const cups = sqliteTable("cups", { id: words("id"), of: words("of") });
export const ofCups = relations(cups, ({ one }) => ({ of: one(cups, { fields: [cups.of], references: [cups.id] }) }));
export const pots = pgTable("pots", { id: text("id") });
""")
    assert ([table.name for table in schema.tables], schema.relations, schema.problems()) == (["pots"], (), ())
