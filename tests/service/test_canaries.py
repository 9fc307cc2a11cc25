"""A canary in every secret: after reviews that went well and badly, none is in anything that leaves the process."""

import base64
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

import httpx
import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.action.conftest import AFTER, BEFORE
from tests.github.standin import PullRequest, StandIn
from tests.github.standin.calls import Answer
from tests.github.standin.faults import Fault, Rule
from tests.github.standin.smart_http import serve_git
from tests.service.conftest import headers_of
from tests.service.host import SECRET, Host, hosted

OLD_SECRET, OPERATOR = "canary-old-webhook-secret", "canary-operator-token"
PASSWORD, FOREIGN = "canary-database-password", "canary-of-somebody-else"
pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at processes as Linux shows them")


@pytest.fixture
def host(tmp_path: Path, postgresql_url: str) -> Iterator[Host]:
    """The service on PostgreSQL, whose address has a password that nobody asks for."""
    with StandIn() as github:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        with hosted(github, tmp_path, shop) as made:
            made.variables |= {
                "SCHEMA_REVIEW_DATABASE_URL": make_url(postgresql_url).set(password=PASSWORD).render_as_string(hide_password=False),
                "SCHEMA_REVIEW_WEBHOOK_SECRET": f"{OLD_SECRET},{SECRET}",
                "SCHEMA_REVIEW_OPERATOR_TOKEN": OPERATOR,
                "SCHEMA_REVIEW_PUBLIC_URL": made.address,
                "SCHEMA_REVIEW_LOG_LEVEL": "debug",
                "OPENAI_API_KEY": FOREIGN,
            }
            yield made


@dataclass
class Watch:
    """The processes below one, as any user of the machine (command lines) and their own user (environments) see them."""

    parent: int
    lines: set[str] = field(default_factory=set)
    environments: dict[str, str] = field(default_factory=dict)
    stop: Event = field(default_factory=Event)

    def __enter__(self) -> Self:
        self.thread = Thread(target=self._look)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join()

    def _look(self) -> None:
        while not self.stop.wait(0.1):
            for process in below(self.parent):
                with suppress(OSError):
                    line = (process / "cmdline").read_text(errors="replace").replace("\0", " ")
                    self.environments[line] = (process / "environ").read_text(errors="replace")
                    self.lines.add(line)


def below(parent: int) -> Iterator[Path]:
    """The processes that it has started, and theirs."""
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            children.setdefault(int((place / "stat").read_text().rpartition(")")[2].split()[1]), []).append(int(place.name))
    waiting = [parent]
    while waiting:
        for child in children.get(waiting.pop(), []):
            waiting.append(child)
            yield Path("/proc") / str(child)


def secrets(host: Host) -> set[str]:
    """All that must not be seen, among it what was made on the way."""
    tokens = set(host.github.world.tokens)
    shown = sent(host)
    assert tokens
    assert [each for each in shown if each.startswith("eyJ")], "no JWT was used"
    logins = {base64.b64encode(f"x-access-token:{token}".encode()).decode() for token in tokens}
    key = {line for line in (host.folder / "key.pem").read_text().splitlines() if not line.startswith("-----")}
    return {OLD_SECRET, SECRET, OPERATOR, PASSWORD, FOREIGN} | tokens | shown | logins | key


def stored(url: str) -> Iterator[str]:
    """Every row of every table, and what is packed in them."""
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'dbos')")
        for (table,) in tables.fetchall():
            for row in connection.execute(f"SELECT to_jsonb(t) FROM {table} t").fetchall():
                for value in (row[0] or {}).values():
                    yield str(value)
                    with suppress(ValueError):
                        yield base64.b64decode(str(value), validate=True).decode("utf-8", "replace")


def posted(host: Host) -> Iterator[str]:
    """Everything that was ever sent to GitHub."""
    for request in host.github.requests:
        yield f"{request.path} {json.dumps(request.query)} {json.dumps(request.body)}"


def opened(host: Host, branch: str) -> PullRequest:
    with host.github.desk.lock:
        host.shop.commit(branch, AFTER, branch)
        pull = host.shop.open_pull(head=branch)
    host.deliver("pull_request", pull.event("opened"))
    return pull


def is_reviewed(host: Host, pull: PullRequest) -> bool:
    return [check.conclusion for check in host.shop.check_runs(pull.head)][-1:] == ["failure"]


def sent(host: Host) -> set[str]:
    """What was shown to GitHub as proof of who asks."""
    return {request.headers.get("authorization", "").partition(" ")[2] for request in host.github.requests} - {""}


def tell_everything(host: Host, method: str, path: str, status: int) -> None:
    """GitHub, or a proxy before it, answers once with what it was sent."""
    words = " ".join(sorted(sent(host)))
    answer = Answer(status, {"message": f"no: {words}", "errors": [{"message": words}]})
    host.github.faults.rules.append(Rule(Fault(answer=answer), method, path, "", 1, 1))


