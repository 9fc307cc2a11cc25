"""`/`: what came in, what each pull request is owed, and what was given up, with a button that asks again. Behind a token."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from datetime import datetime
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.render.escape import Html, html_code, html_text
from bot.service.pages.answers import HEADERS, nothing_here, templated
from bot.service.store import Store
from bot.service.store.overview import Came, Owed, overview
from bot.service.store.state import replay, totals

MOST_BODY = 2000
ASK = {"WWW-Authenticate": 'Basic realm="schema-review", charset="UTF-8"', **HEADERS}


def operator(store: Store, token: str | None) -> APIRouter:
    """The routes; without a token there is nothing to see."""
    router = APIRouter()
    guarded = _guard(token)

    async def show(_: Request) -> Response:
        found, counts = await asyncio.gather(asyncio.to_thread(overview, store), asyncio.to_thread(totals, store))
        owed = [_owed(each, token or "") for each in found.owed]
        numbers = [(html_text(name), number) for name, number in counts.items()]
        return templated("operator.html.j2", forms_to="'self'", owed=owed, came=[_came(each) for each in found.came], totals=numbers)

    async def again(request: Request) -> Response:
        sent = parse_qs((await request.body())[:MOST_BODY].decode("utf-8", "replace"))
        pr, proof = sent.get("pr", [""])[0], sent.get("proof", [""])[0]
        # The browser sends the password along with a form of any site; the proof is on our page alone.
        if not _alike(proof, _proof(token or "", pr)):
            return JSONResponse({"error": "this form is not of the operator's page"}, 403, HEADERS)
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
                return Response("the operator's token is asked for, as the password", 401, ASK)
            try:
                return await handler(request)
            except SQLAlchemyError:
                return JSONResponse({"status": "the database does not answer"}, 503, HEADERS)

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


def _owed(owed: Owed, token: str) -> dict[str, object]:
    place = f"{owed.repository}#{owed.number}" if owed.number else f"{owed.repository}@{owed.head[:7]}"
    return {
        "place": html_code(place),
        "head": html_code(owed.head[:7]),
        "state": Html(owed.state),
        "reviews": html_text(f"{owed.done} of {owed.wanted}"),
        "failures": html_text(f"{owed.attempts} failed, {owed.crashes} cut off" if owed.attempts or owed.crashes else ""),
        "error": html_text(owed.error),
        "changed": _time(owed.changed),
        "is_dead": owed.state == "dead",
        "pr": html_text(owed.pr),
        "proof": Html(_proof(token, owed.pr)),
    }


def _came(came: Came) -> dict[str, Html]:
    return {"guid": html_code(came.guid), "event": html_text(came.event), "pr": html_text(came.pr), "at": _time(came.at)}


def _time(when: datetime) -> Html:
    return html_text(when.strftime("%Y-%m-%d %H:%M:%S UTC"))
