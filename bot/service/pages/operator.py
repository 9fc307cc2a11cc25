"""`/`: what came in, what each pull request is owed, and what was given up, with a button that asks again. Behind a token."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.model import Message
from bot.render.escape import Html, html_code, html_link, html_text
from bot.service.pages.answers import HEADERS, nothing_here, said, silent, templated
from bot.service.store import Store
from bot.service.store.overview import Came, Owed, overview
from bot.service.store.state import replay, totals

MOST_BODY = 2000
ASK = {"WWW-Authenticate": 'Basic realm="schema-review", charset="UTF-8"'}
LOGIN = (
    Message.of(en="For operators", ko="운영자 전용"),
    Message.of(
        en="This page asks for the value of `SCHEMA_REVIEW_OPERATOR_TOKEN` as the password, with any user name. Reload to try again.",
        ko="`SCHEMA_REVIEW_OPERATOR_TOKEN`의 값을 비밀번호로, 사용자 이름은 아무것이나 입력하세요. 새로 고치면 다시 물어봅니다.",
    ),
)
FOREIGN = (
    Message.of(en="Not done", ko="실행하지 않았습니다"),
    Message.of(
        en="This form is not of the operator's page. Open the page again and press the button there.",
        ko="운영자 페이지의 양식이 아닙니다. 페이지를 다시 열고 그곳의 버튼을 누르세요.",
    ),
)
STATES = {"dead": "given up", "running": "running", "waiting": "waiting", "done": "done"}


def operator(store: Store, token: str | None, server_url: str) -> APIRouter:
    """The routes; without a token there is nothing to see. `server_url` is GitHub's, for links to pull requests."""
    router = APIRouter()
    guarded = _guard(token)

    async def show(_: Request) -> Response:
        found, counts = await asyncio.gather(asyncio.to_thread(overview, store), asyncio.to_thread(totals, store))
        owed, came = [_owed(each, token or "", server_url) for each in found.owed], [_came(each, server_url) for each in found.came]
        return templated("operator.html.j2", forms_to="'self'", owed=owed, came=came, totals=counts, now=_time(datetime.now(UTC)))

    async def again(request: Request) -> Response:
        sent = parse_qs((await request.body())[:MOST_BODY].decode("utf-8", "replace"))
        pr, proof = sent.get("pr", [""])[0], sent.get("proof", [""])[0]
        # The browser sends the password along with a form of any site; the proof is on our page alone.
        if not _alike(proof, _proof(token or "", pr)):
            return said(403, FOREIGN, tone="error")
        await asyncio.to_thread(replay, store, pr)
        return RedirectResponse("/", 303, HEADERS)

    router.add_api_route("/", guarded(show), methods=["GET"])
    router.add_api_route("/replay", guarded(again), methods=["POST"])
    return router


Handler = Callable[[Request], Awaitable[Response]]


def _guard(token: str | None) -> Callable[[Handler], Handler]:
    def guarded(handler: Handler) -> Handler:
        async def answer(request: Request) -> Response:
            if token is None:
                return nothing_here()
            if not _alike(_password(request), token):
                return said(401, LOGIN, headers=ASK)
            try:
                return await handler(request)
            except SQLAlchemyError:
                return silent()

        return answer

    return guarded


def _password(request: Request) -> str:
    """The password of HTTP's own login, or a bearer token."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    try:
        return base64.b64decode(rest, validate=True).decode().partition(":")[2] if scheme.lower() == "basic" else ""
    except ValueError:
        return ""


def _alike(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _proof(token: str, pr: str) -> str:
    return hmac.new(token.encode(), b"replay\0" + pr.encode(), hashlib.sha256).hexdigest()


def _owed(owed: Owed, token: str, server: str) -> dict[str, object]:
    name = _name(owed)
    return {
        "name": html_text(name),
        "place": _link(owed, server),
        "head": html_code(owed.head[:7]),
        "report": Html(f'<a href="/runs/{owed.run}">report</a>') if owed.run else None,
        "state": Html(owed.state),
        "state_words": html_text(STATES[owed.state]),
        "due": _time(owed.due) if owed.due else None,
        "reviews": html_text(f"{owed.done} of {owed.wanted}"),
        "failures": html_text(_failures(owed)),
        "error": html_text(owed.error),
        "changed": _time(owed.changed),
        "is_dead": owed.state == "dead",
        "pr": html_text(owed.pr),
        "proof": Html(_proof(token, owed.pr)),
    }


def _failures(owed: Owed) -> str:
    failed, ended = owed.attempts, owed.crashes
    return ", ".join([f"{failed} failed"] * bool(failed) + [f"{ended} ended with their worker"] * bool(ended))


def _came(came: Came, server: str) -> dict[str, Html]:
    place = _link(came, server) if came.repository else Html("")
    return {"guid": html_code(came.guid), "event": html_text(came.event), "place": place, "at": _time(came.at)}


def _name(about: Owed | Came) -> str:
    return f"{about.repository}#{about.number}" if about.number else f"{about.repository}@{about.head[:7]}"


def _link(about: Owed | Came, server: str) -> Html:
    path = f"pull/{about.number}" if about.number else f"commit/{about.head}"
    return html_link(html_code(_name(about)), f"{server.rstrip('/')}/{quote(about.repository)}/{quote(path)}")


def _time(when: datetime) -> Html:
    return html_text(when.strftime("%Y-%m-%d %H:%M:%S UTC"))
