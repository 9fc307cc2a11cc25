"""A stored delivery reviewed once more: GitHub is asked, and nothing is written to it."""

import json
from dataclasses import dataclass
from typing import Any

from bot.action import notices
from bot.action.dry_run import rehearse
from bot.action.event import Subject as Commits
from bot.action.inputs import Inputs
from bot.action.job import Job, as_it_stands
from bot.action.log import Log
from bot.action.runner import Runner
from bot.errors import ConfigError, NotAllowed, WebhookError
from bot.github import Client, Look
from bot.render.message import plain
from bot.service.events import Command, Ignored, Rerun, Wish
from bot.service.reviews.analysis import Limits, analyse
from bot.service.reviews.publisher import Publisher
from bot.service.subject import Subject
from bot.service.webhook import read_stored

# The part of a payload that tells which event it is; the first one that is there.
TELLING = {"merge_group": "merge_group", "check_suite": "check_suite", "check_run": "check_run", "issue": "issue_comment"}


@dataclass(frozen=True, slots=True)
class Stored:
    """A delivery without its signature."""

    event: str
    payload: dict[str, Any]


def read_file(content: bytes, event: str = "") -> Stored:
    """A payload, or what holds one: GitHub's own account of a delivery (`request.payload`), or a row of our table (`payload`).

    `event` names it; without, the file does, or else what the payload is about.

    Raises:
        ConfigError: it is no JSON object.
    """
    try:
        found = json.loads(content)
        named = found.get("event", "")
        payload = found.get("request", found).get("payload", found)
        payload = json.loads(payload) if isinstance(payload, str) else payload
        told = next((name for part, name in TELLING.items() if part in payload), "pull_request")
    except (ValueError, AttributeError, TypeError, RecursionError) as wrong:
        raise ConfigError("no delivery: a JSON object with the payload is expected") from wrong
    return Stored(event or (named if isinstance(named, str) and named else told), payload)


def subjects_of(stored: Stored) -> tuple[Subject, ...]:
    """What the delivery asks to review.

    Raises:
        ConfigError: nothing, or the payload cannot be read.
    """
    try:
        asked = read_stored(stored.event, json.dumps(stored.payload).encode())
    except WebhookError as wrong:
        raise ConfigError(str(wrong)) from wrong
    match asked:
        case Wish(subject) | Command(subject):
            return (subject,)
        case Rerun(subjects) if subjects:
            return subjects
        case Ignored(why):
            raise ConfigError(f"the delivery asks for no review: {why}")
        case _:
            raise ConfigError("the delivery asks for no review")


def preview(publisher: Publisher, subject: Subject) -> str:
    """What a review of the delivery's head would post, against the target branch as it stands now.

    Raises:
        BotError: as in a review.
    """
    entry = publisher.app.enter(subject.installation, subject.repository_id, called=subject.repository)
    settings = publisher.settings
    runner = Runner.of(
        {"GITHUB_REPOSITORY": entry.repository, "GITHUB_API_URL": settings.api_url, "GITHUB_SERVER_URL": settings.server_url}
    )
    client = Client(entry.token, api_url=settings.api_url, guard=_refuse)
    commits = Commits(entry.repository, number=subject.number or None, head=subject.head, base=subject.base)
    job = as_it_stands(Job(runner, Inputs(token=entry.token), Log(secret=entry.token), client, commits))
    about = job.subject
    sides = publisher.cache.read(subject, client, repository=about.repository, head=about.head, tip=about.base)
    if not sides.is_ahead:
        return plain(notices.AHEAD.filled(head=sides.head.name, base=sides.tip.name), job.language("auto")[0])
    chosen, made = analyse(sides, Limits(settings.review_seconds, settings.review_megabytes))
    language, both = job.language(chosen.config.language)
    look = Look(language, both, comment=chosen.config.comment, inline=chosen.config.inline)
    told = rehearse(made, look, client=client, subject=about, standing=job.standing)
    return "\n".join(f"## {title}\n\n{words}\n" for title, words in told.items())


def _refuse() -> None:
    raise NotAllowed("a replay writes nothing")
