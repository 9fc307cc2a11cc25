"""Headers, body and secrets in, an event out: no clock, no network, no storage."""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence

from pydantic import ValidationError

from bot.errors import WebhookError
from bot.github.commands.obey import Receipt, is_for_us, is_ticking
from bot.service.events import Command, Delivery, Event, Ignored, Rerun, Wish, Withdrawn
from bot.service.payloads import Account, Checked, Payload
from bot.service.subject import Subject

MAX_BODY = 25 * 1024 * 1024  # GitHub sends nothing larger
SCHEME = b"sha256="
GUID = re.compile(r"[0-9A-Za-z-]{1,100}")
REVIEWED = ("opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft", "edited")


def read_delivery(headers: Mapping[str, str], body: bytes, secrets: Sequence[str]) -> Delivery:
    """What one request to the webhook asks. `headers` have lower-case names; any of the `secrets` may have signed the body.

    Raises:
        WebhookError: it is not GitHub's (401), or not to be understood (400).
    """
    verify(body, headers.get("x-hub-signature-256", ""), secrets)
    guid, name = headers.get("x-github-delivery", ""), headers.get("x-github-event", "")
    if not GUID.fullmatch(guid):
        raise WebhookError("the header X-GitHub-Delivery is missing, or no id", status=400)
    if not name:
        raise WebhookError("the header X-GitHub-Event is missing", status=400)
    read = EVENTS.get(name)
    if read is None:
        return Delivery(guid, name, "", Ignored(f"nothing to do on {name[:50]}"))
    return Delivery(guid, name, *_read(read, name, body))


def read_stored(name: str, body: bytes) -> Event:
    """What a delivery asks that was verified when it came.

    Raises:
        WebhookError: it is not to be understood (400).
    """
    read = EVENTS.get(name)
    return _read(read, name, body)[1] if read else Ignored(f"nothing to do on {name[:50]}")


def verify(body: bytes, signature: str, secrets: Sequence[str]) -> None:
    """Check that one of the secrets signed exactly these bytes.

    Raises:
        WebhookError: none did (401).
    """
    if not any(secrets):
        raise WebhookError("no webhook secret is set, so no request can be trusted", status=401)
    # As bytes: `compare_digest` raises for a text that is not ASCII. A header's text is Latin-1.
    given = signature.encode("latin-1", "replace")
    matches = [
        hmac.compare_digest(SCHEME + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode(), given)
        for secret in secrets
        if secret
    ]
    if not any(matches):
        words = "the signature is wrong" if given else "the header X-Hub-Signature-256 is missing"
        raise WebhookError(f"{words}: is the webhook's secret the one that is set here?", status=401)


def _read(read: Callable[[Payload], Event], name: str, body: bytes) -> tuple[str, Event]:
    try:
        payload = Payload.model_validate_json(body)
        return body.decode(), read(payload)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        reason = f"{place}: {first['msg']}" if place else first["msg"]
    hint = "" if body[:1] == b"{" else "; is the webhook's content type application/json?"
    raise WebhookError(f"the payload of {name} cannot be read: {reason}{hint}", status=400)


def _subject(payload: Payload, *, number: int = 0, head: str = "", base: str = "") -> Subject | None:
    """The subject in the tenant that the payload names; None where it names none, as the webhook of a plain repository does."""
    if payload.installation is None or payload.repository is None:
        return None
    return Subject(payload.installation.id, payload.repository.id, payload.repository.full_name, number, head, base)


NO_TENANT = Ignored("the event is no App's: it names no installation")


def _pull_request(payload: Payload) -> Event:
    pull = payload.pull_request
    if pull is None or payload.action not in REVIEWED:
        return Ignored(f"nothing to do when a pull request is {payload.action or 'sent'}")
    if payload.action == "edited" and (payload.changes is None or payload.changes.base is None):
        return Ignored("only the words of the pull request were edited")
    if pull.state == "closed":
        return Ignored("the pull request is closed")
    subject = _subject(payload, number=pull.number, head=pull.head.sha, base=pull.base.sha)
    return Wish(subject) if subject else NO_TENANT


def _issue_comment(payload: Payload) -> Event:
    issue, comment = payload.issue, payload.comment
    if issue is None or comment is None or payload.action not in ("created", "edited"):
        return Ignored(f"nothing to do when a comment is {payload.action or 'sent'}")
    if issue.pull_request is None or issue.state == "closed":
        return Ignored("the comment is on no open pull request")
    author, sender = comment.user or Account(), payload.sender or Account()
    # Our own edits raise this event, too.
    is_bot = "Bot" in (author.type, sender.type)
    before = payload.changes.body.before if payload.action == "edited" and payload.changes and payload.changes.body else None
    is_edited_bot = author.type == "Bot" != sender.type
    receipt = Receipt(comment.id, author.login, sender.login, comment.body or "", before, is_bot, is_edited_bot)
    subject = _subject(payload, number=issue.number)
    if subject is None:
        return NO_TENANT
    if is_for_us(receipt):
        return Command(subject, receipt)
    if is_ticking(receipt):
        return Wish(subject)
    return Ignored("a bot wrote it" if is_bot else "the comment has no new command of its author")


def _check_run(payload: Payload) -> Event:
    pressed = payload.requested_action.identifier if payload.action == "requested_action" and payload.requested_action else ""
    if payload.action != "rerequested" and pressed != "rerun":
        return Ignored(f"nothing to do when a check run is {payload.action or 'sent'}")
    return _rerun(payload, payload.check_run)


def _check_suite(payload: Payload) -> Event:
    if payload.action != "rerequested":
        return Ignored(f"nothing to do when a check suite is {payload.action or 'sent'}")
    return _rerun(payload, payload.check_suite)


def _rerun(payload: Payload, checked: Checked | None) -> Event:
    if checked is None or payload.installation is None or payload.repository is None:
        return NO_TENANT
    repository = payload.repository.id
    # A pull request of a fork may have the same head.
    here = (pull for pull in checked.pull_requests if pull.base.repo is None or pull.base.repo.id == repository)
    found = (_subject(payload, number=pull.number, head=pull.head.sha, base=pull.base.sha) for pull in here)
    return Rerun(tuple(filter(None, found)), repository, payload.installation.id, checked.head_sha)


def _merge_group(payload: Payload) -> Event:
    group = payload.merge_group
    if group is None or payload.action != "checks_requested":
        return Ignored(f"nothing to do when a merge group is {payload.action or 'sent'}")
    subject = _subject(payload, head=group.head_sha, base=group.base_sha)
    return Wish(subject) if subject else NO_TENANT


def _installation(payload: Payload) -> Event:
    if payload.installation is None:
        return NO_TENANT
    if payload.action in ("deleted", "suspend"):
        return Withdrawn(payload.installation.id, None)
    return Ignored(f"noted: installation {payload.action}")


def _installation_repositories(payload: Payload) -> Event:
    if payload.installation is None:
        return NO_TENANT
    gone = tuple(repository.id for repository in payload.repositories_removed)
    return Withdrawn(payload.installation.id, gone) if gone else Ignored(f"noted: repositories {payload.action}")


EVENTS: dict[str, Callable[[Payload], Event]] = {
    "check_run": _check_run,
    "check_suite": _check_suite,
    "installation": _installation,
    "installation_repositories": _installation_repositories,
    "issue_comment": _issue_comment,
    "merge_group": _merge_group,
    "ping": lambda _: Ignored("pong"),
    "pull_request": _pull_request,
}
