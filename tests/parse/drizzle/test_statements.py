"""Statements of functions and of whole files, followed in their order."""

import pytest

from bot.model import Unknown
from tests.parse.drizzle.test_values import exported


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("let t = 0; for (const x of [1, 2]) t += x; return t;", 3),
        ("let t = ''; for (let i = 0; i < 3; i++) { if (i === 1) continue; t += i; } return t;", "02"),
        ("const all = []; for (let i = 0; i < 3; i++) all.push(() => i); return all.map((f) => f());", [0, 1, 2]),
        ("let n = 0; while (true) { if (++n > 4) break; } return n;", 5),
        ("let n = 0; do { n--; } while (n > 0); return n;", -1),
        ("const keys = []; for (const k in { a: 1, b: 2 }) keys.push(k); return keys;", ["a", "b"]),
        ("for (const [k, v] of new Map([['a', 1]])) return k + v;", "a1"),
        ("switch ('b') { case 'a': return 1; case 'b': case 'c': { return 2; } default: return 3; }", 2),
        ("let t = ''; switch (1) { case 1: t += 'x'; case 2: t += 'y'; break; default: t += 'z'; } return t;", "xy"),
        ("switch (9) { default: return 'd'; case 1: return 1; }", "d"),
        ("try { throw new Error('x'); } catch { return 'caught'; }", "caught"),
        ("try { return 1; } finally { [].push(1); }", 1),
        ("try { undefined.x; return 1; } catch (e) { return 2; }", 2),
        ("const a = { x: 1, y: 2 }; delete a.x; a['z'] = 3; return a;", {"y": 2, "z": 3}),
        ("let a = null; a ??= 1; a ||= 2; a &&= 3; a **= 2; return a;", 9),
        ("let [a, b] = [1, 2]; [a, b] = [b, a]; return [a, b];", [2, 1]),
        ("const [first, , third = 'd', ...rest] = [1, 2, undefined, 4, 5]; return [first, third, rest];", [1, "d", [4, 5]]),
        ("const a = [3, 1]; a.sort(); a.unshift(0); a.splice(1, 1); return [a.pop(), a];", [3, [0]]),
        ("const s = new Set(); s.add(1).add(1); s.delete(2); return s.size;", 1),
        ("const o = {}; const p = o; p.x = 1; return o;", {"x": 1}),
        ("return later(); function later() { return 1; }", 1),
        (
            (
                "class A { constructor(private n, public m = 2) {} sum() { return this.n + this.m; } static one = 1; }"
                "return new A(1).sum() + A.one;"
            ),
            4,
        ),
        (
            "class A { x = 1; get y() { return this.x + 1; } } class B extends A { z = 3; } const b = new B(); return [b.x, b.y, b.z];",
            [1, 2, 3],
        ),
        ("let i = 0; const f = () => i++; return (f(), f(), i);", 2),
    ],
)
def test_a_function_is_followed(body: str, value: object) -> None:
    assert exported(f"const made = () => {{ {body} }};\nexport default made();") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("let n = 'x'; if (1 > 0) { n = 'y'; } export default n;", "y"),
        ("const all = {}; for (const k of ['a', 'b']) all[k] = k; export default all;", {"a": "a", "b": "b"}),
        ("const all = []; all.push(1); const before = [...all]; all.push(2); export default [before, all];", [[1], [1, 2]]),
        ("let i = 0; const next = () => `c${++i}`; const a = next(); const b = next(); export default [b, a];", ["c2", "c1"]),
        ("const base = { a: 1, b: 2 }; delete base.a; export default { ...base };", {"b": 2}),
        ("function fill(o) { o.x = 1; } const made = {}; fill(made); export default made;", {"x": 1}),
        ("const cache = {}; function get(k) { cache[k] ??= k + '!'; return cache[k]; } get('a'); export default cache;", {"a": "a!"}),
        ("export default all; const all = []; all.push(1);", [1]),
        ("let x; try { x = 1; } catch { x = 2; } export default x;", 1),
        ("const o = { n: 1 }; o.n++; o.n += 2; Object.assign(o, { m: 1 }); export default o;", {"n": 4, "m": 1}),
    ],
)
def test_the_statements_of_a_file_run_in_their_order(text: str, value: object) -> None:
    assert exported(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "let x = 1; if (process.env.X) x = 2; export default x;",
        "const o = { a: 1 }; with_(o); export default o.a; import with_ from 'somewhere';",
        "import { merge } from 'somewhere'; const o = { a: 1 }; merge(o, { a: 2 }); export default o.a;",
        "const o = { a: 1 }; for (const k of process.argv) o[k] = 2; export default o.a;",
        "let x = 1; outer: for (const a of [1]) { x = 2; break outer; } export default x;",
        "const all = ['a']; all.push(process.env.X); export default all[1];",
        "let n = 0; while (n < 1) { n += process.argv.length; } export default n;",
        "const a = [1]; for (const x of a) a.push(x); export default a.length;",
        "const o = { a: 1 }; delete o[process.env.X]; export default o.a;",
        "let x = 1; x += Date.now(); export default x;",
        "let x = 1; function set() { x = Date.now(); } set(); export default x;",
    ],
)
def test_a_statement_that_is_not_followed_leaves_no_old_value(text: str) -> None:
    assert isinstance(exported(text), Unknown)


def test_what_writes_a_value_out_leaves_it_alone() -> None:
    assert exported("const o = { a: 1 }; console.log(o); export default o;") == {"a": 1}


def test_another_file_that_changes_a_value_makes_it_unknown() -> None:
    text = "import { all, add } from './other'; const made = add('x'); export default [made, all];"
    value = exported(text, other_ts="export const all = []; export const add = (x) => { all.push(x); return x; };")
    assert value == ["x", [Unknown("all.push(x)")]]


@pytest.mark.parametrize(
    "loop", ["for (;;) {}", "while (true) {}", "do {} while (1)", "for (const x of [1]) { while (x) x; }", "for (let i = 0; i >= 0; i++);"]
)
def test_a_loop_without_end_ends(loop: str) -> None:
    assert isinstance(exported(f"const f = () => {{ {loop} return 1; }}; export default f();"), Unknown)
