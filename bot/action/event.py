"""Which commits an event is about, and which pull request."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.action import notices
from bot.action.inputs import Inputs
from bot.action.runner import Runner
from bot.errors import ConfigError
from bot.github.commands.obey import Receipt, is_for_us, is_ticking
from bot.model import Message

Event = Mapping[str, Any]
PULL_HEAD = re.compile(r"refs/pull/([1-9]\d*)/head")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reviewed: `base` and `head` as ids or names, both empty where only GitHub's API knows them.

    `number` is the pull request's. `is_fork` is set where its branch is a fork's, so that the token may only read. `idle` says why there
    is nothing to do. `is_foreign` is set where an input names a head that the
    event is not about: then nothing is written to GitHub. `receipt` is the comment with a command that the event
    is about.
    """

    repository: str
    base: str = ""
    head: str = ""
    number: int | None = None
    is_draft: bool = False
    is_fork: bool = False
    is_foreign: bool = False
    title: str = ""
    body: str = ""
    idle: Message | None = None
    receipt: Receipt | None = None


def read_subject(runner: Runner, inputs: Inputs) -> Subject:
    """The subject of the event, with what the inputs `base` and `head` say instead.

    Raises:
        ConfigError: the event is none that names commits.
    """
    if named := PULL_HEAD.fullmatch(inputs.head):
        return Subject(runner.repository, base=inputs.base, number=int(named[1]))
    try:
        subject = _of_event(runner)
    except ConfigError:
        if not (inputs.base and inputs.head):
            raise
        subject = Subject(runner.repository)
    if inputs.head and inputs.head != subject.head:
        subject = replace(subject, head=inputs.head, number=None, is_foreign=True, idle=None)
    return replace(subject, base=inputs.base) if inputs.base else subject


def _of_event(runner: Runner) -> Subject:
    read = EVENTS.get(runner.event_name)
    if read is None:
        known = ", ".join(sorted(EVENTS))
        raise ConfigError(f"the event {runner.event_name or '(none)'} names no commits to review; these events work: {known}")
    event = runner.event()
    try:
        return read(Subject(runner.repository), event, runner.sha)
    except (AttributeError, KeyError, TypeError, ValueError) as missing:
        raise ConfigError(f"the event {runner.event_name} lacks {missing}: set the inputs base and head") from missing


def _commit(part: Event, name: str) -> str:
    """The commit id that a part of the event names.

    Raises:
        KeyError: it names none; with what is missing.
    """
    found = part[name]
    if not isinstance(found, str) or not found:
        raise KeyError(name)
    return found


def _pull_request(subject: Subject, event: Event, _: str) -> Subject:
    pull = event["pull_request"]
    # The repository of the head is null where the fork was deleted.
    source = pull["head"].get("repo", {"full_name": subject.repository})
    is_closed = event.get("action") == "closed" or pull.get("state") == "closed"
    return replace(
        subject,
        base=_commit(pull["base"], "sha"),
        head=_commit(pull["head"], "sha"),
        number=int(pull["number"]),
        is_draft=bool(pull.get("draft")),
        is_fork=source is None or source.get("full_name") != subject.repository,
        title=str(pull.get("title") or ""),
        body=str(pull.get("body") or ""),
        idle=notices.CLOSED if is_closed else None,
    )


def _pull_request_target(subject: Subject, event: Event, sha: str) -> Subject:
    # Its token may write, whoever's the branch is.
    return replace(_pull_request(subject, event, sha), is_fork=False)


def _issue_comment(subject: Subject, event: Event, _: str) -> Subject:
    issue = event["issue"]
    receipt = _receipt(event)
    has_command = is_for_us(receipt)
    idle = None if has_command or is_ticking(receipt) else notices.NO_COMMAND
    idle = notices.CLOSED if issue.get("state") == "closed" else idle
    idle = notices.NO_PULL if issue.get("pull_request") is None else idle
    return replace(subject, number=int(issue["number"]), idle=idle, receipt=receipt if has_command else None)


def _receipt(event: Event) -> Receipt:
    comment = event["comment"]
    author, sender = comment["user"] or {}, event.get("sender") or {}
    before = ((event.get("changes") or {}).get("body") or {}).get("from") if event.get("action") == "edited" else None
    is_bot = "Bot" in (author.get("type"), sender.get("type")) or event.get("action") == "deleted"
    return Receipt(
        comment=int(comment["id"]),
        author=str(author.get("login")),
        sender=str(sender.get("login")),
        body=str(comment.get("body") or ""),
        before=before,
        is_bot=is_bot,
        is_edited_bot=author.get("type") == "Bot" != sender.get("type"),
    )


def _merge_group(subject: Subject, event: Event, _: str) -> Subject:
    group = event["merge_group"]
    return replace(subject, base=_commit(group, "base_sha"), head=_commit(group, "head_sha"))


def _push(subject: Subject, event: Event, sha: str) -> Subject:
    before, after = _commit(event, "before"), str(event.get("after") or sha)
    if not after.strip("0"):
        return replace(subject, idle=notices.DELETED)
    return replace(subject, base=before if before.strip("0") else _commit(event["repository"], "default_branch"), head=after)


def _by_hand(subject: Subject, event: Event, sha: str) -> Subject:
    return replace(subject, base=_commit(event["repository"], "default_branch"), head=sha)


def _schedule(subject: Subject, event: Event, sha: str) -> Subject:
    # GitHub sends no repository with it, and runs it on the default branch: only the input `base` makes a difference.
    return _by_hand(subject, event, sha) if event.get("repository") else replace(subject, base=sha, head=sha)


EVENTS: dict[str, Callable[[Subject, Event, str], Subject]] = {
    "pull_request": _pull_request,
    "pull_request_target": _pull_request_target,
    "issue_comment": _issue_comment,
    "merge_group": _merge_group,
    "push": _push,
    "schedule": _schedule,
    "workflow_dispatch": _by_hand,
}
