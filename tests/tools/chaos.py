"""Kill the service again and again while pull requests change and GitHub errs, and hold what stands there at the end against what should.

Usage: python -m tests.tools.chaos [--kills 20] [--events 60] [--seed 1] [--url postgresql://…]   (or `make chaos KILLS=200 EVENTS=300`)

Kills come by SIGKILL at the moments of tests/service/struck.py, before and after each kind of write to the database and to GitHub, and at
random ones between. Of all requests to GitHub 5 % are answered with an error, though some were done, and 2 % with nothing. With
PostgreSQL there are two web processes and four workers, one of which is killed at a time; else the one host with all it runs. What the
stand-in could not deliver the service has to ask for by itself; what it gave up an operator asks for in the end. Then, with PostgreSQL,
workers are killed with the settings as they come, and it is timed until another takes over. 1 where anything was lost, doubled or stuck,
where a takeover took more than a minute, and, of a run long enough to meet each moment twice, where one was never met.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from bot.service.store import open_store, upgrade
from tests.github.standin import StandIn
from tests.service.host import OPERATOR, Host, free_port, hosted
from tests.service.judge import Judge, Result
from tests.service.stories import BEFORE, CLEARED, CONTENTS, KINDS, TALKS, Shown, shown
from tests.service.storm import AT_RANDOM, Storm
from tests.service.strikes import strike, strike_anywhere
from tests.service.struck import moments
from tests.service.takeover import takeover

TRIES = 3  # how often a moment that did not come is waited for again
TAKEOVERS, LONGEST_TAKEOVER = 3, 60.0
SILENT = "SCHEMA_REVIEW_SILENT_SECONDS"


@dataclass(frozen=True)
class Report:
    """What came of a storm; `unmet` are the moments that it should have met, `takeovers` seconds."""

    storm: Storm
    judge: Judge
    result: Result
    unmet: list[str]
    takeovers: list[float]

    @property
    def code(self) -> int:
        """The exit code."""
        return int(not self.result.is_good or bool(self.unmet) or any(each > LONGEST_TAKEOVER for each in self.takeovers))

    def judged_again(self) -> Self:
        """As things stand now."""
        return replace(self, result=self.judge.judge(self.storm.stories, list(self.storm.sent)))

    def lines(self) -> Iterator[str]:
        """What is printed."""
        for kind, found in (("lost", self.result.lost), ("duplicate", self.result.duplicates), ("stuck", self.result.stuck)):
            yield from (f"{kind}: {each}" for each in found)
        yield "kills at:"
        kinds = dict.fromkeys(moment.split(" ", 1)[1] for moment in moments(is_shared=self.storm.store.is_shared))
        met = self.storm.met
        yield from (f"  {kind:30} before {met[f'before {kind}']:3}  after {met[f'after {kind}']:3}" for kind in kinds)
        yield f"  {AT_RANDOM:30} {met[AT_RANDOM]:10}"
        yield from (
            f"did not come in time {count} times, so the kill came at random: {moment}"
            for moment, count in self.storm.missed.items()
            if count
        )
        yield from (f"never met: {moment}" for moment in self.unmet)
        yield _troubles(self.judge.github)
        asked = sum(request.path.endswith("/attempts") for request in self.judge.github.requests)
        yield f"deliveries that failed, and that the service asked for again: {asked}"
        if self.takeovers:
            yield f"taken over after {', '.join(f'{each:.1f}' for each in self.takeovers)} s"
        yield self.last_line()

    def last_line(self) -> str:
        """The figures."""
        result = self.result
        return (
            f"kills={self.storm.met.total()} deliveries={len(self.storm.sent)} pull_requests={len(self.storm.stories)} "
            f"lost={len(result.lost)} duplicates={len(result.duplicates)} stuck={len(result.stuck)}"
        )


def _troubles(github: StandIn) -> str:
    """What GitHub did to writes."""
    writes = [request for request in github.requests if request.method != "GET" and (request.changed or request.path != "/graphql")]
    wrong = [request for request in writes if request.status in (None, 502, 403)]
    counted = Counter((request.status or "no answer", "done" if request.changed else "not done") for request in wrong)
    told = ", ".join(f"{status} though {done} {count}" for (status, done), count in sorted(counted.items(), key=str))
    return f"requests {len(github.requests)}, writes {len(writes)}, of these answered with {told}"


def make_storm(host: Host, url: str, chance: random.Random) -> Storm:
    """Nothing runs yet; with PostgreSQL several hosts."""
    second = str(free_port())
    host.variables |= {
        "SCHEMA_REVIEW_SLOTS": "4",
        "SCHEMA_REVIEW_INSTALLATION_SLOTS": "8",
        "SCHEMA_REVIEW_PUBLIC_URL": "https://review.example",
        "SCHEMA_REVIEW_OPERATOR_TOKEN": OPERATOR,
    }
    webs = [host.variables["SCHEMA_REVIEW_PORT"], *([second] if url else [])]
    if url:
        host.variables |= {"SCHEMA_REVIEW_DATABASE_URL": url, SILENT: "6"}
    (host.folder / "data").mkdir()
    store = open_store(url or f"sqlite:///{host.folder / 'data' / 'bot.db'}")
    upgrade(store)
    parts: list[tuple[str, ...]] = [*((port, "serve", "--web-only") for port in webs), *[("", "worker")] * (4 if url else 1)]
    return Storm(host, store, parts, chance)


def look_at_calm_ones(storm: Storm) -> dict[str, Shown]:
    """What each content deserves, and each talk, from pull requests that nothing disturbs; they are none of the storm's."""
    storm.start()
    calm = {content: storm.open("plain", content) for content in CONTENTS}
    calm[CLEARED] = storm.open("plain", "one")
    talks = {said: storm.open("talk", "one") for said in TALKS}
    storm.calm()
    storm.push(calm[CLEARED], "clean")
    storm.calm()
    for said, story in talks.items():
        for command in said:
            storm.say(story, command)
            storm.calm()
        calm[story.state] = story
    if storm.unheard() or storm.progress()[0] != len(storm.sent):
        raise AssertionError(f"not even calm pull requests are reviewed\n{storm.host.log()[-6000:]}")
    storm.stories.clear()
    return {content: shown(story.pull) for content, story in calm.items()}


