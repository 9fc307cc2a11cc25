"""What a GitHub App asks as itself: its installations, their tokens, its webhook's deliveries, and how it came to be."""

import secrets
from functools import partial
from typing import Any
from urllib.parse import urlencode

from tests.github.standin.access import client_id
from tests.github.standin.accounts import App
from tests.github.standin.apps import Delivery, Installation, convert, deliver
from tests.github.standin.calls import Answer, Call, RefusedError, Route, not_found
from tests.github.standin.repository import new_token
from tests.github.standin.shown_accounts import app, installation, repository
from tests.github.standin.world import timestamp

MAX_NARROWED = 500


def routes() -> tuple[Route, ...]:
    one = "/app/installations/{installation_id}"
    return (
        Route("GET", "/app", lambda call: Answer(200, app(call.world, _app(call))), caller="app"),
        Route("GET", "/app/installations", list_installations, caller="app"),
        Route("GET", one, lambda call: Answer(200, installation(_installation(call))), caller="app"),
        Route("POST", f"{one}/access_tokens", create_token, caller="app"),
        Route("GET", "/repos/{owner}/{repo}/installation", of_repository, caller="app"),
        Route("GET", "/installation/repositories", list_repositories, caller="token"),
        Route("GET", "/app/hook/config", read_hook, caller="app"),
        Route("GET", "/app/hook/deliveries", list_deliveries, caller="app"),
        Route("GET", "/app/hook/deliveries/{delivery_id}", read_delivery, caller="app"),
        Route("POST", "/app/hook/deliveries/{delivery_id}/attempts", redeliver, caller="app"),
        Route("POST", "/app-manifests/{code}/conversions", create_app),
    )


def _app(call: Call) -> App:
    if call.app is None:
        raise RefusedError(401, "A JSON web token could not be decoded")
    return call.app


def _installation(call: Call) -> Installation:
    found = call.world.installations.get(call.number("installation_id"))
    if found is None or found.app is not call.app:
        raise not_found()
    return found


def list_installations(call: Call) -> Answer:
    mine = [one for one in call.world.installations.values() if one.app is call.app]
    return call.paged(mine, installation)


def of_repository(call: Call) -> Answer:
    found = next((one for one in call.world.installations.values() if one.app is call.app and call.repo in one.repositories), None)
    if found is None:
        raise not_found()
    return Answer(200, installation(found))


def create_token(call: Call) -> Answer:
    """A token for the installation; it may be narrowed to repositories and permissions, never widened."""
    place, body = _installation(call), call.body
    if place.suspended_at:
        raise RefusedError(403, "This installation has been suspended")
    ids, names = body.get("repository_ids"), body.get("repositories")
    if len(ids or names or ()) > MAX_NARROWED:
        raise RefusedError(422, "Validation Failed", [{"resource": "AccessToken", "code": "invalid", "field": "repository_ids"}])
    wanted = [one for one in place.repositories if (ids is None or one.id in ids) and (names is None or one.name in names)]
    if len(wanted) < len(ids if ids is not None else names if names is not None else ()):
        words = "There is at least one repository that does not exist or is not accessible to the parent installation."
        raise RefusedError(422, words)
    permissions = body.get("permissions") or place.permissions
    if any(place.permissions.get(name) not in (level, "write") for name, level in permissions.items()):
        raise RefusedError(422, "The permissions requested are not granted to this installation.")
    token = new_token(call.world, place.app.login, tuple(wanted), dict(permissions))
    narrowed = ids is not None or names is not None
    told: dict[str, Any] = {
        "token": token.value,
        "expires_at": timestamp(token.expires),
        "permissions": {"metadata": "read", **permissions},
    }
    told["repository_selection"] = "selected"
    if narrowed:
        told["repositories"] = [repository(one) for one in wanted]
    return Answer(201, told)


def list_repositories(call: Call) -> Answer:
    return call.paged(list(call.token.repositories) if call.token else [], repository, key="repositories")


def read_hook(call: Call) -> Answer:
    """Where the App's webhook leads; the secret is never shown."""
    return Answer(200, {**_app(call).hook, "secret": "********"})


def list_deliveries(call: Call) -> Answer:
    """Newest first, led on by a cursor."""
    query = call.request.query
    size, before = int(query.get("per_page", 30)), int(query.get("cursor", "v1_0").removeprefix("v1_"))
    known = [one for one in reversed(call.world.deliveries) if one.app is call.app and (not before or one.id < before)]
    shown = known[:size]
    link = urlencode({**query, "cursor": f"v1_{shown[-1].id}"}) if len(known) > size else ""
    header = {"Link": f'<{call.world.api_url}/app/hook/deliveries?{link}>; rel="next"'} if link else {}
    return Answer(200, [_item(call, one) for one in shown], header)


def read_delivery(call: Call) -> Answer:
    one = _delivery(call)
    told = {"url": one.url, "request": {"headers": one.headers, "payload": one.payload}, "response": {"headers": {}, "payload": one.answer}}
    return Answer(200, _item(call, one) | told)


def redeliver(call: Call) -> Answer:
    """Once more, with the same guid; after this call, since the service may ask us something before it answers."""
    one = _delivery(call)
    call.world.errands.append(partial(deliver, call.world, one.url, one.secret, one.event, one.payload, app=one.app, again=one))
    return Answer(202, {})


def _delivery(call: Call) -> Delivery:
    number = call.number("delivery_id")
    found = next((one for one in call.world.deliveries if one.id == number and one.app is call.app), None)
    if found is None:
        raise not_found()
    return found


def _item(call: Call, one: Delivery) -> dict[str, Any]:
    place = one.payload.get("installation") or next((known for known in call.world.installations.values() if known.app is one.app), None)
    return {
        "id": one.id,
        "guid": one.guid,
        "delivered_at": one.delivered_at,
        "redelivery": one.redelivery,
        "duration": one.duration,
        "status": one.status,
        "status_code": one.status_code,
        "event": one.event,
        "action": one.payload.get("action"),
        "installation_id": place.id if isinstance(place, Installation) else place["id"] if place else None,
        "repository_id": one.payload.get("repository", {}).get("id"),
        "throttled_at": None,
    }


def create_app(call: Call) -> Answer:
    """The App of a manifest, with its secrets, which are told this once."""
    made = convert(call.world, call.parameters["code"])
    keys = {
        "client_id": client_id(made),
        "client_secret": secrets.token_hex(20),
        "webhook_secret": made.webhook_secret,
        "pem": made.private_key,
    }
    return Answer(201, app(call.world, made) | keys)
