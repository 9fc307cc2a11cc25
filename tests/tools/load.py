"""Time the acknowledgement of webhooks while reviews run, and flood one pull request with pushes.

Usage: python -m tests.tools.load [--seconds 60] [--rate 100] [--flood 1000]   (or `make load SECONDS=60`)

First so many deliveries a second go to the service, each paced by the clock, not by the answer before it; at the same pace they go to the
same app with a database that does nothing, in a process of its own at the same time, so that both meet the same machine. Then one pull
request gets its pushes within ten seconds. Nothing is asserted on times; 1 where two reviews of it ran at once, more than one began after
the last event, or a delivery was not answered with 202.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from sqlalchemy import select

from bot.service.store import open_store
from bot.service.store.tables import OPEN, PR_STATE
from tests.github.standin import PullRequest, StandIn
from tests.service.conftest import headers_of
from tests.service.host import Host, free_port, hosted
from tests.tools.chaos import BEFORE, ONE

ROOT = Path(__file__).parents[2]
FLOOD_SECONDS = 10.0
PATIENCE = 180.0
SENDERS = 16
# The same app; only what would ask the database answers at once.
BARE = """
import uvicorn
import bot.service.app as app
from bot.service.app import Web, make_app
from bot.service.settings import read_settings
from bot.service.store import open_store
app.accept = lambda store, delivery: True
settings = read_settings()
store = open_store(f"sqlite:///{settings.data}/bare.db")
uvicorn.run(make_app(Web(settings, store)), port=settings.port, log_config=None, access_log=False)
"""


def paced(urls: Sequence[str], bodies: Sequence[bytes], *, rate: float) -> list[list[tuple[float, int]]]:
    """Send every body to every address at that rate; seconds and status of each, for each address. Late ones are late for all."""
    began = time.monotonic() + 0.2

    def send(number: int, url: str) -> tuple[float, int]:
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        place, headers = urlsplit(url), headers_of(bodies[number], "pull_request", guid=str(uuid4()))
        asked = time.perf_counter()
        connection = HTTPConnection(str(place.hostname), place.port, timeout=10)
        try:
            connection.request("POST", place.path, bodies[number], headers)
            status = connection.getresponse().status
        except OSError:
            status = 0
        finally:
            connection.close()
        return time.perf_counter() - asked, status

    with ThreadPoolExecutor(SENDERS * len(urls)) as pool:
        made = [[pool.submit(send, number, url) for url in urls] for number in range(len(bodies))]
        return [[each[place].result() for each in made] for place in range(len(urls))]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of them does not exceed, in milliseconds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


def body_of(host: Host, pull: PullRequest) -> bytes:
    return json.dumps(pull.event("synchronize") | {"installation": {"id": host.installation}}).encode()


def acknowledge(host: Host, pulls: Sequence[PullRequest], *, seconds: int, rate: float) -> bool:
    """The first part; whether every delivery was taken."""
    port = free_port()
    environment = {**host.variables, "PYTHONPATH": str(ROOT), "SCHEMA_REVIEW_PORT": str(port)}
    bare = subprocess.Popen([sys.executable, "-c", BARE], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        host.wait(lambda: answers(f"http://127.0.0.1:{port}/healthz"))
        bodies = [body_of(host, pull) for pull in pulls]
        all_bodies = [bodies[number % len(bodies)] for number in range(int(seconds * rate))]
        ours, theirs = paced([f"{host.address}/webhooks/github", f"http://127.0.0.1:{port}/webhooks/github"], all_bodies, rate=rate)
    finally:
        bare.kill()
        bare.wait()
    times = [[taken for taken, _ in each] for each in (ours, theirs)]
    for name, each in zip(("with the database", "without"), times, strict=True):
        say(f"{name}: {len(each)} deliveries, p50 {percentile(each, 0.5):.1f} ms, p99 {percentile(each, 0.99):.1f} ms")
    say(f"p99 with / without: {percentile(times[0], 0.99) / percentile(times[1], 0.99):.2f}, reviews ended meanwhile: {host.ended()}")
    return all(status == 202 for _, status in ours)


def answers(url: str) -> bool:
    """Whether somebody listens there."""
    try:
        return httpx.get(url).status_code == 200
    except httpx.HTTPError:
        return False


def flood(host: Host, pull: PullRequest, *, count: int) -> bool:
    """The second part; whether what must hold held. Counted in the log, whose times are those of one clock."""
    body = body_of(host, pull)
    (sent,) = paced([f"{host.address}/webhooks/github"], [body] * count, rate=count / FLOOD_SECONDS)
    last = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + f".{int(time.time() % 1 * 1e6):06d}Z"
    key, until = f"/pull/{pull.number}", time.monotonic() + PATIENCE
    time.sleep(2)
    store = open_store(f"sqlite:///{host.folder / 'data' / 'bot.db'}")
    owed = select(PR_STATE.c.pr).where(OPEN, PR_STATE.c.number == pull.number)
    while time.monotonic() < until:
        with store.read() as connection:
            if connection.execute(owed).first() is None:
                break
        time.sleep(1)
    store.engine.dispose()
    found = events(host, key)
    most, running = 0, 0
    for _, what in found:
        running += 1 if what == "begun" else -1
        most = max(most, running)
    late = sum(what == "begun" and at > last for at, what in found)
    say(f"{count} pushes of one pull request in {FLOOD_SECONDS:.0f} s: {sum(what == 'begun' for _, what in found)} reviews, ")
    say(f"at most {most} at once, {late} begun after the last event")
    return most <= 1 and late <= 1 and all(status == 202 for _, status in sent)


def events(host: Host, key: str) -> list[tuple[str, str]]:
    """When the reviews of a pull request began and ended."""
    lines: list[dict[str, Any]] = [json.loads(line) for line in host.log().splitlines() if key in line and line.startswith("{")]
    mine = [line for line in lines if str(line.get("pr", "")).endswith(key)]
    return sorted(
        (line["timestamp"], line["event"]) for line in mine if line["event"] in ("begun", "done", "failed", "limited", "overtaken")
    )


def say(text: str) -> None:
    """One line on standard output."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Both parts."""
    parser = argparse.ArgumentParser(description="Time the acknowledgement of webhooks, and flood one pull request.")
    for name, default in (("seconds", 60), ("rate", 100), ("flood", 1000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    with StandIn() as github, TemporaryDirectory(prefix="load-", ignore_cleanup_errors=True) as folder:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        pulls = []
        for number in range(21):
            shop.commit(f"branch-{number}", ONE)
            pulls.append(shop.open_pull(head=f"branch-{number}", title=f"Change {number}"))
        with hosted(github, Path(folder), shop) as host:
            host.start("serve")
            host.wait(host.ready)
            is_taken = acknowledge(host, pulls[1:], seconds=options.seconds, rate=options.rate)
            is_held = flood(host, pulls[0], count=options.flood)
    return 0 if is_taken and is_held else 1


if __name__ == "__main__":
    sys.exit(main())
