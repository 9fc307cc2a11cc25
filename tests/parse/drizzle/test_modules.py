"""Which file an import means, and what counts as exported."""

import pytest

from bot.model import Dialect, Schema, Unread, UnreadReason
from bot.parse.drizzle import read_drizzle
from tests.trees import MemoryTree

HEADER = 'import { integer, pgTable } from "drizzle-orm/pg-core";\n'
USERS = HEADER + 'export const users = pgTable("users", { id: integer("id").primaryKey() });\n'


def read(files: dict[str, bytes | str], *entries: str) -> Schema:
    return read_drizzle(MemoryTree("files", files), entries or ("src/schema.ts",), dialect=Dialect.POSTGRESQL)


def referencing(specifier: str) -> str:
    return (
        HEADER
        + f'import {{ users }} from "{specifier}";\n'
        + 'export const posts = pgTable("posts", { userId: integer("user_id").references(() => users.id) });\n'
    )


@pytest.mark.parametrize(
    ("specifier", "path"),
    [
        ("./users", "src/users.ts"),
        ("./users.js", "src/users.ts"),
        ("./users.ts", "src/users.ts"),
        ("./users.mjs", "src/users.mts"),
        ("./users", "src/users/index.ts"),
        ("./users/index", "src/users/index.tsx"),
        ("../db/users", "db/users.js"),
        ("@/users", "src/users.ts"),
        ("~/users", "src/users.ts"),
        ("exact", "lib/exact.ts"),
        ("leaf/users", "src/leaves/users.ts"),
        ("based/users", "src/based/users.ts"),
        ("#db/users", "src/users.ts"),
        ("@shop/db", "packages/db/src/index.ts"),
        ("@shop/db/users", "packages/db/src/users.ts"),
        ("@shop/plain", "packages/plain/src/index.ts"),
    ],
)
def test_an_import_finds_its_file(specifier: str, path: str) -> None:
    files: dict[str, bytes | str] = {
        "tsconfig.base.json": """{ "compilerOptions": {
            "paths": { "@/*": ["./src/*"], "~/*": ["src/*",], "exact": ["lib/exact"], "leaf/*": ["${configDir}/leaves/*"] },
            "baseUrl": "."
        } }""",
        "tsconfig.json": '{ // inherits\n "extends": "./tsconfig.base.json" }',
        "src/tsconfig.json": '{ "extends": "../tsconfig.json" }',
        "package.json": '{ "name": "shop", "imports": { "#db/*": "./src/*.ts" } }',
        "packages/db/package.json": '{ "name": "@shop/db", "exports": { ".": { "types": "./src/index.ts" }, "./*": "./src/*.ts" } }',
        "packages/plain/package.json": '{ "name": "@shop/plain", "main": "dist/index.js" }',
        "src/schema.ts": referencing(specifier),
        path: USERS,
    }
    if specifier.startswith("based"):
        files["tsconfig.base.json"] = '{ "compilerOptions": { "baseUrl": "src" } }'
    schema = read(files)
    assert schema.problems() == ()
    assert schema.tables[0].foreign_keys[0].target == "users"


@pytest.mark.parametrize("specifier", ["./gone", "../../../etc/passwd", "/etc/passwd", "@/gone", "@shop/gone"])
def test_an_import_that_leads_nowhere_is_a_problem_of_the_table(specifier: str) -> None:
    schema = read({"src/schema.ts": referencing(specifier)})
    (table,) = schema.tables
    assert [problem.span.path for problem in table.unread] == ["src/schema.ts"]
    assert table.foreign_keys == ()


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ('export * from "./users";', ["users"]),
        ('export { users } from "./users";', ["users"]),
        ('export { users as people } from "./users";', ["users"]),
        ('import { users } from "./users"; export { users };', ["users"]),
        ('import { users } from "./users"; export default users;', ["users"]),
        ('import * as all from "./users"; export const users = all.users;', ["users"]),
        ('export * from "./users"; export * from "./users";', ["users"]),
        ('export * as tables from "./users";', []),
        ('export type { users } from "./users";', []),
        ('export type * from "./users";', []),
        ('import { users } from "./users"; export const schema = { users };', []),
        ('export * from "./cycle";', ["users"]),
    ],
)
def test_only_what_the_entry_exports_counts(entry: str, names: list[str]) -> None:
    schema = read({"src/schema.ts": entry, "src/users.ts": USERS, "src/cycle.ts": 'export * from "./schema"; export * from "./users";'})
    assert schema.problems() == ()
    assert [table.name for table in schema.tables] == names


def test_several_entries_make_one_schema() -> None:
    schema = read({"src/users.ts": USERS, "src/posts.ts": referencing("./users")}, "src/users.ts", "src/posts.ts")
    assert [(table.name, table.variable) for table in schema.tables] == [("posts", "posts"), ("users", "users")]


def test_a_barrel_to_a_missing_file_leaves_the_schema_unread() -> None:
    schema = read({"src/schema.ts": 'export * from "./users";\nexport * from "./gone";', "src/users.ts": USERS})
    assert [table.name for table in schema.tables] == ["users"]
    assert [(problem.span.line, problem.span.path) for problem in schema.unread] == [(2, "src/schema.ts")]


@pytest.mark.parametrize("reason", UnreadReason)
def test_a_file_without_bytes_leaves_the_schema_unread(reason: UnreadReason) -> None:
    tree = MemoryTree("files", {}, unread={"schema.ts": Unread(reason)})
    schema = read_drizzle(tree, ["schema.ts"], dialect=Dialect.POSTGRESQL)
    assert len(schema.unread) == 1


def test_a_file_over_the_limit_leaves_the_schema_unread() -> None:
    schema = read({"src/schema.ts": USERS + "// " + "x" * (1 << 20)})
    assert (schema.tables, len(schema.unread)) == ((), 1)


def test_modules_may_import_each_other() -> None:
    people = (
        HEADER
        + 'import { pets } from "./pets";\n'
        + 'export const people = pgTable("people", { petId: integer("pet_id").references(() => pets.ownerId) });\n'
    )
    pets = (
        HEADER
        + 'import { people } from "./people";\n'
        + 'export const pets = pgTable("pets", { ownerId: integer("owner_id").references(() => people.petId) });\n'
    )
    schema = read({"src/schema.ts": 'export * from "./people"; export * from "./pets";', "src/people.ts": people, "src/pets.ts": pets})
    assert schema.problems() == ()
    assert [table.foreign_keys[0].target for table in schema.tables] == ["pets", "people"]
