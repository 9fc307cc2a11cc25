"""`/setup`: a new App made from a manifest. Open while there is no App, to who has the token from the log; then closed for good."""

import asyncio
import hmac
import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from bot.errors import ForgeError
from bot.model import Message
from bot.render.escape import Html, html_code, html_text
from bot.service.pages.answers import not_found, said, templated
from bot.service.pages.manifest import manifest

CODE = re.compile(r"[A-Za-z0-9_-]{1,100}")
OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
COOKIE = "schema-review-setup"
CLOSED = (
    Message.of(en="This page is closed", ko="닫힌 페이지입니다"),
    Message.of(
        en="It opens once, by the address with the token that the service logs when it starts, and for the browser that opened it. "
        "Restart the service for a new token.",
        ko="서비스가 시작할 때 로그에 남기는 주소(토큰 포함)로 한 번만 열리고, 연 브라우저에서만 이어집니다. "
        "새 토큰이 필요하면 서비스를 다시 시작하세요.",
    ),
)
LOG = structlog.get_logger("schema_review.setup")


@dataclass(slots=True)
class Setup:
    """One setup. `convert` asks GitHub for the App behind a code, `keep` stores it and ends the setup.

    The token opens the page once; `states` are what that browser was given: its cookie, and what GitHub must bring back.
    """

    public_url: str
    server_url: str
    convert: Callable[[str], dict[str, Any]]
    keep: Callable[[dict[str, Any]], None]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    cookie: str = field(default="", repr=False)
    state: str = field(default="", repr=False)
    is_done: bool = False

    def begin(self, given: str) -> bool:
        """Use the token, which is then none any more."""
        if self.is_done or not self.token or not _alike(given, self.token):
            return False
        self.token, self.cookie, self.state = "", secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        return True

    def is_same(self, cookie: str) -> bool:
        """Whether it is the browser that had the token."""
        return bool(self.cookie) and not self.is_done and _alike(cookie, self.cookie)

    def use_state(self, given: str) -> bool:
        """Use what GitHub brought back, which is then none any more."""
        if not self.state or not _alike(given, self.state):
            return False
        self.state = ""
        return True


def _alike(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def setup_app(setup: Setup) -> FastAPI:
    """The routes while there is no App."""
    app = FastAPI(title="schema-review", docs_url=None, redoc_url=None, openapi_url=None)

    async def begin(request: Request) -> Response:
        is_known = setup.is_same(request.cookies.get(COOKIE, ""))
        if not is_known and not setup.begin(request.query_params.get("token", "")):
            return said(404, CLOSED)
        owner = request.query_params.get("organization", "")
        answer = _form(setup, owner if OWNER.fullmatch(owner) else "")
        answer.set_cookie(COOKIE, setup.cookie, httponly=True, samesite="lax", path="/setup", secure=setup.public_url.startswith("https:"))
        return answer

    async def done(request: Request) -> Response:
        code, state = (request.query_params.get(name, "") for name in ("code", "state"))
        if not setup.is_same(request.cookies.get(COOKIE, "")) or not CODE.fullmatch(code) or not setup.use_state(state):
            return said(404, CLOSED)
        try:
            made = await asyncio.to_thread(setup.convert, code)
        except ForgeError as refused:
            setup.state = secrets.token_urlsafe(24)
            LOG.warning("GitHub made no App", reason=str(refused))
            return templated("setup_failed.html.j2", 502, reason=html_text(str(refused)))
        try:
            await asyncio.to_thread(setup.keep, made)
        except OSError as error:
            # The key is gone with this answer: the App is there, and nobody can speak for it.
            setup.state = secrets.token_urlsafe(24)
            LOG.error("the App could not be kept", app=made["id"], slug=made["slug"], reason=str(error))  # noqa: TRY400 # the reason is all there is to say
            reason = f"the App {made['slug']} is made, but its key could not be kept ({error.strerror}): delete the App and try again"
            return templated("setup_failed.html.j2", 500, reason=html_text(reason))
        setup.is_done = True
        LOG.info("the App is made", app=made["id"], slug=made["slug"])
        return templated("setup_done.html.j2", slug=html_text(str(made["slug"])), page=html_text(f"{made['html_url']}/installations/new"))

    async def healthy() -> Response:
        return JSONResponse({"status": "waiting for /setup"})

    app.add_api_route("/setup", begin, methods=["GET"])
    app.add_api_route("/setup/done", done, methods=["GET"])
    app.add_api_route("/healthz", healthy, methods=["GET"])
    app.add_exception_handler(404, not_found)
    return app


def _form(setup: Setup, owner: str) -> Response:
    server, asked = setup.server_url.rstrip("/"), manifest(setup.public_url)
    place = f"organizations/{quote(owner, safe='')}/settings/apps/new" if owner else "settings/apps/new"
    return templated(
        "setup.html.j2",
        forms_to=f"'self' {server}",
        action=html_text(f"{server}/{place}?state={setup.state}"),
        manifest=html_text(json.dumps(asked), limit=10_000),
        owner=html_code(owner) if owner else Html('your own account · <span lang="ko">내 계정</span>'),
        organization=html_text(owner),
        permissions=[(html_text(level), _codes(names)) for level, names in _levels(asked["default_permissions"])],
        events=_codes(asked["default_events"]),
        hook=html_code(asked["hook_attributes"]["url"]),
    )


def _levels(permissions: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """The permissions by level, the strongest first."""
    levels = sorted(set(permissions.values()), reverse=True)
    return [(level, tuple(name for name, given in permissions.items() if given == level)) for level in levels]


def _codes(names: Iterable[str]) -> Html:
    return Html(", ").join(map(html_code, names))
