"""Functions, operators and methods of the language on known values."""

import pytest

from bot.model import Unknown
from tests.parse.drizzle.test_values import exported

SETUP = """
import * as z from "zod";
const name = "UserName";
const letters = ["b", "a"] as const;
const plain: any = { a: 1 };
enum Colour { Red = "red", Green = "green" }
const choice = z.enum(["x", "y", "z"]);
"""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("name.charAt(0) + name.at(-1) + name[1] + name.slice(-4)", "UesName"),
        ("name.padStart(10, '-') + '|' + 'a'.padEnd(3)", "--UserName|a  "),
        ("[name.indexOf('N'), name.lastIndexOf('e'), name.indexOf('q')]", [4, 7, -1]),
        ("name.substring(4, 0) + name.substr(-4, 2)", "UserNa"),
        ("name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()", "user_name"),
        ("name.replace(/([A-Z])/g, (m) => '_' + m.toLowerCase()).replace(/^_/, '')", "user_name"),
        ("'some_long-name'.replace(/[-_](\\w)/g, (_, c) => c.toUpperCase())", "someLongName"),
        ("'a1b22c'.split(/\\d+/)", ["a", "b", "c"]),
        ("'a'.replace('a', () => 'b')", "b"),
        ("[/^[A-Z]/.test(name), /z/.test(name)]", [True, False]),
        ("[...name].length", 8),
        ("String.raw`a\\n${1}`", "a\\n1"),
        ("[...letters].sort()", ["a", "b"]),
        ("letters.toSorted((x, y) => (x < y ? 1 : -1))", ["b", "a"]),
        ("[10, 9, 1].sort()", [1, 10, 9]),
        ("[...new Set([...letters, 'a', 'c'])]", ["b", "a", "c"]),
        ("new Set(letters).has('a') && !new Set(letters).has('q')", True),
        ("[...new Map([['k', 1], ['l', 2]]).keys(), new Map([['k', 1]]).get('k'), new Map().size]", ["k", "l", 1, 0]),
        ("Array.from({ length: 3 }, (_, i) => i * i)", [0, 1, 4]),
        ("[...Array(2).keys()].concat(Array(1).fill('x'))", [0, 1, "x"]),
        ("[3, 4].reduce((a, b) => a + b)", 7),
        ("[1, 2, 3].findIndex((x) => x === 3) + [1, 2, 3].findLast((x) => x < 3)", 4),
        ("[1, , 3].length", 3),
        ("['a', 'b', 'c'].with(1, 'q').toSpliced(0, 1)", ["q", "c"]),
        ("Object.groupBy(['a1', 'b1', 'a2'], (s) => s[0])", {"a": ["a1", "a2"], "b": ["b1"]}),
        ("Object.assign({}, ...[plain, { b: 2 }])", {"a": 1, "b": 2}),
        ("[Object.hasOwn(plain, 'a'), 'a' in plain, 'b' in plain]", [True, True, False]),
        ("[Math.max(1, 3), Math.pow(2, 4), Math.floor(2.5), 1 << 4, 7 % 4, -7 % 4, ~~2.5]", [3, 16, 2, 16, 3, -3, 2]),
        ("[Number('5'), parseInt('12px', 10), +'7', Number.MAX_SAFE_INTEGER]", [5, 12, 7, 9007199254740991]),
        ("[typeof name, typeof plain, typeof undefined, typeof 1, typeof (() => 1), typeof null]",
         ["string", "object", "undefined", "number", "function", "object"]),
        ("0.1 + 0.2 + '' + 1e21 + 1e-7", "0.300000000000000041e+211e-7"),
        ("JSON.parse('{\"a\": [1]}').a[0] + structuredClone(plain).a", 2),
        ("new Date('2020-01-02T03:04:05.678Z').toISOString()", "2020-01-02T03:04:05.678Z"),
        ("new Date(Date.UTC(2020, 0, 2)).getTime()", 1577923200000),
        ("Object.values(choice.enum)", ["x", "y", "z"]),
        ("[choice.exclude(['y']).options, choice.extract(['y']).options, choice.enum.x]", [["x", "z"], ["y"], "x"]),
        ("z.union([z.literal('p'), z.literal('q')]).options.map((o) => o.value)", ["p", "q"]),
        ("Object.values(z.nativeEnum(Colour).enum)", ["red", "green"]),
        ("choice.optional().unwrap().options", ["x", "y", "z"]),
        ("({ a: 1, get b() { return this.a + 1; }, c() { return this.b; } }).c()", 2),
        ("((...[first, ...rest]) => [first, rest])(1, 2, 3)", [1, [2, 3]]),
    ],
)  # fmt: skip
def test_the_language_is_followed(expression: str, value: object) -> None:
    assert exported(f"{SETUP}export default {expression};") == value


@pytest.mark.parametrize(
    "expression",
    [
        "new Date()",
        "new Date('2020-01-02T03:04:05')",
        "Math.random()",
        "Date.now()",
        "name.replace(/(a+)+$/, 'x')",
        "name.repeat(1e9)",
        "Array(1e9).length",
        "name.padEnd(1e9)",
        "new Set([process.env.X, 'a']).size",
        "['a', process.env.X].length > 5 ? ['a', process.env.X].join() : ['a', process.env.X].sort()[0]",
        "typeof process.env.X",
        "process.env.X in plain",
        "new Missing()",
        "z.string().options",
    ],
)
def test_what_the_text_does_not_fix_is_unknown(expression: str) -> None:
    assert isinstance(exported(f"{SETUP}export default {expression};"), Unknown)