def disturb(github: StandIn) -> None:
    """Errors of all kinds from now on, by chance."""
    faults = github.faults
    faults.status(502, share=0.02, times=None)
    faults.status(502, share=0.02, times=None, applied=True)
    faults.rate_limit("secondary", share=0.01, times=None)
    faults.lose(share=0.015, times=None)
    faults.refuse(share=0.005, times=None)


def rage(storm: Storm, pool: list[str], *, kills: int, events: int) -> None:
    """So many kills: three of four at the moments, in their order and then again from the first, one at random. Events come meanwhile."""
    for kind in list(KINDS) * max(1, events // 18):
        storm.open(kind, storm.chance.choice(KINDS[kind]))
    first, tries, waiting = storm.met.total(), Counter[str](), list[str]()
    while (done := storm.met.total() - first) < kills:
        waiting = waiting or list(pool)
        due = events * (done + 1) // kills - len(storm.sent)
        if done % 4 == 3 or not waiting:
            strike_anywhere(storm, due)
        else:
            moment = waiting.pop(0)
            tries[moment] += 1
            if not strike(storm, moment, due - 1) and tries[moment] < TRIES:
                waiting.append(moment)
        sys.stderr.write(f"\rkill {done + 1} of {kills}, {len(storm.sent)} deliveries, {storm.progress()[0]} wishes fulfilled  ")


def go(host: Host, url: str, *, kills: int, events: int, chance: random.Random, only: Sequence[str] = ()) -> Report:
    """The whole storm; `only` at these moments, else at all, in any order."""
    storm = make_storm(host, url, chance)
    everything = list(moments(is_shared=bool(url)))
    pool = list(only) or chance.sample(everything, len(everything))
    try:
        judge = Judge(host.github, host.shop, storm.store, look_at_calm_ones(storm))
        disturb(host.github)
        rage(storm, pool, kills=kills, events=events)
        storm.start()
        storm.calm()
        times = []
        if url:
            storm.stop()
            del host.variables[SILENT]
            times = [takeover(storm) for _ in range(TAKEOVERS)]
            storm.start()
            storm.calm()
        unmet = [moment for moment in pool if not storm.met[moment]] if kills >= 2 * len(pool) else []
        return Report(storm, judge, judge.judge(storm.stories, list(storm.sent)), unmet, times)
    finally:
        storm.stop()
        storm.store.engine.dispose()


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
            report = go(host, options.url, kills=options.kills, events=options.events, chance=random.Random(options.seed))  # no secret
    sys.stdout.write("\n" + "\n".join(report.lines()) + "\n")
    return report.code


if __name__ == "__main__":
    sys.exit(main())
