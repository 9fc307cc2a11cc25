import time

import pytest

from bot.projects import expand, matches

PATHS = tuple(
    sorted(["a.ts", "src/b.ts", "src/b.tsx", "src/.hidden.ts", "src/deep/c.ts", "src/deep/er/d.ts", "src/[id]/e.ts", "other/f.js"])
)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("src/*.ts", "src/b.ts", True),
        ("src/*.ts", "src/deep/c.ts", False),
        ("src/**/*.ts", "src/b.ts", True),
        ("src/**/*.ts", "src/deep/er/d.ts", True),
        ("**/*.{ts,tsx}", "src/b.tsx", True),
        ("**/*.{ts,tsx}", "other/f.js", False),
        ("src/{a,b{1,2}}.ts", "src/b2.ts", True),
        ("src/?.ts", "src/b.ts", True),
        ("src/?.ts", "src/bb.ts", False),
        ("src/[ab].ts", "src/b.ts", True),
        ("src/[!ab].ts", "src/b.ts", False),
        ("src/*", "src/.hidden.ts", False),
        ("src/.*", "src/.hidden.ts", True),
        ("**", "src/deep/c.ts", True),
        ("**/seed/**", "a/seed/b.sql", True),
        ("**/seed/**", "a/seeds/b.sql", False),
        ("a+(b).ts", "aab.ts", False),
        ("a.ts", "aXts", False),
        ("src/!(*.test).ts", "src/b.ts", True),
        ("src/!(*.test).ts", "src/b.test.ts", False),
        ("src/!(index|*.test).ts", "src/index.ts", False),
        ("src/!(index).ts", "src/index2.ts", True),
        ("src/!(index).ts", "src/.hidden.ts", False),
        ("src/t-!(a|b).{ts,js}", "src/t-c.js", True),
        ("src/t-!(a|b).{ts,js}", "src/t-a.js", False),
        ("!(seed)/*.ts", "src/b.ts", True),
        ("!(seed)/*.ts", "seed/b.ts", False),
        ("src/@(b|c).ts", "src/c.ts", True),
        ("src/@(b).ts", "src/c.ts", False),
        ("src/b?(s).ts", "src/b.ts", True),
        ("src/b?(s).ts", "src/bs.ts", True),
        ("src/b?(s).ts", "src/bz.ts", False),
    ],
)
def test_a_glob_matches_what_it_says(pattern, path, expected):
    assert matches(pattern, path) is expected


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["a.ts"], ("a.ts",)),
        (["./a.ts"], ("a.ts",)),
        (["src"], ("src/.hidden.ts", "src/b.ts", "src/b.tsx")),
        (["src/"], ("src/.hidden.ts", "src/b.ts", "src/b.tsx")),
        (["src/*"], ("src/[id]/e.ts", "src/b.ts", "src/b.tsx", "src/deep/c.ts")),
        (["src/[id]/e.ts"], ("src/[id]/e.ts",)),
        (["**/*.ts", "!src/deep/**"], ("a.ts", "src/[id]/e.ts", "src/b.ts")),
        (["!(a).ts", "src/!(c).ts"], ("src/b.ts",)),
        (["src/!(b).tsx", "src/@(b).ts"], ("src/b.ts",)),
        (["nothing/*.ts"], ()),
        ([], ()),
    ],
)
def test_patterns_select_files_folders_and_globs_of_both(patterns, expected):
    assert expand(patterns, PATHS) == tuple(sorted(expected))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("*a" * 60 + "b", "a" * 400), ("**/" * 40 + "b", "a/" * 200 + "c"), ("{a,b}" * 40, "a" * 40), ("{" * 5000, "x"), ("[" * 5000, "x")],
)
def test_no_glob_takes_long(pattern, path):
    start = time.perf_counter()
    matches(pattern, path)
    assert time.perf_counter() - start < 1
