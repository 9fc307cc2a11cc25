"""An installation that is wrong in one way: the doctor names it, and its remedy; of one that is right it says nothing."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli.main import run
from bot.github import Client
from bot.model import LANGUAGES, Language
from bot.render.message import plain
from bot.service.doctor import Report, examine
from bot.service.doctor.needs import EVENTS, PERMISSIONS
from bot.service.settings import PREFIX
from tests.github.standin import StandIn
from tests.github.standin.accounts import App

SECRET = "0123456789abcdef"
ADDRESS = "https://review.example/webhooks/github"


class Site:
    """An installation, sound until something is changed."""

    def __init__(self, github: StandIn, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.github, self.folder, self.patch = github, folder, monkeypatch
        asked = {name: kind for name, kind in PERMISSIONS.items() if name != "metadata"}
        self.app: App = github.app("reviewer", events=EVENTS, **asked)
        shop = github.repository("octo/shop")
        self.installation = github.install(self.app, shop)
        self.set(APP_ID=self.app.id, PRIVATE_KEY=self.app.private_key, WEBHOOK_SECRET=SECRET, DATA=folder / "data")
        self.set(API_URL=github.api_url, SERVER_URL=github.server_url)
        self.app.hook["url"] = ADDRESS

    def set(self, **values: object) -> None:
        for name, value in values.items():
            self.patch.setenv(PREFIX + name, str(value))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with StandIn() as github, socket.create_server(("127.0.0.1", 0)) as listening:
        made = Site(github, tmp_path, monkeypatch)
        monkeypatch.setattr("bot.service.doctor.there.urllib.request.urlopen", lambda *_, **__: listening.dup())
        made.set(PUBLIC_URL="https://review.example")
        yield made


def missing_setting(site: Site) -> None:
    site.patch.delenv(f"{PREFIX}APP_ID")


def wrong_setting(site: Site) -> None:
    site.set(PORT="many")


def weak_secret(site: Site) -> None:
    site.set(WEBHOOK_SECRET="secret")


def broken_key(site: Site) -> None:
    site.set(PRIVATE_KEY="-----BEGIN RSA PRIVATE KEY-----")


def foreign_key(site: Site) -> None:
    site.set(PRIVATE_KEY=site.github.app("another").private_key)


def dead_api(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    site.set(API_URL=f"http://127.0.0.1:{port}")


def slow_clock(site: Site) -> None:
    site.patch.setattr("bot.service.doctor.there.server_time", lambda _: 0.0)


def missing_permission(site: Site) -> None:
    site.app.permissions = {**site.app.permissions, "checks": "read"}
    site.installation.permissions = dict(site.app.permissions)


def spare_permission(site: Site) -> None:
    site.app.permissions = {**site.app.permissions, "contents": "write"}


def unaccepted_permission(site: Site) -> None:
    site.installation.permissions = {**site.installation.permissions, "pull_requests": "read"}


def missing_event(site: Site) -> None:
    site.app.events = tuple(name for name in site.app.events if name != "merge_group")


def installed_nowhere(site: Site) -> None:
    site.github.world.installations.clear()


def silent_address(site: Site) -> None:
    def refused(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    site.patch.setattr("bot.service.doctor.there.urllib.request.urlopen", refused)


def unknown_address(site: Site) -> None:
    site.patch.delenv(f"{PREFIX}PUBLIC_URL")


def failed_deliveries(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    site.github.deliver(f"http://127.0.0.1:{port}", SECRET, "ping", {}, app=site.app)


def foreign_hook(site: Site) -> None:
    site.app.hook["url"] = "https://other.example/webhooks/github"


def bare_hook(site: Site) -> None:
    site.app.hook["url"] = "https://review.example"


def no_hook(site: Site) -> None:
    del site.app.hook["url"]


def form_hook(site: Site) -> None:
    site.app.hook["content_type"] = "form"


def unverified_hook(site: Site) -> None:
    site.app.hook["insecure_ssl"] = "1"


def dead_database(site: Site) -> None:
    site.set(DATABASE_URL="postgresql://nobody:canary-password@127.0.0.1:1/none")


def no_database(site: Site) -> None:
    site.set(DATABASE_URL="mysql://x@127.0.0.1/none")


def closed_folder(site: Site) -> None:
    (site.folder / "file").write_text("")
    site.set(DATA=site.folder / "file")


def no_git(site: Site) -> None:
    site.set(DATA=site.folder)
    site.patch.setenv("PATH", str(site.folder))


def old_git(site: Site) -> None:
    git_of(site, "2.30.9")


def git_of(site: Site, version: str) -> None:
    (site.folder / "git").write_text(f"#!/bin/sh\necho 'git version {version}'\n")
    (site.folder / "git").chmod(0o755)
    site.patch.setenv("PATH", str(site.folder))


PLANTED: tuple[tuple[Callable[[Site], None], str, str, str], ...] = (
    (missing_setting, "settings", "SCHEMA_REVIEW_APP_ID: is not set", "set the variable"),
    (wrong_setting, "settings", "SCHEMA_REVIEW_PORT", "set the variable"),
    (weak_secret, "settings", "shorter than 16", "openssl rand -hex 32"),
    (broken_key, "key", "is no private key", "Private keys"),
    (foreign_key, "key", "does not take the key", "SCHEMA_REVIEW_APP_ID"),
    (dead_api, "github", "does not answer", "SCHEMA_REVIEW_API_URL"),
    (slow_clock, "clock", "seconds apart", "synchronise"),
    (missing_permission, "permissions", "checks: write", "grant"),
    (spare_permission, "permissions", "contents: write", "take them away"),
    (unaccepted_permission, "permissions", "octo", "accepts them"),
    (missing_event, "events", "merge_group", "Subscribe to events"),
    (installed_nowhere, "app", "installed nowhere", "/installations/new"),
    (silent_address, "webhook", "https://review.example/healthz", "proxy"),
    (unknown_address, "webhook", "SCHEMA_REVIEW_PUBLIC_URL", "set it"),
    (failed_deliveries, "webhook", "ping: 502 failed to connect to host", "by itself"),
    (foreign_hook, "webhook", "https://other.example/webhooks/github", ADDRESS),
    (bare_hook, "webhook", "not where this service takes them", ADDRESS),
    (no_hook, "webhook", "has no webhook", ADDRESS),
    (form_hook, "webhook", "as `form`", "application/json"),
    (unverified_hook, "webhook", "does not verify", "Enable SSL verification"),
    (dead_database, "database", "does not answer", "SCHEMA_REVIEW_DATABASE_URL"),
    (no_database, "settings", "must begin with postgresql://", "set the variable"),
    (closed_folder, "data", "cannot be written", "SCHEMA_REVIEW_DATA"),
    (no_git, "git", "no git", "install git"),
    (old_git, "git", "too old", "install git `2.31`"),
)


NOT_ASKED = ("app", "permissions", "events", "webhook")
UNCHECKED = {"data": ("database",), "key": NOT_ASKED, "github": ("key", *NOT_ASKED)}


def said(report: Report, language: Language) -> list[tuple[str, str, str]]:
    return [(each.check, plain(each.what, language), plain(each.remedy, language)) for each in report.ailments]


def test_of_what_is_right_nothing_is_said(site: Site) -> None:
    report = examine()
    assert said(report, "en") == []
    assert report.unchecked == ()


@pytest.mark.parametrize(("plant", "check", "what", "remedy"), PLANTED, ids=[each[0].__name__ for each in PLANTED])
def test_what_is_wrong_is_named_alone_with_its_remedy(
    site: Site, plant: Callable[[Site], None], check: str, what: str, remedy: str
) -> None:
    plant(site)
    report = examine()
    ((found, words, cure),) = said(report, "en")
    assert (found, what in words, remedy in cure) == (check, True, True), (words, cure)
    ((_, korean, _),) = said(report, "ko")
    assert korean != words or check == "settings"
    assert check not in report.sound
    assert check == "settings" or report.unchecked == UNCHECKED.get(check, ())


@pytest.mark.parametrize("version", ["2.31.0", "2.39.5 (Apple Git-154)", "2.43.0.windows.1", "3.0.1"])
def test_a_git_that_knows_all_that_is_asked_of_it_is_enough(site: Site, version: str) -> None:
    git_of(site, version)
    assert said(examine(), "en") == []


def attempt(guid: str, minute: int, code: int, status: str, event: str = "pull_request") -> dict[str, object]:
    return {"guid": guid, "delivered_at": f"2026-01-01T00:{minute:02}:00Z", "event": event, "status_code": code, "status": status}


@pytest.mark.parametrize(
    ("attempts", "what", "remedy"),
    [
        (
            [attempt("a", 2, 401, "Unauthorized"), attempt("b", 1, 200, "OK")],
            "1 of GitHub's newest 2 events",
            "SCHEMA_REVIEW_WEBHOOK_SECRET",
        ),
        ([attempt("a", 2, 404, "Not Found")], "`pull_request: 404 Not Found`", "`/webhooks/github` behind it"),
        ([attempt("a", 2, 400, "Bad Request", "ping")], "`ping: 400 Bad Request`", "application/json"),
        ([attempt("a", 2, 503, "Service Unavailable")], "503", "database"),
        ([attempt("a", 2, 504, "timed out")], "504 timed out", "proxy"),
        (
            [attempt("a", 2, 200, "OK"), attempt("b", 1, 500, "Internal Server Error")],
            "1 of GitHub's newest 2 events",
            "newer deliveries arrive",
        ),
    ],
)
def test_what_did_not_arrive_is_named_with_its_status(
    site: Site, monkeypatch: pytest.MonkeyPatch, attempts: list[dict[str, object]], what: str, remedy: str
) -> None:
    list_deliveries(monkeypatch, attempts)
    ((check, words, cure),) = said(examine(), "en")
    assert (check, what in words, remedy in cure, "Redeliver" in cure) == ("webhook", True, True, "50" not in what), (words, cure)


def test_what_arrived_at_a_later_attempt_has_arrived(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    list_deliveries(monkeypatch, [attempt("a", 3, 202, "OK"), attempt("a", 1, 502, "failed to connect to host")])
    assert said(examine(), "en") == []


@pytest.mark.parametrize("url", [ADDRESS, "https://review.example:443/webhooks/github", "https://REVIEW.example/webhooks/github"])
def test_one_address_in_several_spellings_is_one(site: Site, url: str) -> None:
    site.app.hook["url"] = url
    assert said(examine(), "en") == []


def list_deliveries(monkeypatch: pytest.MonkeyPatch, listed: list[dict[str, object]]) -> None:
    pages = Client.pages

    def shown(client: Client, path: str, **options: object) -> object:
        return iter(listed) if path == "/app/hook/deliveries" else pages(client, path, **options)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(Client, "pages", shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_prints_it_and_no_secret(site: Site, language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--lang", language]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == {"en": "Nothing is wrong.", "ko": "문제가 없습니다."}[language]
    dead_database(site)
    foreign_key(site)
    assert run(["doctor", "--lang", language]) == 2
    out = capsys.readouterr().out
    assert out.count("→ ") == 2
    assert "?        permissions" in out
    assert "canary-password" not in out
    assert SECRET not in out
