"""The parts of SARIF 2.1.0 that readers depend on, and what GitHub asks of a file."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings

from bot.lint import default_rules
from bot.model import LANGUAGES, Language, Side
from bot.render import render_sarif
from tests.render.builders import finding, full_project, place, remark, review
from tests.render.hostile import names


@pytest.fixture(scope="module")
def log() -> dict[str, Any]:
    rules = default_rules()
    real = replace(full_project(), findings=tuple(finding(rule.name) for rule in rules))
    return json.loads(render_sarif(review(full_project(), real), "en", rules))


def locations(run: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for result in run["results"]:
        yield from (*result["locations"], *result.get("relatedLocations", ()))
    for notification in run["invocations"][0]["toolExecutionNotifications"]:
        yield from notification["locations"]


def test_one_run_of_the_right_version(log: dict[str, Any]) -> None:
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    assert len(log["runs"]) == 1


def test_rules_have_help_in_both_languages(log: dict[str, Any]) -> None:
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for described, rule in zip(rules, default_rules(), strict=True):
        assert described["id"] == rule.name
        assert rule.summary.en in described["help"]["text"]
        assert rule.summary.ko in described["help"]["text"]
        assert "## Why" in described["help"]["markdown"]
        assert "왜 문제인가" in described["help"]["markdown"]
        assert described["defaultConfiguration"]["level"] in {"error", "warning", "note"}


def test_results_point_at_their_rule(log: dict[str, Any]) -> None:
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    pointing = [result for result in run["results"] if "ruleIndex" in result]
    assert len(pointing) >= len(rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in pointing)


def test_every_result_can_be_recognised_again(log: dict[str, Any]) -> None:
    for result in log["runs"][0]["results"]:
        assert list(result["partialFingerprints"]) == ["schemaReview/v1"]
        assert result["partialFingerprints"]["schemaReview/v1"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        assert result["locations"]


def test_waived_findings_are_suppressed_with_their_reason(log: dict[str, Any]) -> None:
    suppressed = [result for result in log["runs"][0]["results"] if "suppressions" in result]
    assert len(suppressed) == 2
    assert suppressed[0]["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "orders:3: orders"}]


def test_a_suggestion_is_a_fix_of_whole_lines(log: dict[str, Any]) -> None:
    fix = next(result["fixes"] for result in log["runs"][0]["results"] if "fixes" in result)[0]
    change = fix["artifactChanges"][0]["replacements"][0]
    assert change["deletedRegion"] == {"startLine": 3, "startColumn": 1, "endLine": 4, "endColumn": 1}
    assert change["insertedContent"]["text"] == "SELECT 1;\n"


def test_what_could_not_be_read_is_a_notification(log: dict[str, Any]) -> None:
    notifications = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert [notification["message"]["text"] for notification in notifications] == ["`orders` was not understood"] * 2
    assert [notification["level"] for notification in notifications] == ["warning", "warning"]


def test_a_remark_is_a_notification_of_a_lesser_level() -> None:
    log = json.loads(render_sarif(review(problems=(remark(),)), "en"))
    assert [entry["level"] for entry in log["runs"][0]["invocations"][0]["toolExecutionNotifications"]] == ["note"]


def test_a_dropped_object_points_at_the_base_only_where_there_is_no_other_place() -> None:
    both = replace(full_project(), findings=(finding(places=(place("b.ts", side=Side.BASE), place("h.ts"))),))
    result = json.loads(render_sarif(review(both), "en"))["runs"][0]["results"][0]
    assert [entry["physicalLocation"]["artifactLocation"]["uri"] for entry in result["locations"]] == ["h.ts"]
    assert [entry["physicalLocation"]["artifactLocation"]["uri"] for entry in result["relatedLocations"]] == ["b.ts"]
    gone = replace(full_project(), findings=(finding(places=(place("b.ts", side=Side.BASE),)),))
    result = json.loads(render_sarif(review(gone), "en"))["runs"][0]["results"][0]
    assert [entry["physicalLocation"]["artifactLocation"]["uri"] for entry in result["locations"]] == ["b.ts"]


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=names())
@settings(max_examples=40, deadline=None)
def test_addresses_are_relative_and_lead_back_to_the_path(language: Language, word: str) -> None:
    run = json.loads(render_sarif(review(full_project(word, word)), language))["runs"][0]
    for location in locations(run):
        artifact = location["physicalLocation"]["artifactLocation"]
        parts = urlsplit(artifact["uri"])
        assert not any((parts.scheme, parts.netloc, parts.query, parts.fragment))
        assert unquote(artifact["uri"]) in {word, "src/schema.ts"}
        assert artifact["uriBaseId"] == "SRCROOT"
        region = location["physicalLocation"]["region"]
        assert 1 <= region["startLine"] <= region["endLine"]
