"""Signed deliveries to several addresses at the pace of a clock, from a process that does nothing else."""

import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit
from uuid import uuid4

from tests.service.conftest import headers_of

SENDERS = 64  # for each address, so that one that is slow keeps none of the others waiting
PATIENCE = 10.0  # seconds, as GitHub has it

Answer = tuple[float, int]  # seconds from the moment at which it was due, and the status; 0 where none came


def paced(urls: Sequence[str], bodies: Sequence[bytes], *, rate: float) -> list[list[Answer]]:
    """Send every body to every address, so many a second whatever the answers do; what came of each, for each address."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(_paced, urls, bodies, rate).result()


def _paced(urls: Sequence[str], bodies: Sequence[bytes], rate: float) -> list[list[Answer]]:
    began = time.perf_counter() + 0.5
    pools = [ThreadPoolExecutor(SENDERS) for _ in urls]
    # In turns: two requests at the same moment would measure each other.
    made = [
        [pool.submit(_send, url, body, began + (number + place / len(urls)) / rate) for number, body in enumerate(bodies)]
        for place, (pool, url) in enumerate(zip(pools, urls, strict=True))
    ]
    for each in made:
        wait(each)
    return [[future.result() for future in each] for each in made]


def _send(url: str, body: bytes, due: float) -> Answer:
    place, headers = urlsplit(url), headers_of(body, "pull_request", guid=str(uuid4()))
    time.sleep(max(0.0, due - time.perf_counter()))
    connection = HTTPConnection(str(place.hostname), place.port, timeout=PATIENCE)
    try:
        connection.request("POST", place.path, body, headers)
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except (OSError, HTTPException):
        status = 0
    finally:
        connection.close()
    return time.perf_counter() - due, status
