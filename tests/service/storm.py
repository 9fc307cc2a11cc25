"""The service under attack: its processes, the events that it is sent, and the kills."""

import random
import re
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from typing import Any

import httpx
from sqlalchemy import func, select

from bot.service.store import Store
from bot.service.store.tables import DELIVERIES, OPEN, PR_STATE
from tests.github.standin.apps import Delivery, deliver
from tests.service.host import OPERATOR, SECRET, WEBHOOK, Host
from tests.service.processes import begin
from tests.service.stories import COMMANDS, CONTENTS, KINDS, Story

CALM = 90.0  # seconds without any progress after which nothing more is expected
WORN = 10  # starts without an end after which a review is let finish: after twenty the service gives it up, as it says
AT_RANDOM = "at random"  # a kill at no particular moment
CROWD = 16  # pull requests that wait before the storm waits for them


@dataclass
class Storm:
    """`parts` are the processes: port (of a web process, else empty) and arguments.

    `met` counts the kills by their moments, `missed` the moments that did not come.
    """

    host: Host
    store: Store
    parts: list[tuple[str, ...]]
    chance: random.Random
    stories: list[Story] = field(default_factory=list)
    running: dict[int, ForkServerProcess] = field(default_factory=dict)
    sent: dict[str, Delivery] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def workers(self) -> list[int]:
        return [number for number, (port, *_) in enumerate(self.parts) if not port]

    @property
    def webs(self) -> list[int]:
        return [number for number, (port, *_) in enumerate(self.parts) if port]

    def start(self, **changes: str) -> None:
        """Start what does not run, and wait until all that listens answers, or something has fallen."""
        for number, (port, *arguments) in enumerate(self.parts):
            process = self.running.get(number)
            if process is not None and process.is_alive():
                continue
            variables = self.host.variables | ({"SCHEMA_REVIEW_PORT": port} if port else {}) | changes
            self.running[number] = begin(self.host.folder, tuple(arguments), variables)
        ports = [port for port, *_ in self.parts if port]
        self.host.wait(lambda: self.has_fallen() or all(self.host.ready(port) for port in ports))

    def has_fallen(self) -> bool:
        """Whether a process has met its moment."""
        return any(not process.is_alive() for process in self.running.values())

    def kill(self, *numbers: int) -> None:
        """By SIGKILL, and see them gone."""
        for number in numbers:
            self.running[number].kill()
            self.running[number].join()

    def kill_at_random(self, *numbers: int) -> None:
        self.kill(*numbers)
        self.met[AT_RANDOM] += 1

    def stop(self) -> None:
        self.kill(*self.running)

    def progress(self) -> tuple[int, int, int]:
        """How many wishes were fulfilled, how many pull requests wait for a review, and the most starts of one without an end."""
        waits = OPEN & ~PR_STATE.c.dead
        counted = select(
            func.coalesce(func.sum(PR_STATE.c.done), 0), func.count().filter(waits), func.max(PR_STATE.c.crashes).filter(waits)
        )
        with self.store.read() as connection:
            done, waiting, crashes = connection.execute(counted.select_from(PR_STATE)).one()
        return int(done or 0), waiting, crashes or 0

    def until(self, reached: Callable[[], Any], seconds: float) -> bool:
        """Wait for it as long as that; whether it came."""
        end = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def breathe(self) -> None:
        """Let the service finish something where it has been killed too often in the middle of the same, or has too much to do."""
        self.until(lambda: self.progress()[1] <= CROWD and self.progress()[2] < WORN, CALM)

    def open(self, kind: str, content: str) -> Story:
        """A new pull request."""
        shop = self.host.shop
        with self.host.github.desk.lock:
            branch = f"branch-{len(shop.pulls)}"
            shop.commit(branch, CONTENTS[content])
            story = Story(shop.open_pull(head=branch, title="A change"), kind, [content])
        self.stories.append(story)
        self.event(story, "opened")
        return story

    def push(self, story: Story, content: str) -> None:
        with self.host.github.desk.lock:
            story.pull.push(CONTENTS[content])
        story.heads.append(content)
        self.event(story, "synchronize")

    def happen(self) -> None:
        """One event: a delivery that GitHub sends twice, a pull request that is opened, reopened, pushed to, or spoken in."""
        draw = self.chance.random()
        listening = self.listening()
        if self.sent and draw < 0.1:
            self.send_again(self.chance.choice(list(self.sent.values())))
        elif not self.stories or draw < 0.25:
            kind = self.chance.choice(list(KINDS))
            self.open(kind, self.chance.choice(KINDS[kind]))
        elif draw < 0.35:
            self.event(self.chance.choice(self.stories), "reopened")
        elif draw < 0.45 and listening:
            self.say(self.chance.choice(listening), self.chance.choice(("korean", "explain")))
        else:
            story = self.chance.choice(self.stories)
            self.push(story, self.chance.choice(KINDS[story.kind]))

    def event(self, story: Story, action: str) -> None:
        with self.host.github.desk.lock:
            payload = story.pull.event(action)
        self.send("pull_request", payload)

    def listening(self) -> list[Story]:
        """Where nothing was said so far, and the head is reviewed: what is said later is answered alike everywhere."""
        return [story for story in self.stories if story.kind == "talk" and not story.said and story.is_answered]

    def say(self, story: Story, command: str) -> None:
        """The owner of the repository says it in the pull request."""
        story.said.append(command)
        with self.host.github.desk.lock:
            payload = story.pull.comment_event("created", story.pull.comment(self.host.shop.owner, COMMANDS[command]))
        self.send("issue_comment", payload)

    def send(self, event: str, payload: dict[str, Any]) -> None:
        """To one of the web processes."""
        self._deliver(event, {**payload, "installation": {"id": self.host.installation}})

    def send_again(self, delivery: Delivery) -> None:
        """As GitHub does when somebody presses "Redeliver"."""
        self._deliver(delivery.event, delivery.payload, again=delivery)

    def _deliver(self, event: str, payload: dict[str, Any], *, again: Delivery | None = None) -> None:
        port = self.chance.choice([part[0] for part in self.parts if part[0]])
        url = f"http://127.0.0.1:{port}{WEBHOOK}"
        made = deliver(self.host.github.world, url, SECRET, event, payload, app=self.host.app, again=again)
        if made is None:
            raise AssertionError("a payload of the storm is too large")
        self.sent[made.guid] = made

    def unheard(self) -> set[str]:
        """The deliveries that did not arrive so far."""
        with self.store.read() as connection:
            return set(self.sent) - set(connection.scalars(select(DELIVERIES.c.guid)))

    def given_up(self) -> list[str]:
        """The keys of what the service does not try any more before somebody asks again."""
        with self.store.read() as connection:
            return list(connection.scalars(select(PR_STATE.c.pr).where(PR_STATE.c.dead)))

    def ask_again(self, key: str) -> None:
        """The button of the operator's page."""
        port = self.chance.choice([part[0] for part in self.parts if part[0]])
        with suppress(httpx.HTTPError), httpx.Client(base_url=f"http://127.0.0.1:{port}", auth=("anyone", OPERATOR)) as browser:
            page = browser.get("/").text
            if proof := re.search(rf'name="pr" value="{key}">\s*<input type="hidden" name="proof" value="(\w+)"', page):
                browser.post("/replay", data={"pr": key, "proof": proof[1]})

    def calm(self) -> None:
        """Until nothing is wanted, or nothing has moved for a long time. What was given up an operator asks for again."""
        self.until(lambda: not self.unheard(), CALM)
        while self.progress()[1] or self.given_up():
            before = self.progress()
            for key in self.given_up():
                self.ask_again(key)
            if not self.until(lambda before=before: self.progress() != before, CALM):  # type: ignore[misc] # mypy takes no default here
                return
