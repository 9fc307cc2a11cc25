"""Kill the service again and again while pull requests change and GitHub errs, and hold what stands there at the end against what should.

Usage: python -m tests.tools.chaos [--kills 20] [--events 60] [--seed 1] [--url postgresql://…]   (or `make chaos KILLS=200 EVENTS=300`)

Kills come by SIGKILL at the moments of tests/service/struck.py, before and after each kind of write to the database and to GitHub, and at
random ones between; each waits until the service is up and has ended a review, or has none to make. Of all requests to GitHub one in twenty
fails: with 502, with 502 although it was done, or without an answer. With PostgreSQL there are two web processes and four workers, one of
which is killed at a time; else the one host with all it runs. What the stand-in could not deliver it sends again, as GitHub is asked to.
"""

import argparse
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

from bot.service.store import Store, open_store, upgrade
from bot.service.store.tables import DELIVERIES, OPEN, PR_STATE
from tests.github.standin import PullRequest, StandIn
from tests.github.standin.apps import Delivery, deliver
from tests.service.host import BOT, SECRET, Host, hosted
from tests.service.struck import MOMENTS

ROOT = Path(__file__).parents[2]
USERS = "CREATE TABLE users (id bigserial PRIMARY KEY, name varchar(80) NOT NULL, email text);\n"
BEFORE: dict[str, bytes | str] = {"migrations/0001_users.sql": USERS, "README.md": "A shop.\n"}
# What a pull request may bring: nothing to say about, and two kinds of findings.
CLEAN: dict[str, bytes | str] = {**BEFORE, "migrations/0002_note.sql": "ALTER TABLE users ADD COLUMN note text;\n"}
ONE: dict[str, bytes | str] = {**BEFORE, "migrations/0003_drop.sql": "ALTER TABLE users DROP COLUMN name;\n"}
OTHER: dict[str, bytes | str] = {
    **BEFORE,
    "migrations/0002_orders.sql": "CREATE TABLE orders (id bigserial PRIMARY KEY, user_id bigint REFERENCES users (id));\n",
    "migrations/0003_drop.sql": "ALTER TABLE users DROP COLUMN email;\n",
}
CONTENTS = {"clean": CLEAN, "one": ONE, "other": OTHER}
CALM = 90.0  # seconds without any progress after which nothing more is expected
MEETING = 15.0  # seconds that a kill waits for its moment; then it comes anyway


@dataclass
class Story:
    """A pull request, and which of the contents its heads had."""

    pull: PullRequest
    heads: list[str]


