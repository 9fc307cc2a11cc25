"""Time the acknowledgement of webhooks while reviews run, and flood one pull request with pushes.

Usage: python -m tests.tools.load [--seconds 60] [--rate 100] [--flood 1000] [--url postgresql://…]   (or `make load SECONDS=60`)

First so many deliveries a second go to the service, for twenty pull requests that are reviewed meanwhile, and to the same app with a
database that does nothing, in a process of its own at the same time, so that both meet the same machine. An answer is timed from the moment
at which its delivery was due: what waits behind a slow one counts. Then one pull request of a fresh service gets its pushes within ten
seconds, while it is reviewed.

The last line holds the figures. No time decides the exit code; it is 1 where a delivery was not answered with 202, no review ended under
load, two reviews of the flooded pull request ran at once, more than one began after its last event, none began before it (nothing would be
shown), or the last push was not reviewed.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from sqlalchemy import select

from bot.service.store import open_store
from bot.service.store.tables import PR_STATE
from tests.github.standin import PullRequest, StandIn
from tests.service.host import Host, free_port, hosted
from tests.service.stories import BEFORE, ONE, OTHER
from tests.tools.sending import Answer, paced

ROOT = Path(__file__).parents[2]
PULLS = 20
FLOOD_SECONDS = 10.0
PATIENCE = 180.0
ENDS = ("done", "failed", "limited", "overtaken")
# The same app; only what would ask the database answers at once.
BARE = """
import bot.service.intake
from bot.service.settings import read_settings
from bot.service.web import run_web
bot.service.intake.accept_all = lambda store, deliveries: [True] * len(deliveries)
run_web(read_settings())
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """What the first part measured, in milliseconds."""

    refused: int
    reviews: int
    ours: Sequence[float]
    bare: Sequence[float]

    def __str__(self) -> str:
        with_, without = (f"{percentile(each, 0.5):.1f}/{percentile(each, 0.99):.1f}ms" for each in (self.ours, self.bare))
        ratio = percentile(self.ours, 0.99) / percentile(self.bare, 0.99)
        return f"p50/p99 with={with_} without={without} ratio={ratio:.2f} refused={self.refused} reviews={self.reviews}"

    @property
    def is_held(self) -> bool:
        """Times decide nothing: a busy machine is no mistake."""
        return not self.refused and self.reviews > 0


@dataclass(frozen=True, slots=True)
class Flood:
    """What became of the flooded pull request; `missing` says what should stand there and does not."""

    refused: int
    reviews: int
    at_once: int
    late: int
    missing: tuple[str, ...]

    def __str__(self) -> str:
        return f"flood refused={self.refused} reviews={self.reviews} at_once={self.at_once} late={self.late} missing={len(self.missing)}"

    @property
    def is_held(self) -> bool:
        """A review before the last event is asked for, too: without one, nothing was shown."""
        return not (self.refused or self.missing) and self.at_once == 1 and self.late <= 1 and self.reviews > self.late


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of them does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def acknowledge(host: Host, pulls: Sequence[PullRequest], *, seconds: int, rate: float) -> Pace:
    """The first part."""
    with bare_app(host) as bare:
        bodies = [body_of(host, pulls[number % len(pulls)]) for number in range(int(seconds * rate))]
        before = host.ended()
        ours, theirs = paced([f"{host.address}/webhooks/github", f"{bare}/webhooks/github"], bodies, rate=rate)
        reviews = host.ended() - before
    times = ([seconds * 1000 for seconds, _ in each] for each in (ours, theirs))
    return Pace(refused(ours) + refused(theirs), reviews, *times)


@contextmanager
def bare_app(host: Host) -> Iterator[str]:
    """The address of the app without a database."""
    port, folder = free_port(), host.folder / "bare"
    folder.mkdir()
    own = {"PYTHONPATH": str(ROOT), "SCHEMA_REVIEW_PORT": str(port), "SCHEMA_REVIEW_DATA": str(folder), "SCHEMA_REVIEW_DATABASE_URL": ""}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", BARE], env=host.variables | own, stdout=log, stderr=subprocess.STDOUT)
    try:
        host.wait(lambda: answers(f"http://127.0.0.1:{port}/healthz"))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    """Whether somebody listens there."""
    try:
        return httpx.get(url).status_code == 200
    except httpx.HTTPError:
        return False


def body_of(host: Host, pull: PullRequest) -> bytes:
    """One push to a pull request."""
    return json.dumps(pull.event("synchronize") | {"installation": {"id": host.installation}}).encode()


def refused(answered: Sequence[Answer]) -> int:
    """How many were not stored."""
    return sum(status != 202 for _, status in answered)


