"""The App manifest flow: open once, to who has the token from the log; bound to that browser; closed afterwards."""

import asyncio
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.errors import ForgeError, NotAllowed
from bot.github import App, convert_manifest
from bot.service.doctor.needs import EVENTS, PERMISSIONS
from bot.service.pages.manifest import manifest
from bot.service.pages.setup import Setup, setup_app
from bot.service.pages.waiting import keep_app
from bot.service.settings import PREFIX, read_settings, read_waiting
from tests.github.standin import StandIn
from tests.github.standin.apps import check_manifest

PUBLIC = "https://review.example"
MADE = {
    "id": 7,
    "slug": "reviewer",
    "html_url": "https://github.example/apps/reviewer",
    "webhook_secret": "s" * 40,
    "pem": "the key",
    "name": "x",
}


class Browser:
    """Asks one setup, with the cookies that it was given."""

    def __init__(self, setup: Setup) -> None:
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(setup_app(setup)), base_url=PUBLIC)

    def get(self, path: str, **query: str) -> httpx.Response:
        return asyncio.run(self.client.get(path, params=query))


def setup_with(convert: Callable[[str], dict[str, Any]] = lambda _: MADE, kept: list[dict[str, Any]] | None = None) -> Setup:
    return Setup(PUBLIC, "https://github.example", convert, (kept if kept is not None else []).append)


def sent(page: str) -> tuple[str, dict[str, Any]]:
    """Where the form goes, and the manifest in it."""
    action, value = re.search(r'method="post" action="([^"]+)"', page), re.search(r'name="manifest" value="([^"]+)"', page)
    assert action
    assert value
    return html.unescape(action[1]), json.loads(html.unescape(value[1]))


def test_the_manifest_asks_for_what_is_needed_and_github_takes_it() -> None:
    asked = manifest(f"{PUBLIC}/")
    check_manifest(asked)
    assert asked["default_permissions"] == PERMISSIONS
    assert asked["default_permissions"]["contents"] == "read"
    assert tuple(asked["default_events"]) == EVENTS
    assert (asked["hook_attributes"]["url"], asked["redirect_url"], asked["public"]) == (
        f"{PUBLIC}/webhooks/github",
        f"{PUBLIC}/setup/done",
        False,
    )


def test_from_the_log_to_an_app() -> None:
    kept: list[dict[str, Any]] = []
    setup = setup_with(kept=kept)
    browser = Browser(setup)
    page = browser.get("/setup", token=setup.token)
    action, asked = sent(page.text)
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["content-security-policy"].endswith("form-action 'self' https://github.example")
    assert "HttpOnly" in page.headers["set-cookie"]
    assert "Secure" in page.headers["set-cookie"]
    assert asked == manifest(PUBLIC)
    assert urlsplit(action).path == "/settings/apps/new"
    assert all(f"<code>{name}</code>" in page.text for name in (*PERMISSIONS, *EVENTS, f"{PUBLIC}/webhooks/github"))
    assert '<label for="organization">' in page.text
    done = browser.get("/setup/done", code="abc", state=parse_qs(urlsplit(action).query)["state"][0])
    assert (done.status_code, kept) == (200, [MADE])
    assert "https://github.example/apps/reviewer/installations/new" in done.text
    assert "the key" not in done.text
    assert MADE["webhook_secret"] not in done.text
    # Closed: for the same browser, and for a new one.
    for closed in (browser.get("/setup"), browser.get("/setup", token="x"), browser.get("/setup/done", code="abc", state="x")):
        assert (closed.status_code, "This page is closed" in closed.text, "닫힌 페이지" in closed.text) == (404, True, True)
    assert browser.get("/").status_code == 404


def test_an_organization_is_chosen_by_name_only() -> None:
    setup = setup_with()
    browser = Browser(setup)
    browser.get("/setup", token=setup.token)
    assert urlsplit(sent(browser.get("/setup", organization="octo").text)[0]).path == "/organizations/octo/settings/apps/new"
    for name in ('"><script>', "a/../../evil", "x" * 200):
        page = browser.get("/setup", organization=name).text
        assert urlsplit(sent(page)[0]).path == "/settings/apps/new"
        assert "<script" not in page