@dataclass
class Storm:
    """The service under attack. `parts` are its processes: port (of a web process) and arguments."""

    host: Host
    store: Store
    parts: list[tuple[str, ...]]
    chance: random.Random
    stories: list[Story] = field(default_factory=list)
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    sent: dict[str, Delivery] = field(default_factory=dict)
    failed: dict[str, Delivery] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)

    @property
    def is_shared(self) -> bool:
        return self.store.is_shared

    def start(self) -> None:
        """Start what does not run, and wait until it answers."""
        for number, (port, *arguments) in enumerate(self.parts):
            process = self.running.get(number)
            if process is not None and process.poll() is None:
                continue
            command = [sys.executable, "-m", "tests.service.struck", str(self.host.folder), *arguments]
            environment = {**self.host.variables, "PYTHONPATH": str(ROOT)} | ({"SCHEMA_REVIEW_PORT": port} if port else {})
            with (self.host.folder / "log-storm").open("ab") as log:
                self.running[number] = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        self.host.wait(self.host.ready)

    def stop(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()

    def progress(self) -> tuple[int, int]:
        """How many wishes were fulfilled, and how many pull requests wait for a review."""
        with self.store.read() as connection:
            done = connection.scalar(select(func.coalesce(func.sum(PR_STATE.c.done), 0)))
            waiting = connection.scalar(select(func.count()).select_from(PR_STATE).where(OPEN, ~PR_STATE.c.dead))
        return int(done or 0), int(waiting or 0)

    def wait_for_progress(self) -> None:
        """Until a review has ended, or none is wanted."""
        before, _ = self.progress()
        self.until(lambda: self.progress()[0] > before or not self.progress()[1], CALM)

    def until(self, reached: Callable[[], Any], seconds: float) -> bool:
        """Wait for it as long as that; whether it came."""
        end = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > end:
                return False
            time.sleep(0.1)
        return True

    def happen(self) -> None:
        """One event of a pull request: opened, pushed to, reopened, or a delivery that GitHub sends twice."""
        kind = self.chance.random()
        if self.sent and kind < 0.1:
            self.send(self.chance.choice(list(self.sent.values())))
            return
        story = self.chance.choice(self.stories)
        action = "reopened" if kind < 0.2 else "synchronize"
        if action == "synchronize":
            self.push(story)
        with self.host.github.desk.lock:
            payload = story.pull.event(action)
        self.send(payload)

    def push(self, story: Story) -> None:
        """Another content; a story that began clean stays clean."""
        content = "clean" if set(story.heads) == {"clean"} else self.chance.choice(list(CONTENTS))
        with self.host.github.desk.lock:
            story.pull.push(CONTENTS[content])
        story.heads.append(content)

    def send(self, what: Delivery | dict[str, Any]) -> None:
        """To one of the web processes, or again where it has been sent before."""
        port = self.chance.choice([part[0] for part in self.parts if part[0]])
        again = what if isinstance(what, Delivery) else None
        payload = again.payload if again else {**what, "installation": {"id": self.host.installation}}  # type: ignore[dict-item] # no Delivery
        url = f"http://127.0.0.1:{port}/webhooks/github"
        made = deliver(self.host.github.world, url, SECRET, "pull_request", payload, again=again)
        if made is None:
            raise AssertionError("a payload of the storm is too large")
        self.sent[made.guid] = made
        self.failed.pop(made.guid, None)
        if not made.succeeded:
            self.failed[made.guid] = made

    def strike(self, moment: str | None, events: int) -> None:
        """Kill at the moment, or at any; the events come meanwhile."""
        place = self.host.folder / "moment"
        place.write_text(moment or "", encoding="utf-8")
        for _ in range(events):
            self.happen()
        if moment:
            # Some moments come seldom: without work left none would come any more.
            self.until(lambda: self.has_fallen() or not self.progress()[1], MEETING)
        else:
            time.sleep(self.chance.uniform(0, 2))
        place.unlink(missing_ok=True)
        dead = [number for number, process in self.running.items() if process.poll() is not None]
        self.met[moment if dead and moment else "at random"] += 1
        victims = list(self.running) if not self.is_shared else dead or [self.chance.choice(list(self.running))]
        for number in victims:
            self.running[number].send_signal(signal.SIGKILL)
            self.running[number].wait()

    def has_fallen(self) -> bool:
        """Whether a process has met the moment."""
        return any(process.poll() is not None for process in self.running.values())

    def resend(self) -> None:
        """What did not arrive, once more."""
        for delivery in list(self.failed.values()):
            self.send(delivery)

    def calm(self) -> None:
        """Until nothing is wanted, or nothing has moved for a long time."""
        end = time.monotonic() + CALM
        while self.failed and time.monotonic() < end:
            self.resend()
            time.sleep(0.2)
        while self.progress()[1]:
            before = self.progress()
            if not self.until(lambda before=before: self.progress() != before, CALM):  # type: ignore[misc] # mypy takes no default here
                return


@dataclass(frozen=True)
class Result:
    """What was found at the end; every list is empty after a good run."""

    lost: list[str]
    duplicates: list[str]
    stuck: list[str]


def looks(pull: PullRequest) -> tuple[str, frozenset[str]]:
    """What stands there: the headline of our comment, and the first line of each open comment on a line."""
    mine = [comment.body for comment in pull.comments if comment.login == BOT]
    return mine[-1].splitlines()[0] if mine else "", frozenset(inline(pull))


def inline(pull: PullRequest) -> list[str]:
    shown = [thread.comments[0] for thread in pull.threads if not thread.comments[0].is_minimized]
    return [comment.body.splitlines()[0] for comment in shown if comment.login == BOT]


def judge(storm: Storm, expected: dict[str, tuple[str, frozenset[str]]]) -> Result:
    """Hold each pull request against the calm one with the same content."""
    with storm.store.read() as connection:
        stored = set(connection.scalars(select(DELIVERIES.c.guid)))
    lost = [f"delivery {guid}" for guid in storm.sent if guid not in stored]
    duplicates, stuck = [], []
    for story in storm.stories:
        pull, last = story.pull, story.heads[-1]
        name, found, wanted = f"#{pull.number} ({last})", looks(pull), expected[last]
        mine = [comment for comment in pull.comments if comment.login == BOT]
        # Whoever had findings before is told that they are gone.
        if last == "clean":
            is_right = found[0].startswith("### 🟢") or (not mine) if set(story.heads) != {"clean"} else not mine
            is_right = is_right and not found[1]
        else:
            is_right = found == wanted and pull.head[:7] in mine[-1].body
        checks = pull.repository.check_runs(pull.head)
        if not is_right or not any(check.conclusion not in (None, "cancelled") for check in checks):
            lost.append(f"{name}: {found} instead of {wanted}; checks {[check.conclusion for check in checks]}")
        if len(mine) > 1 or len(found[1]) < len(inline(pull)):
            duplicates.append(f"{name}: {len(mine)} comments, on lines {inline(pull)}")
    stuck += [f"check of {check.head_sha[:7]}" for check in storm.host.shop.check_runs() if check.status != "completed"]
    return Result(lost, duplicates, stuck)


def open_pulls(storm: Storm, count: int) -> dict[str, tuple[str, frozenset[str]]]:
    """The pull requests of the storm, and what stands on calm ones after one review each."""
    shop, calm = storm.host.shop, {}
    for number, content in enumerate([*CONTENTS, *(["clean", "one", "other"] * count)[:count]]):
        shop.commit(f"branch-{number}", CONTENTS[content])
        pull = shop.open_pull(head=f"branch-{number}", title=f"Change {number}")
        if number < len(CONTENTS):
            calm[content] = pull
        else:
            storm.stories.append(Story(pull, [content]))
    storm.start()
    for pull in calm.values():
        storm.send(pull.event("opened"))
    storm.calm()
    return {content: looks(pull) for content, pull in calm.items()}


def go(host: Host, url: str, *, kills: int, events: int, chance: random.Random) -> tuple[Storm, Result]:
    """The whole storm."""
    host.variables |= {"SCHEMA_REVIEW_SLOTS": "4", "SCHEMA_REVIEW_INSTALLATION_SLOTS": "8"}
    port, second = host.variables["SCHEMA_REVIEW_PORT"], str(int(host.variables["SCHEMA_REVIEW_PORT"]) + 1)
    webs = [(port, "serve", "--web-only"), (second, "serve", "--web-only")] if url else [(port, "serve", "--web-only")]
    workers = [("", "worker")] * (4 if url else 1)
    if url:
        host.variables["SCHEMA_REVIEW_DATABASE_URL"] = url
    (host.folder / "data").mkdir()
    store = open_store(url or f"sqlite:///{host.folder / 'data' / 'bot.db'}")
    upgrade(store)
    storm = Storm(host, store, [*webs, *workers], chance)
    try:
        expected = open_pulls(storm, max(3, events // 6))
        faults = host.github.faults
        faults.status(502, share=0.02, times=None)
        faults.status(502, share=0.015, times=None, applied=True)
        faults.lose(share=0.015, times=None)
        for story in storm.stories:
            storm.send(story.pull.event("opened"))
        left = max(0, events - len(storm.stories))
        moments: list[str | None] = []
        for number in range(kills):
            if not moments:
                moments = [*MOMENTS, *([None] * (len(MOMENTS) // 3))]
                chance.shuffle(moments)
            storm.start()
            storm.resend()
            storm.wait_for_progress()
            storm.strike(moments.pop(), left * (number + 1) // kills - left * number // kills)
            sys.stderr.write(f"\rkill {number + 1} of {kills}, {storm.progress()[0]} wishes fulfilled")
        storm.start()
        storm.calm()
        return storm, judge(storm, expected)
    finally:
        storm.stop()
        store.engine.dispose()


def main() -> int:
    """The storm of the command line; 1 where anything was lost, doubled or stuck."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    for name, default in (("kills", 20), ("events", 60), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--url", default="", help="an empty PostgreSQL database in place of SQLite")
    options = parser.parse_args()
    with StandIn() as github, TemporaryDirectory(prefix="chaos-", ignore_cleanup_errors=True) as folder:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", BEFORE, "The shop")
        with hosted(github, Path(folder), shop) as host:
            chance = random.Random(options.seed)  # no secret
            storm, result = go(host, options.url, kills=options.kills, events=options.events, chance=chance)
            for kind, found in (("lost", result.lost), ("duplicate", result.duplicates), ("stuck", result.stuck)):
                sys.stdout.writelines(f"{kind}: {each}\n" for each in found)
    sys.stdout.write("\nkills at: " + ", ".join(f"{moment} {count}" for moment, count in sorted(storm.met.items())) + "\n")
    sys.stdout.write(
        f"kills={storm.met.total()} deliveries={len(storm.sent)} pull_requests={len(storm.stories)} "
        f"lost={len(result.lost)} duplicates={len(result.duplicates)} stuck={len(result.stuck)}\n"
    )
    return 1 if result.lost or result.duplicates or result.stuck else 0


if __name__ == "__main__":
    sys.exit(main())
