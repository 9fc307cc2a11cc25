"""What a storm left behind, held against what stands on pull requests that it did not touch."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.service.store import Store
from bot.service.store.tables import DELIVERIES, OPEN, PR_STATE
from tests.github.standin import Repository, StandIn
from tests.service.host import BOT
from tests.service.stories import CLEARED, Shown, Story, fingerprints, shown

SUMMARY, REPLIES = "schema-review:summary", "schema-review:replies"


@dataclass(frozen=True)
class Result:
    """What was found; every list is empty after a good run."""

    lost: list[str]
    duplicates: list[str]
    stuck: list[str]

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.duplicates or self.stuck)


@dataclass(frozen=True)
class Judge:
    """`expected` is what a calm pull request shows, for each content."""

    github: StandIn
    shop: Repository
    store: Store
    expected: dict[str, Shown]

    def judge(self, stories: Sequence[Story], sent: Sequence[str]) -> Result:
        """`sent` are the ids of the deliveries."""
        lost = [*self._missing(sent), *(words for story in stories for words in self._wrong(story))]
        duplicates = [words for story in stories for words in self._doubled(story)]
        return Result(lost, duplicates, [*self._open_checks(), *self._unfinished()])

    def _missing(self, sent: Sequence[str]) -> Iterator[str]:
        with self.store.read() as connection:
            stored = set(connection.scalars(select(DELIVERIES.c.guid)))
            given_up = connection.execute(select(PR_STATE.c.pr, PR_STATE.c.error).where(PR_STATE.c.dead)).all()
        yield from (f"delivery {guid}" for guid in sent if guid not in stored)
        yield from (f"{row.pr} was given up: {row.error}" for row in given_up)

    def _wrong(self, story: Story) -> Iterator[str]:
        content = story.heads[-1]
        # Whoever was told of findings is told that they are gone; who never was, hears nothing.
        was_told = any(request.path == _conversation(story) for request in self.github.writes)
        wanted = self.expected[CLEARED if content == "clean" and was_told else story.state]
        found = shown(story.pull)
        for part in ("comments", "inline", "verdict", "reactions"):
            is_, should = getattr(found, part), getattr(wanted, part)
            if is_ != should:
                told = ", ".join((*story.heads, *story.said))
                yield f"#{story.pull.number} ({told}): {part} {_apart(is_, should)}"

    def _doubled(self, story: Story) -> Iterator[str]:
        """Also what was doubled for a moment: people had a message of it."""
        number = f"#{story.pull.number}"
        bodies = [each.body["body"] for each in self.github.writes if each.method == "POST" and each.path == _conversation(story)]
        mine = [comment.body for comment in story.pull.comments if comment.login == BOT]
        for kind in (REPLIES, SUMMARY):
            there, posted = (sum(kind in body for body in each) for each in (mine, bodies))
            if posted > 1 or there > 1:
                yield f"{number}: {there} comments, {posted} posted ({kind})"
        told = Counter(fingerprints(story.pull))
        yield from (f"{number}: {count} comments on lines about {each}" for each, count in told.items() if count > 1)

    def _open_checks(self) -> Iterator[str]:
        yield from (f"check of {check.head_sha[:7]}: {check.status}" for check in self.shop.check_runs() if check.status != "completed")

    def _unfinished(self) -> Iterator[str]:
        with self.store.read() as connection:
            rows = connection.execute(select(PR_STATE).where(OPEN, ~PR_STATE.c.dead)).all()
        yield from (f"{row.pr}: {row.done} of {row.wanted} wishes fulfilled, job {row.job}: {row.error}" for row in rows)


def _conversation(story: Story) -> str:
    return f"/repos/{story.pull.repository.full_name}/issues/{story.pull.number}/comments"


def _apart(found: object, wanted: object) -> str:
    """Both, from shortly before where they part."""
    one, other = repr(found), repr(wanted)
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"…{one[max(0, same - 30) : same + 300]} instead of …{other[max(0, same - 30) : same + 300]}"