def test_the_token_opens_once_and_nothing_else_opens() -> None:
    setup = setup_with()
    for wrong in ("", "x", "토큰", setup.token[:-1]):
        assert Browser(setup).get("/setup", token=wrong).status_code == 404
    token = setup.token
    assert Browser(setup).get("/setup", token=token).status_code == 200
    assert Browser(setup).get("/setup", token=token).status_code == 404
    assert Browser(setup).get("/setup", token="").status_code == 404


def test_what_comes_back_must_be_what_that_browser_was_given() -> None:
    kept: list[dict[str, Any]] = []
    setup = setup_with(kept=kept)
    browser = Browser(setup)
    assert Browser(setup).get("/setup/done", code="abc", state="").status_code == 404
    browser.get("/setup", token=setup.token)
    state = setup.state
    for other, query in (
        (Browser(setup), {"code": "abc", "state": state}),
        (browser, {"code": "abc", "state": "x"}),
        (browser, {"code": "abc"}),
        (browser, {"code": "../../app", "state": state}),
        (browser, {"state": state}),
    ):
        assert other.get("/setup/done", **query).status_code == 404
    assert kept == []
    assert browser.get("/setup/done", code="abc", state=state).status_code == 200
    assert browser.get("/setup/done", code="abc", state=state).status_code == 404
    assert len(kept) == 1


def test_what_github_refuses_can_be_tried_again() -> None:
    def refuse(_: str) -> dict[str, Any]:
        raise NotAllowed("404 <b>Not Found")

    setup = setup_with(refuse)
    browser = Browser(setup)
    browser.get("/setup", token=setup.token)
    failed = browser.get("/setup/done", code="abc", state=setup.state)
    assert (failed.status_code, "<b>" in failed.text) == (502, False)
    assert browser.get("/setup").status_code == 200


def test_an_app_that_cannot_be_kept_is_named_and_another_can_be_made() -> None:
    def full(_: dict[str, Any]) -> None:
        raise OSError(28, "No space left on device")

    kept: list[dict[str, Any]] = []
    setup = setup_with()
    setup.keep = full
    browser = Browser(setup)
    browser.get("/setup", token=setup.token)
    failed = browser.get("/setup/done", code="abc", state=setup.state)
    assert (failed.status_code, "No space left" in failed.text, "reviewer" in failed.text) == (500, True, True)
    assert "the key" not in failed.text.replace("its key", "")
    setup.keep = kept.append
    assert browser.get("/setup").status_code == 200
    assert browser.get("/setup/done", code="def", state=setup.state).status_code == 200
    assert kept == [MADE]


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.setenv(f"{PREFIX}DATA", str(tmp_path / "data"))
    return monkeypatch


def test_what_is_kept_are_settings_that_only_this_user_reads(nothing_set: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert read_waiting() is None
    nothing_set.setenv(f"{PREFIX}PUBLIC_URL", PUBLIC)
    waiting = read_waiting()
    assert waiting
    keep_app(waiting.data, MADE)
    assert read_waiting() is None
    found = read_settings()
    assert (found.app_id, found.secrets, found.private_key.get_secret_value()) == (7, ("s" * 40,), "the key")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "data/app").iterdir()} == {0o600}
    nothing_set.setenv(f"{PREFIX}APP_ID", "12")
    assert read_settings().app_id == 12


@pytest.mark.parametrize("name", ["APP_ID", "PRIVATE_KEY_FILE", "WEBHOOK_SECRET"])
def test_who_has_set_anything_of_an_app_is_not_asked_to_make_one(nothing_set: pytest.MonkeyPatch, name: str) -> None:
    nothing_set.setenv(f"{PREFIX}PUBLIC_URL", PUBLIC)
    nothing_set.setenv(PREFIX + name, "x")
    assert read_waiting() is None


def test_the_code_becomes_an_app_that_can_speak(tmp_path: Path) -> None:
    with StandIn() as github:
        github.world.manifests["abc"] = manifest(PUBLIC)
        made = convert_manifest("abc", github.api_url)
        keep_app(tmp_path, made)
        speaking = App(made["id"], made["pem"], github.api_url).client().get("/app")
        assert speaking["permissions"] == PERMISSIONS
        assert App(made["id"], made["pem"], github.api_url).client().get("/app/hook/config")["url"] == f"{PUBLIC}/webhooks/github"
        with pytest.raises(ForgeError):
            convert_manifest("abc", github.api_url)
