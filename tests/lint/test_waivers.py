"""Waivers in code: what they cover, when they count, and what is said of those that do not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.lint import Context, Hit, WaiverSource, read_waivers, rule, waive, waiver_problems
from bot.model import Dialect, Finding, Message, Place, Severity, Side, Span, Table
from bot.parse import sql

TODAY = date(2026, 6, 1)
WORDS = {"summary": {"en": "a", "ko": "가"}, "message": {"en": "b", "ko": "나"}}


@rule(severity="warning", **WORDS)
def short_name(table: Table, context: Context) -> Iterator[Hit]:
    yield Hit(table)


@rule(severity="error", **WORDS)
def lost_table(table: Table, context: Context) -> Iterator[Hit]:
    yield Hit(table)


RULES = (replace(short_name, category="naming"), replace(lost_table, category="destructive"))


def source(text: str, *spans: tuple[int, int], side: Side = Side.HEAD) -> WaiverSource:
    comments = tuple(sql.comments("a.sql", text, Dialect.POSTGRESQL))
    return WaiverSource(side, "a.sql", text, comments, tuple(Span("a.sql", first, last) for first, last in spans))


def finding(line: int, *, name: str = "short-name", side: Side = Side.HEAD) -> Finding:
    place = Place(side, Span("a.sql", line, line))
    return Finding(name, Severity.WARNING, "t", (place,), Message("b", "나"), "f" * 16)


def covered(text: str, line: int, *spans: tuple[int, int], today: date = TODAY) -> bool:
    waivers, problems = read_waivers([source(text, *spans)], RULES)
    assert not problems
    counting, waived = waive([finding(line)], waivers, RULES, today=today)
    assert len(counting) + len(waived) == 1
    return bool(waived)


REASON = 'reason="old name"'


@pytest.mark.parametrize(
    ("text", "line", "spans", "expected"),
    [
        (f"-- schema-review: ignore short-name {REASON}\nCREATE TABLE a (\n  b int\n);\n", 2, [(2, 4)], True),
        (f"-- schema-review: ignore short-name {REASON}\nCREATE TABLE a (\n  b int\n);\n", 3, [(2, 4)], True),
        (f"-- schema-review: ignore short-name {REASON}\n\n-- more\nCREATE TABLE a (b int);\n", 4, [(4, 4)], True),
        (f"-- schema-review: ignore short-name {REASON}\nCREATE TABLE a (b int);\nCREATE TABLE c (d int);\n", 3, [(2, 2), (3, 3)], False),
        (f"CREATE TABLE a (b int); -- schema-review: ignore short-name {REASON}\nCREATE TABLE c (d int);\n", 1, [(1, 1)], True),
        (f"CREATE TABLE a (b int); -- schema-review: ignore short-name {REASON}\nCREATE TABLE c (d int);\n", 2, [(2, 2)], False),
        (f"SELECT 1;\n-- schema-review: ignore-file short-name {REASON}\nCREATE TABLE c (d int);\n", 1, [], True),
        (f"-- schema-review: ignore lost-table {REASON}\nCREATE TABLE a (b int);\n", 2, [(2, 2)], False),
        ("-- schema-review: ignore short-name\nCREATE TABLE a (b int);\n", 2, [(2, 2)], False),
        (f"SELECT '-- schema-review: ignore short-name {REASON}';\nCREATE TABLE a (b int);\n", 2, [(2, 2)], False),
        (f'-- schema-review: ignore short-name {REASON} until="2026-06-01"\nCREATE TABLE a (b int);\n', 2, [(2, 2)], True),
        (f'-- schema-review: ignore short-name {REASON} until="2026-05-31"\nCREATE TABLE a (b int);\n', 2, [(2, 2)], False),
    ],
)
def test_what_a_waiver_covers(text, line, spans, expected):
    assert covered(text, line, *spans) is expected


@pytest.mark.parametrize("words", ["ignore nothing-such", "ignore", 'ignore short-name until="soon"'])
def test_a_waiver_that_cannot_be_read_is_a_problem(words):
    waivers, problems = read_waivers([source(f"SELECT 1;\n-- schema-review: {words}\nSELECT 2;\n")], RULES)
    assert not waivers
    assert [problem.span.line for problem in problems] == [2]


def test_a_destructive_rule_needs_a_waiver_that_the_base_has():
    text = f"-- schema-review: ignore lost-table {REASON}\nCREATE TABLE a (b int);\n"
    lost = finding(2, name="lost-table", side=Side.BASE)
    head, _ = read_waivers([source(text, (2, 2))], RULES)
    base, _ = read_waivers([source(text, (2, 2), side=Side.BASE)], RULES)
    assert not waive([lost], head, RULES, today=TODAY)[1]
    assert not waive([replace(lost, places=finding(2).places)], head, RULES, today=TODAY)[1]
    assert waive([lost], base, RULES, today=TODAY)[1][0].by == "a.sql:1"


def test_new_waivers_that_do_nothing_are_said_and_old_ones_are_not():
    text = f"-- schema-review: ignore short-name {REASON}\nCREATE TABLE a (b int);\n"
    head, _ = read_waivers([source(text, (2, 2))], RULES)
    base, _ = read_waivers([source(text, (2, 2), side=Side.BASE)], RULES)
    problems = list(waiver_problems(head, (), RULES, today=TODAY))
    assert [problem.span.line for problem in problems] == [1]
    assert not list(waiver_problems((*head, *base), (), RULES, today=TODAY))
    assert not list(waiver_problems(head, (finding(2),), RULES, today=TODAY))
    assert list(waiver_problems(head, (finding(1),), RULES, today=TODAY))
