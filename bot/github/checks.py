"""The check run of one commit: the only sign that a review has begun, and the verdict that branch protection reads."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.errors import NotAllowed
from bot.github.client import Client
from bot.github.once import once
from bot.model import Conclusion
from bot.render import Annotation, CheckReport

NAME = "Schema review"
VIEWER = "query Viewer { viewer { login } }"
PAGE = 50  # annotations that GitHub takes in one request


@dataclass(frozen=True, slots=True)
class CheckRun:
    """A check run that we began, `number` as GitHub counts; `key` tells those of several runs on one commit apart.

    `is_new` is set where this very run of ours began it, so that nothing was appended to it yet.
    """

    repository: str
    head: str
    key: str
    details_url: str | None
    number: int = 0
    is_new: bool = field(default=False, compare=False)

    @property
    def name(self) -> str:
        """What people see."""
        return NAME if self.key == "default" else f"{NAME} ({self.key})"

    @property
    def path(self) -> str:
        """Its address in the API."""
        return f"/repos/{self.repository}/check-runs/{self.number}"


def start_check(
    client: Client, repository: str, head: str, *, key: str = "default", details_url: str | None = None, is_first: bool = False
) -> CheckRun | None:
    """Begin the check run of a commit, or take over the one that a crashed run left open; None where the token may not write checks.

    `is_first`: whoever asks knows that no run was left open.

    Raises:
        ForgeError: see `bot.errors`.
    """
    check = CheckRun(repository, head, key, details_url)
    try:
        return (None if is_first else _open_run(client, check)) or _begin(client, check)
    except NotAllowed:
        return None


def find_check(client: Client, repository: str, head: str, *, key: str = "default") -> CheckRun | None:
    """The check run of a commit that we began and that is not concluded; None where there is none.

    Raises:
        ForgeError: see `bot.errors`.
    """
    return _open_run(client, CheckRun(repository, head, key, None))


def first_begun(client: Client, repository: str, head: str, *, key: str = "default") -> str | None:
    """When we first began to review a commit; None where no check run of ours tells.

    Raises:
        ForgeError: see `bot.errors`.
    """
    check = CheckRun(repository, head, key, None)
    try:
        return min((run["started_at"] for run in _own_runs(client, check) if run["started_at"]), default=None)
    except NotAllowed:
        return None


def finish_check(client: Client, check: CheckRun, report: CheckReport, conclusion: Conclusion) -> None:
    """Conclude the check run. GitHub appends annotations, so each page is counted there before it is sent again.

    Raises:
        ForgeError: see `bot.errors`.
    """
    mark = _mark(check.key, report)
    sent, known = (0, mark) if check.is_new else _appended(client, check)
    if sent and known != mark:
        # An earlier attempt read something else; what it appended cannot be taken back.
        cancel_check(client, check, title=report.title, summary=report.summary)
        check, sent = _begin(client, check), 0
    output = {"title": report.title, "summary": report.summary}
    for page, is_last in _pages(report.annotations[sent:]):
        sent += len(page)
        body: dict[str, Any] = {"external_id": mark, "output": {**output, "annotations": [_entry(each) for each in page]}}
        _patch(client, check, {**body, "status": "completed", "conclusion": conclusion.value} if is_last else body, mark=mark, sent=sent)


def _appended(client: Client, check: CheckRun) -> tuple[int, str | None]:
    """How many annotations the check run has, and of which report."""
    found = client.get(check.path)
    return found["output"]["annotations_count"], found["external_id"]


def cancel_check(client: Client, check: CheckRun, *, title: str, summary: str) -> None:
    """Conclude a check run whose review nobody needs any more.

    Raises:
        ForgeError: see `bot.errors`.
    """
    body = {"status": "completed", "conclusion": "cancelled", "output": {"title": title, "summary": summary}}
    once(client, lambda: bool(client.write("PATCH", check.path, body)), lambda: None)


def _open_run(client: Client, check: CheckRun) -> CheckRun | None:
    """Our newest run of this commit that is not concluded."""
    ours = max((run["id"] for run in _own_runs(client, check, is_open=True)), default=None)
    return None if ours is None else replace(check, number=ours)


def _own_runs(client: Client, check: CheckRun, *, is_open: bool = False) -> list[dict[str, Any]]:
    path = f"/repos/{check.repository}/commits/{check.head}/check-runs"
    runs = client.pages(path, key="check_runs", check_name=check.name, filter="all")
    alike = [run for run in runs if _key_of(run["external_id"]) == check.key and not (is_open and run["status"] == "completed")]
    if not alike:
        return []
    # Another App that reviews here, too, writes the same; only it may conclude what it began.
    app = client.graphql(VIEWER, {})["viewer"]["login"].removesuffix("[bot]")
    return [run for run in alike if (run["app"] or {}).get("slug") == app]


def _begin(client: Client, check: CheckRun) -> CheckRun:
    body = {"name": check.name, "head_sha": check.head, "status": "in_progress", "external_id": f"schema-review:{check.key}"}
    if check.details_url:
        body["details_url"] = check.details_url
    path = f"/repos/{check.repository}/check-runs"
    return once(
        client, lambda: replace(check, number=client.write("POST", path, body)["id"], is_new=True), lambda: _open_run(client, check)
    )


def _key_of(external_id: str | None) -> str | None:
    kind, _, rest = (external_id or "").partition(":")
    return rest.partition(":")[0] if kind == "schema-review" else None


def _mark(key: str, report: CheckReport) -> str:
    """What tells whose annotations a check run has: those of this very report, or of an attempt that read something else."""
    said = json.dumps([report.title, report.summary, [asdict(each) for each in report.annotations]], sort_keys=True)
    return f"schema-review:{key}:{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def _pages(annotations: tuple[Annotation, ...]) -> Iterator[tuple[tuple[Annotation, ...], bool]]:
    starts = range(0, max(1, len(annotations)), PAGE)
    for start in starts:
        yield annotations[start : start + PAGE], start == starts[-1]


def _patch(client: Client, check: CheckRun, body: dict[str, Any], *, mark: str, sent: int) -> None:
    def landed() -> bool | None:
        found = client.get(check.path)
        is_there = found["external_id"] == mark and found["output"]["annotations_count"] >= sent
        return True if is_there and found["status"] == body.get("status", found["status"]) else None

    once(client, lambda: bool(client.write("PATCH", check.path, body)), landed)


def _entry(annotation: Annotation) -> dict[str, Any]:
    return {
        "path": annotation.path,
        "start_line": annotation.line,
        "end_line": annotation.end_line,
        "annotation_level": annotation.level,
        "title": annotation.title,
        "message": annotation.message,
    }
