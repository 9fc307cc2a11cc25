"""Who is calling, and whether they may: tokens, Apps' JSON web tokens, permissions, rate limits."""

import base64
import binascii
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt

from tests.github.standin.accounts import App, Token
from tests.github.standin.calls import Answer, Call, RefusedError, Route, not_found
from tests.github.standin.world import World

ANONYMOUS_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom the Authorization header names; neither means nobody."""

    token: Token | None = None
    app: App | None = None


def caller_of(world: World, header: str | None, *, app_route: bool = False) -> Caller:
    """The caller.

    Raises:
        RefusedError: 401; a bad credential is refused even where none was needed.
    """
    if not header:
        if app_route:
            raise RefusedError(401, "A JSON web token could not be decoded")
        return Caller()
    scheme, _, credential = header.partition(" ")
    if scheme.lower() not in ("bearer", "token"):
        raise RefusedError(401, "Bad credentials")
    if app_route:
        return Caller(app=_app(world, credential))
    return Caller(token=known_token(world, credential))


def known_token(world: World, value: str) -> Token:
    token = world.tokens.get(value)
    if token is None or token.expires <= world.clock():
        raise RefusedError(401, "Bad credentials")
    return token


def basic_password(header: str) -> str | None:
    """The password of a Basic Authorization header, which is where git carries a token."""
    try:
        return base64.b64decode(header.partition(" ")[2], validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None


def allow(call: Call, route: Route) -> None:
    """Nothing, or a RefusedError where the caller may not do that."""
    if route.caller == "token" and call.token is None:
        raise RefusedError(401, "Requires authentication")
    if "owner" not in call.parameters:
        return
    repository, token = call.repository, call.token
    covered = repository is not None and token is not None and token.covers(repository)
    if repository is None or (repository.private and not covered and route.caller != "app"):
        raise not_found()
    writes = route.method != "GET"
    if writes and token is None:
        raise RefusedError(401, "Requires authentication")
    needed = writes or repository.private
    if route.caller != "app" and needed and token and not token.reaches(repository, "write" if writes else "read", *route.needs):
        accepted = "; ".join(f"{name}={'write' if writes else 'read'}" for name in route.needs)
        raise RefusedError(403, token.not_accessible, headers={"X-Accepted-GitHub-Permissions": accepted})


def rate_headers(world: World, token: Token | None, resource: str) -> dict[str, str]:
    """The x-ratelimit headers, after this request was counted."""
    limit = token.limit if token else ANONYMOUS_LIMIT
    used = token.used[resource] if token else 1
    reset = int((world.clock() + timedelta(hours=1)).timestamp())
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(max(limit - used, 0)),
        "X-RateLimit-Used": str(used),
        "X-RateLimit-Reset": str(reset),
        "X-RateLimit-Resource": resource,
    }


def count(token: Token | None, resource: str) -> None:
    """Count a request.

    Raises:
        RefusedError: the hour's requests are used up.
    """
    if token is None:
        return
    if token.used[resource] >= token.limit:
        raise RefusedError(
            403,
            f"API rate limit exceeded for {'installation' if token.app else 'user'} ID 1. If you reach out to GitHub Support for help, …",
        )
    token.used[resource] += 1


def read_rate(call: Call) -> Answer:
    reset = int((call.world.clock() + timedelta(hours=1)).timestamp())

    def told(resource: str) -> dict[str, Any]:
        limit = call.token.limit if call.token else ANONYMOUS_LIMIT
        used = call.token.used[resource] if call.token else 0
        return {"limit": limit, "used": used, "remaining": limit - used, "reset": reset}

    search = {"limit": 30, "used": 0, "remaining": 30, "reset": reset}
    return Answer(200, {"resources": {"core": told("core"), "graphql": told("graphql"), "search": search}, "rate": told("core")})


def _app(world: World, credential: str) -> App:
    """The App whose key signed this JSON web token; GitHub refuses one that is good for more than ten minutes."""
    try:
        claims = jwt.decode(credential, options={"verify_signature": False})
        issuer = str(claims.get("iss"))
        app = next((app for app in world.apps.values() if issuer in (str(app.id), client_id(app))), None)
        if app is None:
            raise RefusedError(404, "Integration not found")
        jwt.decode(credential, app.public_key, algorithms=["RS256"], leeway=60, options={"require": ["iat", "exp"]})
    except jwt.InvalidTokenError as error:
        raise RefusedError(401, "A JSON web token could not be decoded") from error
    if claims["exp"] - claims["iat"] > 660 or claims["exp"] > world.clock().timestamp() + 600:
        raise RefusedError(401, "'Expiration time' claim ('exp') is too far in the future")
    return app


def client_id(app: App) -> str:
    return f"Iv23li{app.id:014x}"
