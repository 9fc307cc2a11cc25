"""What a storm could leave behind, done on purpose and undone at the end of the block: the judge has to see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Table, select, update

from bot.service.store import Store
from tests.github.standin import StandIn
from tests.service.host import BOT
from tests.service.judge import REPLIES
from tests.service.stories import Story


@contextmanager
def no_comment(story: Story) -> Iterator[None]:
    comments = list(story.pull.comments)
    story.pull.comments.clear()
    yield
    story.pull.comments.extend(comments)


@contextmanager
def stale_comment(story: Story) -> Iterator[None]:
    """An older head's."""
    comment = story.pull.comments[0]
    body = comment.body
    comment.body = body.replace(story.pull.head[:7], "1234567")
    yield
    comment.body = body


@contextmanager
def stale_findings(story: Story) -> Iterator[None]:
    """Under the newest head's name."""
    comment = story.pull.comments[0]
    body = comment.body
    comment.body = body.replace("users", "accounts", 1)
    yield
    comment.body = body


@contextmanager
def second_comment(story: Story) -> Iterator[None]:
    twin = story.pull.comment(BOT, story.pull.comments[0].body if story.pull.comments else "### 🟢 Schema review: nothing to say")
    yield
    twin.delete()


@contextmanager
def no_thread(story: Story) -> Iterator[None]:
    thread = story.pull.threads.pop()
    yield
    story.pull.threads.append(thread)


@contextmanager
def second_thread(story: Story) -> Iterator[None]:
    story.pull.threads.append(story.pull.threads[0])
    yield
    story.pull.threads.pop()


@contextmanager
def second_thread_hidden(story: Story) -> Iterator[None]:
    """It was mailed to people all the same."""
    thread = story.pull.threads[0]
    first = thread.comments[0]
    story.pull.threads.append(replace(thread, comments=[replace(first, is_minimized=True)]))
    yield
    story.pull.threads.pop()


@contextmanager
def open_check(story: Story) -> Iterator[None]:
    check = story.pull.repository.check_runs(story.pull.head)[0]
    status = check.status
    check.status = "in_progress"
    yield
    check.status = status


@contextmanager
def wrong_verdict(story: Story) -> Iterator[None]:
    checks = story.pull.repository.check_runs(story.pull.head)
    verdicts = [check.conclusion for check in checks]
    for check in checks:
        check.conclusion = "neutral"
    yield
    for check, verdict in zip(checks, verdicts, strict=True):
        check.conclusion = verdict


@contextmanager
def no_check(story: Story) -> Iterator[None]:
    checks = story.pull.repository.checks
    kept = list(checks)
    checks[:] = [check for check in checks if check.head_sha != story.pull.head]
    yield
    checks[:] = kept


ON_FINDINGS = (
    *(no_comment, stale_comment, stale_findings, second_comment),
    *(no_thread, second_thread, second_thread_hidden, open_check, wrong_verdict, no_check),
)


@contextmanager
def no_reaction(story: Story) -> Iterator[None]:
    """To what was said."""
    said = next(comment for comment in story.pull.comments if comment.login != BOT)
    given = said.reactions.pop()
    yield
    said.reactions.append(given)


@contextmanager
def no_reply(story: Story) -> Iterator[None]:
    reply = next(comment for comment in story.pull.comments if REPLIES in comment.body)
    place = story.pull.comments.index(reply)
    del story.pull.comments[place]
    yield
    story.pull.comments.insert(place, reply)


@contextmanager
def second_reply(story: Story) -> Iterator[None]:
    twin = story.pull.comment(BOT, next(comment.body for comment in story.pull.comments if REPLIES in comment.body))
    yield
    twin.delete()


ON_TALKS = (no_reaction, no_reply, second_reply)


@contextmanager
def posted_twice(github: StandIn, story: Story) -> Iterator[None]:
    """The second one was deleted since."""
    posted = next(request for request in github.writes if request.path.endswith(f"/issues/{story.pull.number}/comments"))
    github.requests.append(posted)
    yield
    github.requests.pop()


@contextmanager
def altered(store: Store, table: Table, **values: Any) -> Iterator[None]:
    """One row of ours."""
    (key,) = table.primary_key.columns
    with store.write() as connection:
        row = connection.execute(select(table).limit(1)).one()._asdict()
        connection.execute(update(table).where(key == row[key.name]).values(values))
    yield
    with store.write() as connection:
        connection.execute(update(table).where(key == values.get(key.name, row[key.name])).values(row))
