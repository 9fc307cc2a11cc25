"""What people open in a browser: who may read what, and that nothing in it can do anything."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import insert, update

from bot.service.app import Web, make_app
from bot.service.events import Delivery, Wish, Withdrawn
from bot.service.store import Store, accept, open_store
from bot.service.store.runs import keep_page, open_run, read_page, sweep_runs
from bot.service.store.tables import PR_STATE, RUNS
from bot.service.subject import Subject
from tests.github.standin import PullRequest, Repository
from tests.render.hostile import NAMES
from tests.render.test_html import Reading
from tests.service.conftest import Service, settings

TOKEN = "an operator's token"
HEAD = "a" * 40


def ask(
    store: Store, path: str, *, verb: str = "GET", token: str | None = TOKEN, body: Mapping[str, str] | None = None, **options: Any
) -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(make_app(Web(settings(operator_token=token), store)))
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            return await client.request(verb, path, content=urlencode(body) if body else None, **options)

    return asyncio.run(asked())


def operator(store: Store, path: str = "/", **options: Any) -> httpx.Response:
    return ask(store, path, auth=("anyone", TOKEN), **options)


def owed(store: Store, key: str = "1/2/pull/3", repository: str = "octo/shop", **fields: Any) -> None:
    row = {"pr": key, "installation": 1, "repository_id": 2, "repository": repository, "number": 3, "head": HEAD, "base": HEAD}
    with store.write() as connection:
        connection.execute(insert(PR_STATE).values(row | {"wanted": 1, "changed": 1.0} | fields))


def test_a_report_is_shown_to_who_knows_its_address(store: Store) -> None:
    run = open_run(store, "1/2/pull/3", HEAD)
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", run)
    assert ask(store, f"/runs/{run}").status_code == 404
    keep_page(store, run, "<!doctype html><p>스키마</p>")
    answer = ask(store, f"/runs/{run}")
    assert (answer.status_code, answer.text) == (200, "<!doctype html><p>스키마</p>")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
    )
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")


def test_every_other_address_answers_alike(store: Store) -> None:
    open_run(store, "1/2/pull/3", HEAD)
    paths = ["A" * 22, "x", "A" * 5000, "%00" * 22, "..%2f..%2fetc", "' OR 1=1 --"]
    answers = [ask(store, f"/runs/{path}") for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers if answer.headers["content-type"].startswith("text/html")}) == 1


def test_a_head_keeps_its_address_and_no_two_share_one(store: Store) -> None:
    first = open_run(store, "1/2/pull/3", HEAD)
    assert open_run(store, "1/2/pull/3", HEAD) == first
    assert len({first, open_run(store, "1/2/pull/3", "b" * 40), open_run(store, "9/2/pull/3", HEAD)}) == 3


def test_reports_go_when_their_time_is_over_and_with_their_installation(store: Store) -> None:
    old, kept, other = (open_run(store, f"{tenant}/pull/3", HEAD) for tenant in ("1/2", "1/3", "11/2"))
    for run in (old, kept, other):
        keep_page(store, run, "page")
    with store.write() as connection:
        connection.execute(update(RUNS).where(RUNS.c.id == old).values(at=0))
    assert sweep_runs(store, days=30) == 1
    assert read_page(store, old) is None
    accept(store, Delivery("guid-1", "installation_repositories", "{}", Withdrawn(1, (2,))))
    assert (read_page(store, kept), read_page(store, other)) == (b"page", b"page")
    accept(store, Delivery("guid-2", "installation", "{}", Withdrawn(1, None)))
    assert (read_page(store, kept), read_page(store, other)) == (None, b"page")


def test_the_operators_page_asks_for_its_token(store: Store) -> None:
    owed(store)
    assert operator(store).status_code == 200
    for auth in (("anyone", "a guess at a token"), ("anyone", ""), ("anyone", "토큰")):
        answer = ask(store, "/", auth=auth)
        assert (answer.status_code, "octo" in answer.text) == (401, False)
        assert answer.headers["www-authenticate"].startswith("Basic ")
    for header in ("Bearer x", "Basic !", "Basic /w==", "Digest x", ""):
        assert ask(store, "/", headers={"authorization": header}).status_code == 401
    assert ask(store, "/", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_wrong_token_is_answered_with_a_page_that_says_what_is_asked(store: Store) -> None:
    answer = ask(store, "/", auth=("anyone", "a guess at a token"))
    assert "SCHEMA_REVIEW_OPERATOR_TOKEN" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    Reading(answer.text)


def test_the_operators_page_leads_to_pull_requests_and_their_reports(store: Store) -> None:
    owed(store, not_before=4e9)
    owed(store, "1/2/queue/4", number=0)
    accept(store, Delivery("guid-1", "pull_request", "{}", Wish(Subject(1, 2, "octo/shop", 3, HEAD, HEAD))))
    assert "/runs/" not in operator(store).text
    run = open_run(store, "1/2/pull/3", HEAD)
    keep_page(store, run, "page")
    page = operator(store).text
    assert page.count('<a href="https://github.com/octo/shop/pull/3" rel="noreferrer"><code>octo/shop#3</code></a>') == 2
    assert f'<a href="https://github.com/octo/shop/commit/{HEAD}" rel="noreferrer"><code>octo/shop@{HEAD[:7]}</code></a>' in page
    assert page.count(f'<a href="/runs/{run}">report</a>') == 1
    assert "next attempt not before 2096-10-02" in page
    Reading(page)


def test_every_cell_names_its_column_where_a_narrow_page_has_no_head(store: Store) -> None:
    owed(store, dead=True)
    page = operator(store).text
    for head in re.findall(r"<th>([^<]+)</th>", page)[:4]:
        assert f'data-label="{head}"' in page
    assert 'aria-label="Review octo/shop#3 again"' in page


def test_an_address_that_leads_nowhere_is_a_page_too(store: Store) -> None:
    answers = [ask(store, path) for path in ("/setup", "/setup/done?code=a&state=b", "/robots.txt", "/runs/x")]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}
    assert "default-src 'none'" in answers[0].headers["content-security-policy"]
    Reading(answers[0].text)


def test_without_a_token_there_is_no_operators_page(store: Store) -> None:
    assert ask(store, "/", token=None, auth=("anyone", "None")).status_code == 404
    assert ask(store, "/replay", verb="POST", token=None, body={"pr": "x", "proof": "x"}).status_code == 404


@pytest.mark.parametrize("word", NAMES)
def test_no_name_changes_what_the_operators_page_is(word: str, tmp_path: Any) -> None:
    from bot.service.store import upgrade  # noqa: PLC0415 # a table of its own for each word

    store = open_store(f"sqlite:///{tmp_path / 'x.db'}")
    upgrade(store)
    owed(store, dead=True, error=word.encode("utf-8", "replace").decode(), repository=word.encode("utf-8", "replace").decode()[:200] or "x")
    page = operator(store).text
    form = '<form method="post" action="/replay">'
    assert page.count("<form") == page.count(form) == 1
    assert page.count("<input") == 2
    assert "<script" not in page
    assert "<img" not in page
    store.engine.dispose()


def test_an_operator_asks_again_for_what_was_given_up(store: Store) -> None:
    owed(store, dead=True, error="GitHub does not answer")
    page = operator(store).text
    assert "GitHub does not answer" in page
    proof = re.search(r'name="proof" value="(\w+)"', page)
    assert proof
    sent = {"pr": "1/2/pull/3", "proof": proof[1]}
    for wrong in ({**sent, "proof": ""}, {**sent, "proof": "토큰"}, {**sent, "pr": "1/2/pull/4"}):
        assert operator(store, "/replay", verb="POST", body=wrong).status_code == 403
    assert ask(store, "/replay", verb="POST", body=sent).status_code == 401
    assert 'class="state dead"' in operator(store).text
    assert operator(store, "/replay", verb="POST", body=sent).status_code == 303
    assert 'class="state waiting"' in operator(store).text


def test_without_a_database_pages_say_so() -> None:
    nowhere = open_store("postgresql://nobody@127.0.0.1:1/none")
    for answer in (ask(nowhere, f"/runs/{'A' * 22}"), operator(nowhere)):
        assert (answer.status_code, "database does not answer" in answer.text) == (503, True)
        Reading(answer.text)


def test_the_check_run_leads_to_the_report(service: Service, pull: PullRequest, shop: Repository) -> None:
    public = service.publisher.settings.model_copy(update={"public_url": "https://review.example/"})
    service.publisher = replace(service.publisher, settings=public)
    service.review(pull)
    (check,) = shop.check_runs(pull.head)
    found = re.fullmatch(r"https://review\.example(/runs/[A-Za-z0-9_-]{22})", check.details_url)
    assert found
    page = ask(service.store, found[1])
    assert page.status_code == 200
    assert "<h1>" in page.text
    assert f'<a href="{pull.url}" rel="noreferrer">octo/shop#{pull.number}</a>' in page.text
    Reading(page.text)
    (comment,) = (comment.body for comment in pull.comments)
    assert re.search(rf"· \[full report\]\({re.escape(check.details_url)}\)</sub>", comment)


def test_without_a_report_page_no_comment_leads_to_one(service: Service, pull: PullRequest) -> None:
    service.review(pull)
    (comment,) = (comment.body for comment in pull.comments)
    assert "full report" not in comment
