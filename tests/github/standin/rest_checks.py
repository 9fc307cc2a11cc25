"""Check runs over REST, with GitHub's limits."""

from typing import Any

from tests.github.standin.calls import Answer, Call, RefusedError, Route, invalid, not_found
from tests.github.standin.checks import CheckRun
from tests.github.standin.rest_repositories import resolved
from tests.github.standin.shown_comments import annotation, check_run

CONCLUSIONS = ("action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out")
STATUSES = ("queued", "in_progress", "completed")
LEVELS = ("notice", "warning", "failure")
LIMIT = 65_535
NEEDS = ("checks",)


def routes() -> tuple[Route, ...]:
    one = "/repos/{owner}/{repo}/check-runs/{check_run_id}"
    return (
        Route("POST", "/repos/{owner}/{repo}/check-runs", create, needs=NEEDS),
        Route("GET", one, lambda call: Answer(200, check_run(call.repo, _check(call))), needs=NEEDS),
        Route("PATCH", one, update, needs=NEEDS),
        Route("GET", f"{one}/annotations", list_annotations, needs=NEEDS),
        Route("GET", "/repos/{owner}/{repo}/commits/{ref*}/check-runs", list_runs, needs=NEEDS),
    )


def create(call: Call) -> Answer:
    """Only an App may (a workflow's token is one's)."""
    if call.token is None or call.token.app is None:
        raise RefusedError(403, "You must authenticate via a GitHub App.")
    name, sha = call.body.get("name"), call.body.get("head_sha")
    if not name or not sha:
        raise RefusedError(422, f'Invalid request.\n\n"{"head_sha" if name else "name"}" wasn\'t supplied.')
    check_fields(call.body)
    if call.body.get("output") and not call.body["output"].get("title"):
        raise RefusedError(422, 'Invalid request.\n\n"title" wasn\'t supplied.')
    if resolved(call, sha) != sha:
        raise RefusedError(422, f"No commit found for SHA: {sha}")
    number, world, app = call.world.new_id("check"), call.world, call.token.app
    suite = next((known.suite for known in call.repo.checks if (known.app, known.head_sha) == (app, sha)), None)
    check = CheckRun(number, "", suite or world.new_id("suite"), app, name, sha)
    check.node_id = world.name_node("check", number, check)
    check.started_at = world.now()
    call.repo.checks.append(check)
    apply(check, call.body, world.now())
    told = check_run(call.repo, check)
    return Answer(201, told, {"Location": told["url"]})


def update(call: Call) -> Answer:
    check = _check(call)
    if call.token is None or call.token.app is not check.app:
        raise RefusedError(403, f"Invalid app_id `{check.app.id}` - check run can only be modified by the GitHub App that created it.")
    check_fields(call.body)
    apply(check, call.body, call.world.now())
    return Answer(200, check_run(call.repo, check))


def check_fields(body: dict[str, Any]) -> None:
    """GitHub's limits.

    Raises:
        RefusedError: the first that is broken.
    """
    if body.get("status", "queued") not in STATUSES or body.get("conclusion", "neutral") not in CONCLUSIONS:
        raise RefusedError(422, "Invalid request.\n\nFor 'properties/conclusion', not a member of the list.")
    if body.get("status") == "completed" and not body.get("conclusion"):
        raise RefusedError(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.')
    if len(body.get("actions") or ()) > 3:
        raise RefusedError(422, f"Invalid request.\n\nNo more than 3 items are allowed; {len(body['actions'])} were supplied.")
    if (output := body.get("output")) is None:
        return
    if not isinstance(output.get("summary"), str):
        raise RefusedError(422, 'Invalid request.\n\n"summary" wasn\'t supplied.')
    for name in ("summary", "text"):
        _check_size(name, output.get(name) or "")
    annotations = output.get("annotations") or []
    if len(annotations) > 50:
        raise RefusedError(422, f"Invalid request.\n\nNo more than 50 items are allowed; {len(annotations)} were supplied.")
    for given in annotations:
        _check_annotation(given)


def _check_size(name: str, text: str) -> None:
    """Characters at the door, bytes behind it: three for a Korean syllable."""
    if len(text) > LIMIT:
        raise RefusedError(422, f"Invalid request.\n\nOnly {LIMIT} characters are allowed; {len(text)} were supplied.")
    if len(text.encode()) > LIMIT:
        raise invalid("CheckRun", (name, "custom", f"{name} exceeds a maximum bytesize of {LIMIT}"))


def _check_annotation(given: dict[str, Any]) -> None:
    missing = [name for name in ("path", "start_line", "end_line", "annotation_level", "message") if not given.get(name)]
    if missing:
        raise RefusedError(422, f'Invalid request.\n\n"{missing[0]}" wasn\'t supplied.')
    if given["annotation_level"] not in LEVELS:
        raise RefusedError(422, "Invalid request.\n\nFor 'annotation_level', not a member of the list.")
    if given["start_line"] > given["end_line"]:
        raise invalid("CheckRun", ("annotations", "invalid", "end_line must not precede start_line"))
    if given["start_line"] != given["end_line"] and ("start_column" in given or "end_column" in given):
        raise invalid("CheckRun", ("annotations", "invalid", "columns are allowed on one line only"))
    sizes = {"message": 65_536, "raw_details": 65_536, "title": 255}
    for name, most in sizes.items():
        size = len((given.get(name) or "").encode()) if most > 255 else len(given.get(name) or "")
        if size > most:
            raise invalid("CheckRun", ("annotations", "invalid", f"{name} is too long"))


def apply(check: CheckRun, body: dict[str, Any], now: str) -> None:
    """What a request says about a run; annotations come on top of those that stand."""
    for name in ("name", "external_id", "details_url", "started_at", "status", "actions"):
        if body.get(name) is not None:
            setattr(check, name, body[name])
    if body.get("conclusion"):
        check.status, check.conclusion = "completed", body["conclusion"]
        check.completed_at = body.get("completed_at") or now
    elif body.get("status") in ("queued", "in_progress"):
        check.conclusion = check.completed_at = None
    if output := body.get("output"):
        check.title = output.get("title", check.title)
        check.summary = output["summary"]
        check.text = output.get("text", check.text)
        check.annotations.extend(output.get("annotations") or [])


def list_annotations(call: Call) -> Answer:
    check = _check(call)
    return call.paged(check.annotations, lambda given: annotation(call.repo, check, given))


def list_runs(call: Call) -> Answer:
    """Of a commit; `latest`, which is the default, means the newest of each name and App."""
    query, sha = call.request.query, resolved(call, call.parameters["ref"])
    runs = [check for check in reversed(call.repo.checks) if check.head_sha == sha]
    if query.get("filter", "latest") == "latest":
        newest = {(check.name, check.app.id): check for check in reversed(runs)}
        runs = [check for check in runs if newest[check.name, check.app.id] is check]
    wanted = {name: query[name] for name in ("check_name", "app_id", "status") if name in query}
    told = [{"check_name": check.name, "app_id": str(check.app.id), "status": check.status} for check in runs]
    runs = [check for check, known in zip(runs, told, strict=True) if wanted.items() <= known.items()]
    return call.paged(runs, lambda check: check_run(call.repo, check), key="check_runs")


def _check(call: Call) -> CheckRun:
    number = call.number("check_run_id")
    found = next((check for check in call.repo.checks if check.id == number), None)
    if found is None:
        raise not_found()
    return found