def flood(host: Host, pull: PullRequest, *, count: int) -> Flood:
    """The second part."""
    bodies = [body_of(host, pull)] * count
    with ThreadPoolExecutor(1) as pushing:
        pushed = pushing.submit(push, host, pull)
        (sent,) = paced([f"{host.address}/webhooks/github"], bodies, rate=count / FLOOD_SECONDS)
        pushed.result()
    missing = missing_of(host, pull, counts_at_rest(host, pull), count)
    found = events(host, f"/pull/{pull.number}")
    last = max(line["timestamp"] for line in found if line["event"] == "stored")
    begun = [line["timestamp"] for line in found if line["event"] == "begun"]
    return Flood(refused(sent), len(begun), most_at_once(found), sum(at > last for at in begun), missing)


def push(host: Host, pull: PullRequest) -> None:
    """The head moves meanwhile, and for the last time while events still come."""
    for content in (OTHER, ONE, OTHER):
        time.sleep(FLOOD_SECONDS / 5)
        with host.github.desk.lock:
            pull.push(content)


def counts_at_rest(host: Host, pull: PullRequest) -> tuple[int, int]:
    """How many reviews of it were asked for and how many wishes fulfilled, once nothing is left to do or the patience ends."""
    store = open_store(host.variables["SCHEMA_REVIEW_DATABASE_URL"] or f"sqlite:///{host.folder / 'data' / 'bot.db'}")
    asked = select(PR_STATE.c.wanted, PR_STATE.c.done).where(PR_STATE.c.number == pull.number)
    until = time.monotonic() + PATIENCE
    while True:
        with store.read() as connection:
            wanted, done = connection.execute(asked).one_or_none() or (0, 0)
        if wanted == done or time.monotonic() > until:
            store.engine.dispose()
            return wanted, done
        time.sleep(1)


def missing_of(host: Host, pull: PullRequest, counts: tuple[int, int], count: int) -> tuple[str, ...]:
    """What should be there in the end and is not."""
    checks = [run for run in host.shop.check_runs(pull.head) if run.status == "completed" and run.conclusion != "cancelled"]
    held = {
        f"{count} wishes stored and fulfilled, but {counts}": counts == (count, count),
        "a check run of the newest head that has ended": bool(checks),
        "exactly one comment": len(host.comments(pull)) == 1,
    }
    return tuple(words for words, holds in held.items() if not holds)


def events(host: Host, key: str) -> list[dict[str, str]]:
    """What the service wrote in its log, in the order of time: deliveries stored, and the pull request's reviews begun and ended."""
    lines: list[dict[str, str]] = [json.loads(line) for line in host.log().splitlines() if line.startswith("{")]
    return sorted(
        (line for line in lines if line["event"] == "stored" or str(line.get("pr")).endswith(key)), key=lambda line: line["timestamp"]
    )


def most_at_once(found: Sequence[dict[str, str]]) -> int:
    """How many reviews ran at the same time, at most."""
    most, running = 0, list[str]()
    for line in found:
        if line["event"] == "begun":
            running.append(line["job"])
        elif line["event"] in ENDS and line["job"] in running:
            running.remove(line["job"])
        most = max(most, len(running))
    return most


@contextmanager
def service(github: StandIn, folder: Path, url: str) -> Iterator[tuple[Host, list[PullRequest]]]:
    """The service at work, and pull requests that it knows nothing of."""
    shop = github.repository("octo/shop", private=True)
    shop.commit("main", BEFORE, "The shop")
    pulls = []
    for number in range(PULLS):
        shop.commit(f"branch-{number}", ONE)
        pulls.append(shop.open_pull(head=f"branch-{number}", title=f"Change {number}"))
    with hosted(github, folder, shop) as host:
        host.variables["SCHEMA_REVIEW_DATABASE_URL"] = url
        host.start("serve")
        host.wait(lambda: host.ready() and '"event": "ready"' in host.log())
        yield host, pulls


def main() -> int:
    """Both parts."""
    parser = argparse.ArgumentParser(description="Time the acknowledgement of webhooks, and flood one pull request.")
    for name, default in (("seconds", 60), ("rate", 100), ("flood", 1000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--url", default="", help="an empty PostgreSQL database in place of SQLite")
    options = parser.parse_args()
    with (
        StandIn() as github,
        TemporaryDirectory(prefix="load-", ignore_cleanup_errors=True) as folder,
        service(github, Path(folder), options.url) as (host, pulls),
    ):
        flooded = flood(host, pulls[0], count=options.flood)
        pace = acknowledge(host, pulls[1:], seconds=options.seconds, rate=options.rate)
    sys.stdout.writelines(f"missing: {each}\n" for each in flooded.missing)
    sys.stdout.write(f"{flooded}\n{pace}\n")
    return 0 if flooded.is_held and pace.is_held else 1


if __name__ == "__main__":
    sys.exit(main())
