import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from bot.model import LANGUAGES, AlterColumn, Effect, Language, RenameColumn, RenameTable, ReviewedChange, Severity
from bot.render import render_diff_json, render_json
from tests.render.builders import column, finding, full_project, review, table
from tests.render.hostile import names


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json.loads((Path(__file__).parents[2] / "docs/schemas/review.schema.json").read_text(encoding="utf-8"))


def test_the_schema_is_one_and_closed(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    objects = [schema, *schema["$defs"].values()]
    assert all(node["additionalProperties"] is False and set(node["required"]) == set(node["properties"]) for node in objects)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_review_fits_the_schema(schema: dict[str, Any], language: Language) -> None:
    made = json.loads(render_json(review(full_project(), full_project("b")), language))
    Draft202012Validator(schema).validate(made)
    assert [project["name"] for project in made["projects"]] == ["api", "b"]


@given(word=names(), statement=names())
@settings(max_examples=40, deadline=None)
def test_values_come_through_unchanged(word: str, statement: str) -> None:
    project = json.loads(render_json(review(full_project(word, word, statement)), "en"))["projects"][0]
    assert project["name"] == word
    assert project["candidates"][0]["sql"] == statement
    assert project["waived"][0]["reason"] == word
    assert project["findings"][0]["places"][0]["path"] == word


def test_only_prose_differs_between_languages() -> None:
    english, korean = (json.loads(render_json(review(full_project()), language)) for language in LANGUAGES)
    prose = {"message", "text", "reason"}

    def without_prose(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: without_prose(value) for key, value in node.items() if key not in prose}
        return [without_prose(item) for item in node] if isinstance(node, list) else node

    assert english != korean
    assert without_prose(english) == without_prose(korean)


def change_data(change: Any) -> dict[str, Any]:
    project = replace(full_project(), changes=(ReviewedChange(change, ()),))
    return json.loads(render_json(review(project), "en"))["projects"][0]["changes"][0]


def test_a_change_has_both_sides_as_text() -> None:
    users = table("users", column("email"))
    data = change_data(AlterColumn(users, column("email"), column("email", nullable=False)))
    assert (data["kind"], data["object"], data["before"], data["after"]) == ("alter-column", "users.email", "text", "text not null")


def test_a_rename_has_both_names() -> None:
    users = table("users", column("mail"))
    data = change_data(RenameColumn(users, column("email"), column("mail"), certain=False))
    assert (data["object"], data["before"], data["after"], data["certain"]) == ("users.mail", "email", "mail", False)
    assert change_data(RenameTable(table("a"), table("b")))["before"] == "a"


def test_effects_are_in_the_order_of_the_model() -> None:
    effects = frozenset({Effect.LOSES_DATA, Effect.SCANS_TABLE})
    project = replace(full_project(), findings=(finding(severity=Severity.NOTE, effects=effects),))
    data = json.loads(render_json(review(project), "en"))
    assert data["projects"][0]["findings"][0]["effects"] == ["scans-table", "loses-data"]


def test_the_difference_has_changes_and_no_verdict() -> None:
    made = json.loads(render_diff_json(review(full_project()), "en"))
    assert list(made) == ["version", "base", "head", "problems", "projects"]
    assert list(made["projects"][0]) == ["name", "dialect", "changes", "problems"]
