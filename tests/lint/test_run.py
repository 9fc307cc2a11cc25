"""Rules over subjects: what the base had is subtracted, a rule that raises is named, severities follow the configuration."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.config import Config, Override, RuleSetting
from bot.errors import ConfigError
from bot.lint import Context, Hit, Settings, check_settings, rule, run_rules
from bot.model import (
    AddTable,
    Column,
    ColumnType,
    Dialect,
    Index,
    IndexPart,
    Message,
    Place,
    Project,
    RenameColumn,
    RenameTable,
    ReviewedChange,
    Schema,
    Severity,
    Side,
    Span,
    Table,
)

HERE = Span("schema.sql", 3, 3)
WORDS = {"summary": {"en": "a", "ko": "가"}, "message": {"en": "see {name}", "ko": "{name} 참고"}}
PROJECT = Project("shop", Dialect.POSTGRESQL, Message("found", "찾음"))


@rule(severity="warning", **WORDS)
def short_name(table: Table, context: Context) -> Iterator[Hit]:
    if len(table.name) < 3:
        yield Hit(table, name=table.name)


@rule(severity="warning", **WORDS)
def short_column(table: Table, context: Context) -> Iterator[Hit]:
    for column in table.columns:
        if len(column.name) < 3:
            yield Hit(column, name=column.name)


@rule(severity="warning", **WORDS)
def any_index(table: Table, context: Context) -> Iterator[Hit]:
    for index in table.indexes:
        yield Hit(index, name=index.name or "")


@rule(severity="error", **WORDS)
def broken_rule(table: Table, context: Context) -> Iterator[Hit]:
    yield Hit(table, name=table.name)
    raise ZeroDivisionError(table.name)


@rule(severity="note", asks=True, **WORDS)
def open_point(table: Table, context: Context) -> Iterator[Hit]:
    yield Hit(table, name=table.name)


@rule(severity="note", **WORDS, options={"limit": 5}, dialects=("sqlite",))
def other_dialect(table: Table, context: Context) -> Iterator[Hit]:
    yield Hit(table, name=table.name)


@rule(severity="note", **WORDS)
def new_table(change: AddTable, context: Context) -> Iterator[Hit]:
    yield Hit(change, name=change.after.name)


def table(name: str, *columns: str) -> Table:
    parts = tuple(Column(column, ColumnType("integer"), HERE) for column in columns)
    return Table(name, HERE, columns=parts)


def context(before: Schema, after: Schema, *changes) -> Context:
    return Context(project=PROJECT, before=before, after=after, side=Side.HEAD, changes=changes, steps=(), today=date(2026, 1, 1))


def run(rules, before: tuple[Table, ...], after: tuple[Table, ...], *changes, config: Config | None = None):
    schemas = (Schema(Dialect.POSTGRESQL, tables=before), Schema(Dialect.POSTGRESQL, tables=after))
    reviewed = tuple(ReviewedChange(change, (Place(Side.HEAD, HERE),)) for change in changes)
    return run_rules(rules, context=context(*schemas, *changes), changes=reviewed, settings=Settings(config or Config()))


def test_only_what_the_head_adds_counts():
    verdicts = run([short_name], (table("a"),), (table("a"), table("b")))
    assert [finding.object for finding in verdicts.findings] == ["b"]
    assert [finding.object for finding in verdicts.existing] == ["a"]


def test_a_recognised_rename_carries_what_the_base_had():
    old, new = table("a", "id"), table("b", "id")
    assert run([short_name], (old,), (new,)).findings
    assert not run([short_name], (old,), (new,), RenameTable(old, new)).findings
    columns = (table("abc", "id"), table("abc", "no"))
    assert run([short_column], columns[:1], columns[1:]).findings
    rename = RenameColumn(columns[1], columns[0].columns[0], columns[1].columns[0])
    assert not run([short_column], columns[:1], columns[1:], rename).findings


def test_a_part_with_a_default_name_is_the_same_under_the_name_another_tool_version_gives_it():
    def indexed(name: str, column: str, index: str, *, implicit: bool) -> Table:
        part = Index(index, (IndexPart(column=column),), HERE, implicit=implicit)
        return replace(table(name, column), indexes=(part,))

    old, new = (
        indexed("orders", "no", "orders_no_idx", implicit=True),
        indexed("purchases", "number", "purchases_number_index", implicit=True),
    )
    renames = RenameTable(old, new), RenameColumn(new, old.columns[0], new.columns[0])
    assert not run([any_index], (old,), (new,), *renames).findings
    assert run([any_index], (old,), (indexed("orders", "qty", "orders_qty_idx", implicit=True),)).findings
    written = indexed("orders", "no", "by_number", implicit=False)
    assert run([any_index], (written,), (indexed("orders", "no", "other", implicit=False),)).findings


def test_the_fingerprint_forgets_lines_and_text():
    moved = replace(table("b"), span=Span("other.sql", 99, 99))
    first, second = run([short_name], (), (table("b"),)), run([short_name], (), (moved,))
    assert first.findings[0].fingerprint == second.findings[0].fingerprint
    assert first.findings[0].fingerprint != run([short_name], (), (table("c"),)).findings[0].fingerprint


def test_a_rule_that_raises_is_a_problem_that_names_it_and_the_others_go_on():
    verdicts = run([broken_rule, short_name], (), (table("b"),))
    (problem,) = verdicts.problems
    assert dict(problem.message.values)["rule"] == "broken-rule"
    assert "ZeroDivisionError" in dict(problem.message.values)["error"]
    assert problem.span == HERE
    assert "short-name" in {finding.rule for finding in verdicts.findings}


def test_a_rule_that_asks_gives_questions():
    verdicts = run([open_point], (), (table("abc"),))
    assert not verdicts.findings
    assert [(question.rule, question.object) for question in verdicts.questions] == [("open-point", "abc")]


def test_a_change_rule_sees_only_its_changes():
    verdicts = run([new_table], (), (table("abc"),), AddTable(table("abc")))
    assert [finding.places for finding in verdicts.findings] == [(Place(Side.HEAD, HERE),)]
    assert not run([new_table], (), (table("abc"),)).findings


def test_a_rule_of_another_dialect_is_not_called():
    assert not run([other_dialect], (), (table("abc"),)).findings


@pytest.mark.parametrize(
    ("config", "severity"),
    [
        (Config(), Severity.WARNING),
        (Config(rules={"short-name": RuleSetting.model_validate("error")}), Severity.ERROR),
        (Config(rules={"short-name": RuleSetting.model_validate("off")}), None),
        (Config(rules={"*": RuleSetting.model_validate("off")}), None),
        (Config(rules={"*": RuleSetting.model_validate("off"), "short-name": RuleSetting.model_validate("note")}), Severity.NOTE),
        (Config(overrides=(Override(paths=("*.sql",), rules={"*": RuleSetting.model_validate("off")}),)), None),
        (Config(overrides=(Override(paths=("seed/**",), rules={"*": RuleSetting.model_validate("off")}),)), Severity.WARNING),
    ],
)
def test_severities_follow_the_configuration(config, severity):
    findings = run([short_name], (), (table("b"),), config=config).findings
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        ({"short-nam": RuleSetting.model_validate("off")}, "did you mean 'short-name'"),
        ({"other-dialect": RuleSetting.model_validate({"limits": 1})}, "did you mean 'limit'"),
        ({"other-dialect": RuleSetting.model_validate({"limit": "many"})}, "limit is a int"),
        ({"*": RuleSetting.model_validate({"limit": 3})}, "a severity only"),
    ],
)
def test_unknown_rules_and_options_are_refused(rules, fault):
    with pytest.raises(ConfigError, match=fault):
        check_settings(Config(rules=rules), (short_name, other_dialect))
