"""Module paths that no committed tsconfig holds: a framework's, and those of a workspace."""

import pytest

from bot.model import Dialect
from bot.parse.drizzle import read_drizzle

HELPER = 'import { timestamp } from "drizzle-orm/pg-core";\nexport const made = { made: timestamp() };\n'
NUXT = {"nuxt.config.ts": "export default defineNuxtConfig({});", "tsconfig.json": '{"extends": "./.nuxt/tsconfig.json"}'}
SVELTE = {"tsconfig.json": '{"extends": "./.svelte-kit/tsconfig.json"}'}


def svelte(text: str) -> dict[str, str]:
    return SVELTE | {"svelte.config.js": f'import adapter from "@sveltejs/adapter-node";\nconst config = {text};\nexport default config;'}


def package(name: str, **more: str) -> str:
    return f'{{"name": "{name}"{"".join(f", {key!r}: {value}" for key, value in more.items())}}}'.replace("'", '"')


@pytest.mark.parametrize(
    ("specifier", "place", "files"),
    [
        ("$lib/made", "src/lib/made.ts", svelte("{ kit: { adapter: adapter() } }")),
        ("$lib", "src/lib/index.ts", svelte("{}")),
        ("$lib/server/made", "lib/server/made.ts", svelte('{ kit: { files: { lib: "lib" } } }')),
        ("$db/made", "src/db/made.ts", svelte('{ kit: { alias: { $db: "src/db" } } }')),
        ("$db/made", "src/db/made.ts", svelte('{ kit: { alias: { "$db/*": "./src/db/*" } } }')),
        ("$made", "src/db/made.ts", svelte('{ kit: { alias: { $made: "src/db/made.ts" } } }')),
        ("~/made", "made.ts", NUXT),
        ("@/made", "app/made.ts", NUXT),
        ("~~/server/made", "server/made.ts", NUXT),
        ("#shared/made", "shared/made.ts", NUXT),
        ("#server/made", "server/made.ts", NUXT),
        ("~/made", "client/made.ts", {"nuxt.config.ts": 'export default defineNuxtConfig({ srcDir: "client/" });'}),
        (
            "db/made",
            "server/db/made.ts",
            {
                "nuxt.config.js": 'import { defineNuxtConfig } from "nuxt/config";\n'
                'export default defineNuxtConfig({ alias: { db: "~~/server/db" } });'
            },
        ),
        (
            "#db/made",
            "server/db/made.ts",
            {
                "nuxt.config.ts": 'import { fileURLToPath } from "node:url";\nexport default defineNuxtConfig('
                '{ alias: { "#db": fileURLToPath(new URL("./server/db", import.meta.url)) } });'
            },
        ),
        (
            "@/made",
            "src/made.ts",
            {
                "tsconfig.json": '{"extends": "@acme/tsconfig/base.json"}',
                "packages/tsconfig/package.json": package("@acme/tsconfig"),
                "packages/tsconfig/base.json": '{"compilerOptions": {"paths": {"@/*": ["../../src/*"]}}}',
            },
        ),
        (
            "@/made",
            "src/made.ts",
            {
                "tsconfig.json": '{"extends": ["@acme/tsconfig", "./none.json"]}',
                "packages/tsconfig/package.json": package("@acme/tsconfig"),
                "packages/tsconfig/tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["${configDir}/src/*"]}}}',
            },
        ),
        (
            "@/made",
            "second/made.ts",
            {
                "tsconfig.json": '{"extends": ["./a.json", "./b.json"]}',
                "a.json": '{"compilerOptions": {"paths": {"@/*": ["./first/*"]}}}',
                "b.json": '{"compilerOptions": {"paths": {"@/*": ["./second/*"]}}}',
                "first/made.ts": "export const made = {};",
            },
        ),
        ("@acme/db", "db/src/index.ts", {"db/package.json": package("@acme/db", main='"./dist/index.js"', types='"./dist/index.d.ts"')}),
        ("@acme/db/made", "db/src/deep/made.ts", {"db/package.json": package("@acme/db", exports='{"./made": "./dist/deep/made.js"}')}),
        (
            "@acme/db",
            "db/lib/main.ts",
            {"db/package.json": package("@acme/db", exports='{".": {"development": "./lib/main.ts", "default": "./dist/main.js"}}')},
        ),
        (
            "@acme/db",
            "db/src/start.ts",
            {"db/package.json": package("@acme/db", main='"src/start.ts"', publishConfig='{"main": "dist/start.js"}')},
        ),
        (
            "@acme/db/made",
            "db/src/made.ts",
            {
                "db/package.json": package("@acme/db", exports='{"./*": {"types": "./dist/*.d.ts", "import": "./dist/*.mjs"}}'),
                "db/dist/made.d.ts": "export declare const made: {};",
            },
        ),
    ],
)
def test_an_import_leads_to_the_file_that_the_framework_or_workspace_means(tree, specifier, place, files):
    schema = (
        f'import {{ pgTable, text }} from "drizzle-orm/pg-core";\nimport {{ made }} from "{specifier}";\n'
        'export const mugs = pgTable("mugs", { id: text(), ...made });\n'
    )
    read = read_drizzle(tree({"schema.ts": schema, place: HELPER, **files}), ("schema.ts",), dialect=Dialect.POSTGRESQL)
    assert [column.name for column in read.tables[0].columns] == ["id", "made"]
    assert not read.problems()


@pytest.mark.parametrize(
    "files",
    [
        svelte("{ kit: { alias: process.env.ALIASES } }"),
        {"svelte.config.js": 'import lib from "$lib/none";\nexport default lib;'},
        {"nuxt.config.ts": "export default defineNuxtConfig("},
        {"svelte.config.js": b"\0"},
    ],
)
def test_an_alias_that_leads_nowhere_is_a_problem_at_the_import(tree, files):
    imports = 'import { pgTable } from "drizzle-orm/pg-core";\nimport { made } from "$lib/none";\n'
    schema = imports + 'export const mugs = pgTable("mugs", { ...made });\n'
    read = read_drizzle(tree({"schema.ts": schema, **files}), ("schema.ts",), dialect=Dialect.POSTGRESQL)
    assert [(one.span.path, one.span.line) for one in read.problems()] == [("schema.ts", 2)]
