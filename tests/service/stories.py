"""The pull requests of a storm: what their heads hold, and what stands on them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.github.commands.settle import DONE
from bot.render.markers import read_inline_marker
from tests.github.standin import PullRequest
from tests.github.standin.git import Content
from tests.service.host import BOT

USERS = "CREATE TABLE users (id bigserial PRIMARY KEY, name varchar(80) NOT NULL, email text, phone text);\n"
BEFORE: Content = {"migrations/0001_users.sql": USERS, "README.md": "A shop.\n"}
# What a pull request may bring: nothing to say about, and several kinds of findings; `one` and `both` have theirs on the same line.
CLEAN: Content = {**BEFORE, "migrations/0002_note.sql": "ALTER TABLE users ADD COLUMN note text;\n"}
ONE: Content = {**BEFORE, "migrations/0003_drop.sql": "ALTER TABLE users DROP COLUMN name;\n"}
BOTH: Content = {**BEFORE, "migrations/0003_drop.sql": "ALTER TABLE users DROP COLUMN name, DROP COLUMN email;\n"}
OTHER: Content = {
    **BEFORE,
    "migrations/0002_orders.sql": "CREATE TABLE orders (id bigserial PRIMARY KEY, user_id bigint REFERENCES users (id));\n",
    "migrations/0004_phone.sql": "ALTER TABLE users DROP COLUMN phone;\n",
}
CONTENTS = {"clean": CLEAN, "one": ONE, "both": BOTH, "other": OTHER}
# What a pull request changes between; in those of the kind `talk` people speak to us.
KINDS = {"quiet": ("clean",), "plain": ("clean", "one", "other"), "pair": ("one", "both"), "talk": ("one",)}
COMMANDS = {
    "korean": "/schema-review lang ko",
    "explain": "/schema-review explain dropped-column",
    "more": "/schema-review explain unindexed-foreign-key",
}
TALKS = (("korean",), ("explain",), ("explain", "more"))
FINDING = re.compile(r"\n\n(?=\S+ \*\*(?:Error|Warning|Note)\*\*)")  # between two of a comment
CLEARED = "cleared"  # what stands there where a head is clean and an earlier one was not


@dataclass
class Story:
    """A pull request, what kind it is, which of the contents its heads had, and which of the commands were said."""

    pull: PullRequest
    kind: str
    heads: list[str]
    said: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What decides what is to stand there, but for what stood there before."""
        return " ".join((self.heads[-1], *self.said))

    @property
    def is_answered(self) -> bool:
        """Whether its head is reviewed, and what was said is done."""
        return verdict(self.pull) == "failure" and all(DONE in given for given in reactions(self.pull))

    @property
    def was_told(self) -> bool:
        """Whether our comment stands there."""
        return any(comment.login == BOT for comment in self.pull.comments)


@dataclass(frozen=True)
class Shown:
    """What stands on a pull request, without what differs between any two: our comments, our open comments on lines, the verdict.

    And what we answered with a reaction.
    """

    comments: tuple[str, ...]
    inline: tuple[str, ...]
    verdict: str | None
    reactions: tuple[tuple[str, ...], ...]


def shown(pull: PullRequest) -> Shown:
    comments = sorted(_neutral(comment.body, pull) for comment in pull.comments if comment.login == BOT)
    return Shown(tuple(comments), tuple(sorted(_inline(pull))), verdict(pull), reactions(pull))


def reactions(pull: PullRequest) -> tuple[tuple[str, ...], ...]:
    """Ours to each comment of a person."""
    people = (comment for comment in pull.comments if comment.login != BOT)
    return tuple(tuple(sorted(content for _, login, content in comment.reactions if login == BOT)) for comment in people)


def verdict(pull: PullRequest) -> str | None:
    """What the newest check run of the head says."""
    runs = pull.repository.check_runs(pull.head)
    return max(runs, key=lambda run: run.id).conclusion if runs else None


def fingerprints(pull: PullRequest) -> list[str]:
    """What every comment of ours on a line says, also of those that were hidden since: nobody is told the same twice."""
    mine = [thread.comments[0].body for thread in pull.threads if thread.comments[0].login == BOT]
    markers = [read_inline_marker(body) for body in mine]
    return [fingerprint for marker in markers if marker for fingerprint, _ in marker.findings]


def _inline(pull: PullRequest) -> Iterator[str]:
    """Each finding of our open comments on lines, and what the markers say.

    Not whole comments: two findings of a line share one, unless the second came with a line that was pushed anew.
    """
    for thread in pull.threads:
        first = thread.comments[0]
        if first.login != BOT or first.is_minimized:
            continue
        marker = read_inline_marker(first.body)
        told, _, _ = first.body.partition("<details>")
        yield from (f"{thread.path}: {finding}" for finding in FINDING.split(_neutral(told, pull).strip()))
        yield from (f"{fingerprint} {severity}" for fingerprint, severity in (marker.findings if marker else [("no marker", "")]))


def _neutral(body: str, pull: PullRequest) -> str:
    """The text with words in place of the head, of addresses and of the digest over them."""
    body = body.replace(pull.head, "HEAD").replace(pull.head[:7], "HEAD").replace(f"/pull/{pull.number}/", "/pull/NUMBER/")
    body = re.sub(r"state=\S* seal=\w+", "state=STATE", re.sub(r"\d{4}-\d\d-\d\d", "DATE", body))
    return re.sub(r"/runs/[\w-]+", "/runs/PAGE", re.sub(r"digest=\w+", "digest=DIGEST", body))