def slowly(*arguments: Any, **named: Any) -> Any:
    """So that git can be seen at its work."""
    time.sleep(0.3)
    return serve_git(*arguments, **named)


def pages(host: Host) -> Iterator[httpx.Response]:
    for path in ("/", "/metrics", "/healthz", "/readyz", "/setup", "/setup?token=x", "/setup/done?code=x&state=y", "/runs/x", "/nothing"):
        for login in (None, ("x", "y"), ("anyone", OPERATOR)):
            yield httpx.get(f"{host.address}{path}", auth=login)
    for check in host.shop.check_runs():
        yield httpx.get(str(check.details_url))


def test_no_secret_leaves_the_service(host: Host, postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, worker = host.start_quickly()
    monkeypatch.setattr("tests.github.standin.server.serve_git", slowly)
    with Watch(worker.pid) as watch:
        first = opened(host, "first")
        host.wait(lambda: is_reviewed(host, first))
    monkeypatch.undo()
    rows = failing(host, monkeypatch, postgresql_url)
    answers = list(pages(host))
    assert {answer.status_code for answer in answers} == {200, 401, 404}
    doctored = [host.start("doctor"), host.start("doctor", DATABASE_URL=f"postgresql://x:{PASSWORD}@127.0.0.1:1/x")]
    wrong = [
        host.start("worker", DATABASE_URL=f"postgresql://x:{PASSWORD}@127.0.0.1:no-port/x"),
        host.start("worker", PRIVATE_KEY_FILE=""),
        host.start("serve", OPERATOR_TOKEN=OPERATOR[:15]),
    ]
    assert [process.wait(90) for process in doctored] == [2, 2]
    assert [process.wait(90) for process in wrong] == [2, 2, 2]
    host.stop()
    git = [line for line in watch.lines if line.startswith("git ")]
    analysis = [line for line in watch.lines if "bot.service.reviews.child" in line]
    assert git
    assert analysis
    told = {
        "logs": host.log(),
        "GitHub": "\n".join(posted(host)),
        "pages": "\n".join(f"{answer.headers} {answer.text}" for answer in answers),
        "rows": "\n".join({*rows, *stored(postgresql_url)}),
        "command lines": "\n".join(watch.lines),
        "environments": "\n".join(set(watch.environments.values())),
        "files": "\n".join(path.read_bytes().decode("latin-1") for path in (host.folder / "data").rglob("*") if path.is_file()),
    }
    assert all(told.values()), [place for place, text in told.items() if not text]
    found = {place: {secret for secret in secrets(host) if secret in text} for place, text in told.items()}
    # How git comes by the token; nothing else is in anybody's environment but what was there before us.
    assert len(found.pop("environments") - {FOREIGN}) == 1
    assert not [line for line in analysis if FOREIGN in watch.environments[line]]
    assert {place: secrets for place, secrets in found.items() if secrets} == {}


def failing(host: Host, monkeypatch: pytest.MonkeyPatch, url: str) -> set[str]:
    """Reviews and requests that fail in every way, most of them with words that quote a secret; what the tables hold meanwhile."""
    faults, rows = host.github.faults, set[str]()
    for method, path, status in (("POST", "/graphql", 500), ("GET", "*/compare/*", 404), ("PATCH", "*/check-runs/*", 422)):
        tell_everything(host, method, path, status)
    second = opened(host, "second")
    host.wait(lambda: rows.update(stored(url)) or is_reviewed(host, second))
    assert '"failed"' in host.log()
    faults.clear()
    tell_everything(host, "POST", "*/access_tokens", 401)
    for token in list(host.github.world.tokens):
        host.github.expire(token)

    def echo(*arguments: Any, headers: dict[str, str], **named: Any) -> Any:
        monkeypatch.undo()
        return Answer(403, f"remote: no, {headers}\nfatal: {headers}\n".encode(), {"Content-Type": "text/plain"}), None

    monkeypatch.setattr("tests.github.standin.server.serve_git", echo)
    third = opened(host, "third")
    host.wait(lambda: rows.update(stored(url)) or is_reviewed(host, third))
    assert "could not be fetched" in host.log()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE deliveries RENAME TO away")
        body = json.dumps(third.event("reopened") | {"installation": {"id": host.installation}}).encode()
        refused = httpx.post(f"{host.address}/webhooks/github", content=body, headers=headers_of(body, "pull_request", guid="new"))
        connection.execute("ALTER TABLE away RENAME TO deliveries")
    assert refused.status_code == 503
    for secret in ("wrong", OLD_SECRET[:-1]):
        headers = headers_of(body, "pull_request", guid=secret, secret=secret) | {"authorization": "Bearer ghs_" + "c" * 36}
        assert httpx.post(f"{host.address}/webhooks/github", content=body, headers=headers).status_code == 401
    assert httpx.post(f"{host.address}/webhooks/github", content=body).status_code == 401
    return rows
