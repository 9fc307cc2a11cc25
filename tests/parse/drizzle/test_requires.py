"""Modules in other ways than `import`: CommonJS, `import()`, `import x = require()`; classes and facts of other tables."""

import pytest

from bot.model import Column, Dialect, Schema, Unknown
from bot.parse.drizzle import read_drizzle
from tests.trees import MemoryTree

COLUMNS = 'import { text } from "drizzle-orm/pg-core";\nexport const shared = { note: text("note") };\nexport default shared;\n'
COMMON = 'const { text } = require("drizzle-orm/pg-core");\nmodule.exports = { shared: { note: text("note") } };\n'
HEADER = (
    'import { pgEnum, pgTable, text, serial } from "drizzle-orm/pg-core";\nimport { getTableColumns, getTableName } from "drizzle-orm";\n'
)


def read(files: dict[str, bytes | str], entry: str = "schema.ts") -> Schema:
    return read_drizzle(MemoryTree("files", files), [entry], dialect=Dialect.POSTGRESQL)


@pytest.mark.parametrize("columns", [COLUMNS, COMMON])
@pytest.mark.parametrize(
    "way",
    [
        'const { shared } = require("./columns");',
        'const shared = require("./columns").shared;',
        'const { shared } = await import("./columns");',
        'import columns = require("./columns"); const shared = columns.shared;',
        'import * as columns from "./columns"; const shared = columns.shared;',
        'import { shared } from "./columns";',
    ],
)
def test_a_module_is_reached_in_every_way(way: str, columns: str) -> None:
    schema = read({"schema.ts": f"{HEADER}{way}\nexport const t = pgTable('t', {{ ...shared }});", "columns.ts": columns})
    assert schema.problems() == ()
    assert schema.tables[0].column_names() == ("note",)


@pytest.mark.parametrize(
    "exports",
    [
        "module.exports = { users };",
        "const all = { users }; module.exports = all;",
        "module.exports.users = users;",
        "exports.users = users;",
        "exports.users = void 0; exports.users = users;",
        "module.exports = { ...{ users } };",
    ],
)
def test_what_a_common_js_module_exports_counts(exports: str) -> None:
    text = f"const pg = require('drizzle-orm/pg-core');\nconst users = pg.pgTable('users', {{ id: pg.serial('id') }});\n{exports}"
    schema = read({"schema.js": text}, "schema.js")
    assert ([table.name for table in schema.tables], schema.problems()) == (["users"], ())


def test_a_module_that_is_not_there_is_said() -> None:
    schema = read({"schema.ts": f"{HEADER}const {{ shared }} = require('./gone');\nexport const t = pgTable('t', {{ ...shared }});"})
    assert [problem.span.line for problem in schema.problems()] == [3]


def test_tables_of_classes_are_found() -> None:
    schema = read({"schema.ts": f"{HEADER}class Tables {{ static a = pgTable('a', {{ id: serial('id') }}); }}\nexport const a = Tables.a;"})
    assert ([table.name for table in schema.tables], schema.problems()) == (["a"], ())


def test_what_drizzle_orm_says_of_other_tables_is_known() -> None:
    body = """
export const kind = pgEnum("kind", ["x", "y"]);
export const a = pgTable("a", { id: serial("id"), label: text("the_label"), kind: kind("kind"), free: text("free", { enum: ["p"] }) });
export const log = pgTable(`${getTableName(a)}_log`, {
  copy: text(a.label.name + "_copy").default(Object.keys(getTableColumns(a)).join()),
});
export const again = pgEnum("again", [...a.kind.enumValues, ...a.free.enumValues]);
"""
    schema = read({"schema.ts": HEADER + body})
    assert schema.problems() == ()
    log, again = schema.table("a_log"), schema.enum("again")
    assert log is not None
    assert again is not None
    assert again.values == ("x", "y", "p")
    column = log.column("the_label_copy")
    assert isinstance(column, Column)
    assert not isinstance(column.default, Unknown)
    assert str(column.default.text if column.default else "") == "'id,label,kind,free'"


def test_columns_are_those_of_when_the_table_was_made() -> None:
    body = "const columns: any = { id: serial('id') };\nexport const a = pgTable('a', columns);\ncolumns.late = text('late');\n"
    schema = read({"schema.ts": f"{HEADER}{body}export const b = pgTable('b', columns);"})
    assert schema.problems() == ()
    assert [table.column_names() for table in schema.tables] == [("id",), ("id", "late")]


def test_a_statement_that_is_not_followed_is_said_at_its_place() -> None:
    body = "const columns: any = { id: serial('id') };\nif (process.env.X) columns.late = text('late');\n"
    schema = read({"schema.ts": f"{HEADER}{body}export const b = pgTable('b', columns);"})
    assert {problem.span.line for problem in schema.problems()} == {4}
