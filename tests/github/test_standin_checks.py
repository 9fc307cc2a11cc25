"""The stand-in's check runs keep GitHub's limits."""

from typing import Any

import pytest

from tests.github.standin import Repository, StandIn
from tests.github.standin.asking import Asking

RUNS = "/repos/octo/shop/check-runs"
NOTE = {"path": "a.sql", "start_line": 1, "end_line": 1, "annotation_level": "warning", "message": "look"}


@pytest.fixture
def ask(lenient: StandIn) -> Asking:
    shop = lenient.repository("octo/shop")
    shop.commit("main", {"a.sql": "a\n"})
    return Asking(lenient, shop.token("github-actions[bot]", checks="write"))


@pytest.fixture
def shop(lenient: StandIn) -> Repository:
    return lenient.repository("octo/shop")


def run(ask: Asking, **more: Any) -> Any:
    head = ask.github.repository("octo/shop").branch("main")
    return ask("POST", RUNS, {"name": "Schema review", "head_sha": head, **more})


def output(summary: str = "fine", **more: Any) -> dict[str, Any]:
    return {"title": "Title", "summary": summary, **more}


def test_a_run_is_started_and_concluded(ask: Asking, shop: Repository) -> None:
    started = run(ask, status="in_progress", external_id="7", details_url="https://example.org/run").json()
    assert (started["status"], started["conclusion"], started["completed_at"]) == ("in_progress", None, None)
    done = ask("PATCH", started["url"], {"conclusion": "failure", "output": output()}).json()
    assert (done["status"], done["conclusion"]) == ("completed", "failure")
    (check,) = shop.check_runs(shop.branch("main"))
    assert (check.title, check.summary, check.external_id, check.details_url) == ("Title", "fine", "7", "https://example.org/run")


def test_fifty_annotations_are_kept_and_one_more_is_refused(ask: Asking, shop: Repository) -> None:
    assert run(ask, output=output(annotations=[NOTE] * 50)).status_code == 201
    refused = run(ask, output=output(annotations=[NOTE] * 51))
    assert (refused.status_code, refused.json()["message"]) == (
        422,
        "Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied.",
    )
    assert len(shop.check_runs()) == 1


def test_an_update_adds_annotations_to_those_that_stand(ask: Asking) -> None:
    made = run(ask, output=output(annotations=[NOTE] * 50)).json()
    told = ask("PATCH", made["url"], {"output": output("more", annotations=[{**NOTE, "message": "last"}])}).json()
    assert (told["output"]["annotations_count"], told["output"]["summary"]) == (51, "more")
    assert [note["message"] for note in ask.pages(f"{RUNS}/{made['id']}/annotations")] == ["look"] * 50 + ["last"]


@pytest.mark.parametrize("name", ["summary", "text"])
def test_summary_and_text_are_limited_in_characters_and_in_bytes(name: str, ask: Asking) -> None:
    assert run(ask, output={**output(), name: "a" * 65_535}).status_code == 201
    assert (
        run(ask, output={**output(), name: "a" * 65_536})
        .json()["message"]
        .endswith("Only 65535 characters are allowed; 65536 were supplied.")
    )
    korean = run(ask, output={**output(), name: "가" * 21_846})
    assert korean.status_code == 422
    assert korean.json()["errors"][0]["message"] == f"{name} exceeds a maximum bytesize of 65535"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"head_sha": "0" * 40},
        {"status": "completed"},
        {"conclusion": "stale"},
        {"conclusion": "splendid"},
        {"output": {"title": "no summary"}},
        {"output": {"summary": "no title"}},
        {"output": output(annotations=[{**NOTE, "annotation_level": "error"}])},
        {"output": output(annotations=[{**NOTE, "end_line": 2, "start_column": 1, "end_column": 2}])},
        {"output": output(annotations=[{**NOTE, "start_line": 2}])},
        {"output": output(annotations=[{**NOTE, "title": "t" * 256}])},
        {"output": output(annotations=[{**NOTE, "message": "가" * 22_000}])},
        {"output": output(annotations=[{"path": "a.sql", "message": "x"}])},
        {"actions": [{"label": "a", "description": "b", "identifier": "c"}] * 4},
    ],
    ids=lambda wrong: str(wrong)[:60],
)
def test_what_github_refuses_is_refused(wrong: dict[str, Any], ask: Asking, shop: Repository) -> None:
    assert run(ask, **wrong).status_code == 422
    assert not shop.check_runs()


def test_only_an_app_writes_checks_and_only_its_own(ask: Asking, shop: Repository) -> None:
    made = run(ask).json()
    person = Asking(ask.github, shop.token("dev", checks="write"))
    assert run(person).json()["message"] == "You must authenticate via a GitHub App."
    other = Asking(ask.github, shop.token("other-app[bot]", checks="write"))
    assert other("PATCH", made["url"], {"status": "completed", "conclusion": "success"}).status_code == 403


def test_a_token_without_checks_writes_none(ask: Asking, shop: Repository) -> None:
    refused = run(Asking(ask.github, shop.token("github-actions[bot]", contents="read", pull_requests="write")))
    assert (refused.status_code, refused.json()["message"]) == (403, "Resource not accessible by integration")


def test_the_latest_run_of_each_name_is_listed_unless_all_are_wanted(ask: Asking, shop: Repository) -> None:
    numbers = [run(ask).json()["id"] for _ in range(2)] + [run(ask, name="Other").json()["id"]]
    path = f"/repos/octo/shop/commits/{shop.branch('main')}/check-runs"

    def listed(**query: str) -> list[int]:
        return [check["id"] for check in ask("GET", path, **query).json()["check_runs"]]

    assert listed() == [numbers[2], numbers[1]]
    assert listed(filter="all") == [numbers[2], numbers[1], numbers[0]]
    assert listed(check_name="Schema review", filter="all") == [numbers[1], numbers[0]]
    assert listed(app_id="15368", check_name="Other") == [numbers[2]]
    assert listed(app_id="1") == []
    assert ask("GET", "/repos/octo/shop/commits/main/check-runs").json()["total_count"] == 2


def test_a_forks_commit_takes_a_check_but_names_no_pull_request(ask: Asking, shop: Repository) -> None:
    shop.commit("mine", {"a.sql": "b\n"})
    shop.commit("theirs", {"a.sql": "c\n"})
    pulls = shop.open_pull(head="mine"), shop.open_pull(head="theirs", fork_of="eve")
    told = [run(ask, head_sha=pull.head).json()["pull_requests"] for pull in pulls]
    assert [[pull["number"] for pull in one] for one in told] == [[1], []]
