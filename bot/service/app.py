"""The web process: a delivery is stored before it is answered. It runs no review."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect

from bot.errors import WebhookError
from bot.service.events import Delivery, Ignored
from bot.service.intake import Intake
from bot.service.metrics import Metrics
from bot.service.pages.answers import not_found
from bot.service.pages.operator import operator
from bot.service.pages.runs import runs
from bot.service.settings import WEBHOOK_PATH, Settings
from bot.service.store import Store
from bot.service.store.state import totals
from bot.service.store.sweeps import counts, waiting
from bot.service.webhook import MAX_BODY, read_delivery

PATIENCE = 8.0  # seconds until we say ourselves that the database does not answer; GitHub hangs up after ten
SMALL_BODY = 256 * 1024  # bytes
LOG = structlog.get_logger("schema_review.web")


@dataclass(slots=True)
class Web:
    """What the routes need."""

    settings: Settings
    store: Store
    metrics: Metrics = field(default_factory=Metrics)
    patience: float = PATIENCE
    intake: Intake = field(init=False)

    def __post_init__(self) -> None:
        self.intake = Intake(self.store)


def make_app(web: Web) -> FastAPI:
    """The routes on these tables, which exist already."""
    app = FastAPI(title="schema-review", docs_url=None, redoc_url=None, openapi_url=None)
    web.metrics.watch(lambda: totals(web.store))
    app.add_api_route(WEBHOOK_PATH, _webhook(web), methods=["POST"])
    web.metrics.watch_sweeps(lambda: counts(web.store), lambda: waiting(web.store))
    app.add_api_route("/healthz", _healthy, methods=["GET"])
    app.add_api_route("/readyz", _ready(web), methods=["GET"])
    app.add_api_route("/metrics", _metrics(web), methods=["GET"])
    app.add_exception_handler(404, not_found)
    token = web.settings.operator_token
    app.include_router(runs(web.store))
    app.include_router(operator(web.store, token.get_secret_value() if token else None, web.settings.server_url))
    return app


def _webhook(web: Web) -> Callable[[Request], Awaitable[Response]]:
    async def webhook(request: Request) -> Response:
        began = time.perf_counter()
        outcome, response = await _answer(web, request)
        web.metrics.deliveries.labels(outcome).inc()
        web.metrics.answered.observe(time.perf_counter() - began)
        return response

    return webhook


async def _answer(web: Web, request: Request) -> tuple[str, Response]:
    log = LOG.bind(delivery=request.headers.get("x-github-delivery", "")[:100], github_event=request.headers.get("x-github-event", "")[:50])
    try:
        body = await _body(request)
        delivery = await _read(web, request, body)
        is_new = isinstance(delivery.event, Ignored) or await web.intake.put(delivery, patience=web.patience)
    except WebhookError as refused:
        log.warning("refused", status=refused.status, reason=str(refused))
        return f"refused_{refused.status}", JSONResponse({"error": str(refused)}, refused.status)
    except ClientDisconnect:
        log.warning("left", reason="the sender hung up before the end of the body")
        return "left", Response(status_code=400)
    except (SQLAlchemyError, TimeoutError) as silent:
        # GitHub lists the delivery as failed, and it can be sent again.
        log.error("not stored", reason=f"{type(silent).__name__}: {getattr(silent, 'orig', '')}".strip())  # noqa: TRY400 # a traceback would quote the statement
        return "not_stored", JSONResponse({"error": "the database does not answer; nothing was stored"}, 503, {"Retry-After": "30"})
    return _accepted(log, delivery, is_new=is_new)


async def _read(web: Web, request: Request, body: bytes) -> Delivery:
    """Away from the loop where it takes long; handing over a small body would take longer than reading it."""
    if len(body) <= SMALL_BODY:
        return read_delivery(request.headers, body, web.settings.secrets)
    return await asyncio.to_thread(read_delivery, request.headers, body, web.settings.secrets)


def _accepted(log: structlog.stdlib.BoundLogger, delivery: Delivery, *, is_new: bool) -> tuple[str, Response]:
    if isinstance(delivery.event, Ignored):
        log.debug("ignored", reason=delivery.event.why)
        return "ignored", JSONResponse({"ignored": delivery.event.why})
    log.info("stored" if is_new else "known")
    return ("stored" if is_new else "known"), JSONResponse({"stored": is_new}, 202)


async def _body(request: Request) -> bytes:
    """The body as it came, counted while it comes.

    Raises:
        WebhookError: it is larger than GitHub sends (413).
    """
    said = request.headers.get("content-length", "")
    parts, size = [], int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0
    if size <= MAX_BODY:
        size = 0
        async for part in request.stream():
            size += len(part)
            if size > MAX_BODY:
                break
            parts.append(part)
    if size > MAX_BODY:
        raise WebhookError(f"larger than {MAX_BODY} bytes, which GitHub never sends", status=413)
    return b"".join(parts)


async def _healthy() -> Response:
    """The process runs."""
    return JSONResponse({"status": "ok"})


def _ready(web: Web) -> Callable[[], Awaitable[Response]]:
    async def ready() -> Response:
        try:
            await asyncio.wait_for(asyncio.to_thread(_ask, web.store), web.patience)
        except (SQLAlchemyError, TimeoutError):
            return JSONResponse({"status": "the database does not answer"}, 503)
        return JSONResponse({"status": "ok"})

    return ready


def _ask(store: Store) -> None:
    with store.read() as connection:
        connection.execute(select(1))


def _metrics(web: Web) -> Callable[[], Awaitable[Response]]:
    async def metrics() -> Response:
        try:
            text = await asyncio.to_thread(web.metrics.text)
        except SQLAlchemyError:
            return JSONResponse({"status": "the database does not answer"}, 503)
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    return metrics
