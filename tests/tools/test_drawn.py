"""The sample of findings can be drawn again, and what is held against the snapshots follows our renames."""

from bot.model import Column, ColumnType, Finding, Message, RenameColumn, RenameTable, Severity, Span, Table
from tests.tools.drawn import Tally
from tests.tools.snapshot_difference import renamed
from tests.trees import MemoryTree

HERE = Span("schema.ts", 1, 1)
TREE = MemoryTree("head", {})
ROW = {"repo": "owner/name", "base": "a" * 40, "head": "b" * 40}


def finding(rule: str, number: int) -> Finding:
    return Finding(rule, Severity.WARNING, f"orders.{number}", (), Message("said", "said"), f"{rule}{number}")


def tally() -> Tally:
    made = Tally()
    for number in range(40):
        loud = [finding("frequent", number), finding("frequent", number + 100)] if number % 2 else []
        made.add(number, ROW, [*loud, *([finding("rare", number)] if number < 3 else [])], (TREE, TREE))
    return made


def test_the_same_seed_draws_the_same_and_another_one_something_else():
    once, again, other = (tally().drawn(6, seed=seed, a_rule=4) for seed in (1, 1, 2))
    assert [str(heard) for heard in once] == [str(heard) for heard in again] != [str(heard) for heard in other]


def test_no_rule_has_more_than_its_share_and_none_speaks_twice_of_one_review():
    drawn = tally().drawn(60, seed=3, a_rule=4)
    assert sorted(heard.finding.rule for heard in drawn) == ["frequent"] * 4 + ["rare"] * 3
    assert len({(heard.finding.rule, heard.number) for heard in drawn}) == len(drawn)


def test_the_shares_count_reviews():
    first, *rules = tally().shares()
    assert first == "nothing above note 18 of 40 (45.0 %); an error 0 of 40 (0.0 %)"
    assert rules == ["   20 reviews  frequent: 40 warning", "    3 reviews  rare: 3 warning"]


def test_a_rename_is_carried_out_wherever_a_snapshot_names_it():
    nick, handle = (Column(name, ColumnType("text"), HERE) for name in ("nick", "handle"))
    people, members = Table("people", HERE, columns=(nick,)), Table("members", HERE, columns=(handle,))
    key = {"columns": ["person"], "ref_table": "people", "ref_columns": ["nick"]}
    part = {"columns": ["nick"], "where": "nick is not null"}
    blank = {"primary_key": [], "uniques": [], "unique_constraints": [], "indexes": [], "foreign_keys": [], "checks": []}
    table = {**blank, "columns": {"nick": {}}, "uniques": [["nick"]], "indexes": [part], "checks": [{"expr": "nick <> nickname"}]}
    before = {"tables": {"people": table, "notes": {**blank, "columns": {}, "foreign_keys": [key]}}}
    after = renamed(before, [RenameColumn(members, nick, handle), RenameTable(people, members)])["tables"]
    assert after["members"]["uniques"] == [["handle"]]
    assert after["members"]["indexes"] == [{"columns": ["handle"], "where": "handle is not null"}]
    assert after["members"]["checks"] == [{"expr": "handle <> nickname"}]
    assert after["notes"]["foreign_keys"] == [{"columns": ["person"], "ref_table": "members", "ref_columns": ["handle"]}]
    assert "people" in before["tables"]
