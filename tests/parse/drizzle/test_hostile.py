"""Files written to cost time, memory or trust: bounded work, a Problem, nothing read outside the repository."""

import time

import pytest

from bot.model import Dialect, Unread
from bot.parse.drizzle import read_drizzle
from tests.trees import MemoryTree

HEADER = 'import { check, integer, pgTable, text } from "drizzle-orm/pg-core"; import { sql } from "drizzle-orm";\n'
TABLE = 'export const t = pgTable("t", {{ a: text("a").default({}) }});'


def doubled(first: str, link: str, times: int = 50) -> str:
    return (
        f"const a0 = {first};"
        + "".join(f"const a{n + 1} = {link.replace('@', f'a{n}')};" for n in range(times))
        + TABLE.format(f"a{times}")
    )


HOSTILE = {
    "a string that doubles": doubled('"x"', "@ + @"),
    "an array that doubles": doubled("[1]", "[...@, ...@]"),
    "an array that nests": doubled("[1]", "[@, @]"),
    "an object that nests": doubled("{}", "{ x: @, y: @ }"),
    "a template that doubles": doubled("sql`x`", "sql`${@}${@}`"),
    "concat": doubled("[1]", "@.concat(@)"),
    "recursion": "const f = (n) => [f(n + 1), f(n + 2)];" + TABLE.format("f(1)"),
    "a loop without end": "function f() { const all = [1]; for (const x of all) all.push(x); return all; }" + TABLE.format("f()"),
    "a long way": "".join(f"const b{n} = b{n + 1};" for n in range(3000)) + TABLE.format("b0"),
    "parentheses": TABLE.format("(" * 10_000 + "1" + ")" * 10_000),
    "functions": TABLE.format("(() => " * 3000 + "1" + ")()" * 3000),
    "type arguments": TABLE.format("sql<" * 10_000 + "`x`"),
    "loops in loops": "function f() { let n = 0; "
    + "for (let i = 0; i < 9999; i++) { " * 4
    + "n++;"
    + "}" * 4
    + " return n; }"
    + TABLE.format("f()"),
    "copies in a loop": "const big = Array(60000).fill(1); function f() { let n; for (;;) n = [...big]; }" + TABLE.format("f()"),
    "a crowded set": "function f() { const s = new Set(); for (;;) s.add({}); }" + TABLE.format("f()"),
    "a set of many": "const s = new Set(Array.from({ length: 60000 }, (_, i) => i));" + TABLE.format("s.size"),
    "an object that holds itself": "const o = {}; o.o = o; o.p = [o];" + TABLE.format("o"),
    "a template that holds itself": "const q = sql`x`; for (let i = 0; i < 99; i++) q.append(q);" + TABLE.format("q"),
    "a class that makes itself": "class A { a = new A(); }" + TABLE.format("new A()"),
    "a getter that reads itself": "const o = { get a() { return this.a.a; } };" + TABLE.format("o.a"),
    "a string that pads": "function f(s) { return f(s.padEnd(s.length * 2)); }" + TABLE.format("f('x')"),
    "a slow pattern": TABLE.format("'a'.repeat(200).replace(/(a*)*b/, 'x').concat('x'.repeat(1e9))"),
    "modules that change each other": "let n = 0; export const f = () => { n++; return g(); }; const g = () => f();" + TABLE.format("f()"),
    "garbage": '([{"`' * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_is_bounded(text: str) -> None:
    start = time.process_time()
    schema = read_drizzle(MemoryTree("hostile", {"schema.ts": HEADER + text}), ["schema.ts"], dialect=Dialect.POSTGRESQL)
    assert schema.problems()
    assert time.process_time() - start < 30


def test_files_that_only_lead_to_each_other() -> None:
    files: dict[str, bytes | str] = {f"f{n}.ts": f'export * from "./f{n + 1}"; export {{ y }} from "./f{n + 1}";' for n in range(1500)}
    schema = read_drizzle(MemoryTree("hostile", files), ["f0.ts"], dialect=Dialect.POSTGRESQL)
    assert schema.unread


def test_nothing_outside_the_tree_is_asked_for() -> None:
    asked = []

    class Watched(MemoryTree):
        def read(self, path: str) -> bytes | Unread:
            asked.append(path)
            return super().read(path)

    text = HEADER + 'import x from "../../../etc/passwd"; import y from "/etc/passwd"; export * from "../up";' + TABLE.format("x + y")
    schema = read_drizzle(Watched("hostile", {"src/schema.ts": text}), ["src/schema.ts"], dialect=Dialect.POSTGRESQL)
    assert set(asked) == {"src/schema.ts"}
    assert schema.unread
    assert schema.tables[0].unread


def test_bytes_that_are_no_text() -> None:
    schema = read_drizzle(MemoryTree("hostile", {"schema.ts": bytes(range(256)) * 100}), ["schema.ts"], dialect=Dialect.SQLITE)
    assert schema.unread
