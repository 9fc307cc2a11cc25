"""`/runs/{id}`: the full report of a review. Who knows the address may read it."""

import asyncio
import re

from fastapi import APIRouter, Response
from sqlalchemy.exc import SQLAlchemyError

from bot.service.pages.answers import nothing_here, page, silent
from bot.service.store import Store
from bot.service.store.runs import read_page

ID = re.compile(r"[A-Za-z0-9_-]{22}")


def runs(store: Store) -> APIRouter:
    """The route on these tables."""
    router = APIRouter()

    @router.get("/runs/{run}")
    async def report(run: str) -> Response:
        if not ID.fullmatch(run):
            return nothing_here()
        try:
            found = await asyncio.to_thread(read_page, store, run)
        except SQLAlchemyError:
            return silent()
        return page(found) if found else nothing_here()

    return router
