"""Configuration modules and constants, evaluated without running them."""

import json

import pytest

from bot.model import Unknown
from bot.parse.drizzle import static_default_export
from tests.trees import MemoryTree


def exported(text: str, **others: str) -> object:
    files = {"config.ts": text, **{name.replace("_", "."): content for name, content in others.items()}}
    return static_default_export(MemoryTree("files", dict(files)), "config.ts")[0]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'it\\'s' + \"\\u0041\\x42\"", "it'sAB"),
        ("`a${1 + 2}b${true}`", "a3btrue"),
        ("[1, -2.5, 0x10, 1_000, 1e3]", [1, -2.5, 16, 1000, 1000.0]),
        ("{ a: 1, 'b-c': [null], [`d${1}`]: undefined, e }", {"a": 1, "b-c": [None], "e": "E"}),
        ("({ ...{ a: 1, b: 2 }, b: 3 })", {"a": 1, "b": 3}),
        ("false ? 'yes' : e ?? 'no'", "E"),
        ("!0 && (1 < 2) && 'x' === 'x'", True),
        ("Object.entries({ a: 1 }).map(([k, v]) => k + v)", ["a1"]),
        ("Object.fromEntries(['x', 'y'].map((k) => [k, k.toUpperCase()]))", {"x": "X", "y": "Y"}),
        ("[1, 2, 3, 4].filter((n) => n > 1).reduce((sum, n) => sum + n, 0)", 9),
        ("'userName'.replace(/[A-Z]/g, (c) => '_' + c.toLowerCase())", "user_name"),
        ("'a-b'.split('-').join('/')", "a/b"),
        ("[['a'], ['b']].flat().includes('b')", True),
        ("(e as const)!", "E"),
        ("Colour.Green", "green"),
        ("Object.values(Colour)", ["red", "green", 0, 1]),
        ("pick({ first: 'f', second: 's' })", ["f", "s", "third"]),
        ("build(3)", {"k0": 0, "k2": 2}),
        ("/^[a-z]+$/.source", "^[a-z]+$"),
        ("(40 + 2).toString()", "42"),
        ("nothing?.a.b('c') ?? 'd'", "d"),
        ("JSON.stringify({ a: [1, 'x'] })", '{"a":[1,"x"]}'),
    ],
)
def test_what_is_static_has_a_value(expression: str, value: object) -> None:
    text = f"""
const e = "E";
const nothing = undefined;
enum Colour {{ Red = "red", Green = "green", Zero = 0, One }}
const pick = ({{ first, ...rest }}: any, last = "third") => [first, rest.second, last];
function build(n: number) {{
  const made: any = {{}};
  for (const i of [0, 1, 2, 3]) {{
    if (i === 1) continue;
    if (i >= n) break;
    made[`k${{i}}`] = i;
  }}
  return made;
}}
export default {expression};
"""
    assert exported(text) == value


@pytest.mark.parametrize(
    "expression",
    [
        "process.env.X",
        "process.env.X ?? 'd'",
        "Date.now()",
        "new Date()",
        "Math.random() > 1 ? 1 : 2",
        "(await import('./x')).y",
        "missing",
        "[1].at(missing)",
    ],
)
def test_what_is_not_is_unknown(expression: str) -> None:
    assert isinstance(exported(f"export default {expression};"), Unknown)


def test_only_the_unknown_part_is_unknown() -> None:
    text = "export default { out: './drizzle', dbCredentials: { url: process.env.URL! }, ...process.env };"
    made = exported(text)
    assert isinstance(made, dict)
    assert made["out"] == "./drizzle"
    assert made["dbCredentials"] == {"url": Unknown("process.env.URL")}
    assert isinstance(made["..."], Unknown)


@pytest.mark.parametrize(
    "text",
    [
        "import { defineConfig } from 'drizzle-kit'; export default defineConfig({ out: 'o' });",
        "export default { out: 'o' } satisfies Config;",
        "const config: Config = { out: 'o' }; export default config;",
        "const config = { out: 'o' }; export { config as default };",
        "module.exports = { out: 'o' };",
        "import base from './base'; export default { ...base };",
        "import * as base from './base'; export default { out: base.named };",
        "export { default } from './base';",
        "import data from './data.json'; export default { out: data.out };",
    ],
)
def test_a_default_export_in_every_form(text: str) -> None:
    assert exported(text, base_ts="export default { out: 'o' }; export const named = 'o';", data_json='{"out": "o"}') == {"out": "o"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("export const x = 1;", "exports nothing"),
        ("export default { a: ;", "syntax error"),
        ("export { default } from './gone';", "leads to no file"),
        ("export default undefinedName;", "nothing in this file is called"),
    ],
)
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    _, problems = static_default_export(MemoryTree("files", {"config.ts": text}), "config.ts")
    assert words in problems[0].message.en
    assert (problems[0].span.path, problems[0].span.line) == ("config.ts", 1)


def test_a_file_that_is_not_there() -> None:
    value, problems = static_default_export(MemoryTree("files", {}), "config.ts")
    assert isinstance(value, Unknown)
    assert len(problems) == 1


def test_a_variable_that_changes_is_unknown() -> None:
    assert isinstance(exported("let out = 'a'; if (process.env.X) { out = 'b'; } export default out;"), Unknown)
    assert isinstance(exported("const all = {}; for (const k of [process.env.X]) { all[k] = 1; } export default all.a;"), Unknown)
    assert exported("let out = 'a'; export default out;") == "a"


def test_values_that_need_themselves_end() -> None:
    text = "const a = () => b(); const b = () => a(); const c = { d: c }; export default { x: a(), y: c };"
    made = exported(text)
    assert isinstance(made, dict)
    assert isinstance(made["x"], Unknown)


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("[", "]"), ("{a:", "}"), ("f(", ")"), ("-", ""), ("x=>", "")])
def test_deep_nesting_ends(opening: str, closing: str) -> None:
    text = "const f = (x) => x; export default " + opening * 10_000 + "1" + closing * 10_000
    value, _ = static_default_export(MemoryTree("files", {"config.ts": text}), "config.ts")
    json.dumps(value, default=str)


def test_long_chains_and_sums_are_read() -> None:
    assert exported("export default 'x'" + ".concat('y')" * 500) == "x" + "y" * 500
