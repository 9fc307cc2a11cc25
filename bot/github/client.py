"""GitHub's API: reads are repeated, a write is sent once. The transport is PyGithub's, the policy is ours."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, TypeAlias, TypeVar
from urllib.parse import unquote

from github import Auth, Github
from github.Requester import Requester
from requests.exceptions import RequestException

from bot import __version__
from bot.errors import ForgeError, LostAnswer, NotAllowed, RateLimited, Refused
from bot.github.limits import TOO_QUICK, UNSAID, limited_for

PUBLIC_API = "https://api.github.com"
TIMEOUT = 30  # seconds for one answer
PAUSES = (1.0, 3.0, 9.0)  # seconds between the attempts of a read, and before a lost write is looked for
LONGEST_WAIT = 120.0  # seconds
PAGE = 100
NEXT_CURSOR = re.compile(r'[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"')
REDIRECTS = 300  # the first status that is no success
HIDDEN = "[hidden]"
BROKEN = object()  # what an answer is whose text is no JSON

Answer = TypeVar("Answer")
Object: TypeAlias = dict[str, Any]  # one JSON object
Body: TypeAlias = Mapping[str, Any] | Callable[[], Mapping[str, Any]]


def _always() -> None:
    """A guard that lets everything pass."""


@dataclass(slots=True)
class Client:
    """One token's view of GitHub; with `is_app` the token is the JWT by which an App speaks for itself, an empty one is nobody's.

    `pacing` is the least number of seconds between two writes, which GitHub asks for; `longest_wait` how long rate limits may hold up one
    request. `guard` is called before each write, and whatever it raises keeps the write from being sent.
    """

    token: str = field(repr=False)
    api_url: str = PUBLIC_API
    pause: Callable[[float], None] = time.sleep
    pacing: float = 1.0
    is_app: bool = False
    longest_wait: float = LONGEST_WAIT
    guard: Callable[[], None] = _always
    requester: Requester = field(init=False, repr=False)
    written: float = field(init=False, default=float("-inf"), repr=False)

    def __post_init__(self) -> None:
        # PyGithub's own retry would send a POST again after a 502 that followed a success: two comments.
        named = Auth.AppAuthToken if self.is_app else Auth.Token
        connection = Github(
            auth=named(self.token) if self.token else None,
            base_url=self.api_url.rstrip("/"),
            timeout=TIMEOUT,
            user_agent=f"schema-review/{__version__}",
            retry=None,
            seconds_between_requests=0,
            seconds_between_writes=0,
        )
        self.requester = connection.requester

    def get(self, path: str, **parameters: str | int) -> Object:
        """What GitHub answers to a GET of `path` (`/repos/…`).

        Raises:
            ForgeError: no answer after several attempts, or a refusal; see `bot.errors`.
        """
        _, answer = self._read(partial(self._send, "GET", path, parameters=parameters), path)
        found: Object = answer
        return found

    def pages(self, path: str, *, key: str | None = None, **parameters: str | int) -> Iterator[Object]:
        """The entries of a list over all its pages; `key` names the list where the answer is an object.

        Raises:
            ForgeError: see `get`.
        """
        for number in count(1):
            send = partial(self._send, "GET", path, parameters={**parameters, "per_page": PAGE, "page": number})
            headers, answer = self._read(send, path)
            yield from answer[key] if key else answer
            # The address in the header is not followed: a page is a number.
            if 'rel="next"' not in headers.get("link", ""):
                return

    def led(self, path: str, **parameters: str | int) -> Iterator[Object]:
        """The entries of a list through whose pages GitHub leads by a cursor.

        Raises:
            ForgeError: see `get`.
        """
        cursor: dict[str, str] = {}
        while True:
            send = partial(self._send, "GET", path, parameters={**parameters, "per_page": PAGE, **cursor})
            headers, answer = self._read(send, path)
            yield from answer
            found = NEXT_CURSOR.search(headers.get("link", ""))
            if found is None:
                return
            # The cursor is taken from the address; the address is not followed.
            cursor = {"cursor": unquote(found[1])}

    def graphql(self, query: str, variables: Mapping[str, Any]) -> Object:
        """The `data` of a GraphQL query, which must change nothing.

        Raises:
            ForgeError: see `get`.
        """
        return self._read(lambda: self._query(query, variables), "GraphQL")

    def write(self, verb: str, path: str, body: Body | None = None) -> Object:
        """What GitHub answers to a write, which is sent once; only where a rate limit refused it, it is sent again.

        A `body` that is a function is asked anew each time: much may have changed while a limit held.

        Raises:
            LostAnswer: it may have happened; look before sending it again (`bot.github.once`).
            ForgeError: it did not happen.
        """
        return self._write(lambda: self._send(verb, path, body=body() if callable(body) else body)[1] or {}, path)

    def mutate(self, query: str, variables: Mapping[str, Any]) -> Object:
        """The `data` of a GraphQL mutation, sent once like any write.

        Raises:
            ForgeError: see `write`.
        """
        return self._write(lambda: self._query(query, variables), "GraphQL")

    def _read(self, send: Callable[[], Answer], path: str) -> Answer:
        for pause in PAUSES:
            try:
                return self._within_limits(send, path)
            except LostAnswer:
                self.pause(pause)
        try:
            return self._within_limits(send, path)
        except LostAnswer as lost:
            raise ForgeError(f"GitHub does not answer: {lost}") from lost

    def _write(self, send: Callable[[], Answer], path: str) -> Answer:
        early = self.written + self.pacing - time.monotonic()
        if early > 0:
            self.pause(early)
        self.guard()
        try:
            return self._within_limits(send, path)
        finally:
            self.written = time.monotonic()

    def _within_limits(self, send: Callable[[], Answer], path: str) -> Answer:
        """Send; where a rate limit refuses, wait as long as GitHub says and send again."""
        waited = 0.0
        while True:
            try:
                return send()
            except RateLimited as limit:
                waited += limit.seconds
                if waited > self.longest_wait:
                    raise RateLimited(f"{path}: {limit}", seconds=limit.seconds) from limit
                self.pause(limit.seconds)

    def _query(self, query: str, variables: Mapping[str, Any]) -> Object:
        url = self.requester.graphql_url
        _, answer = self._send("POST", url, body={"query": query, "variables": dict(variables)})
        if not isinstance(answer, dict):
            raise LostAnswer("GraphQL: an answer that is no object")
        if errors := answer.get("errors"):
            raise _graphql_error(errors)
        data: Object | None = answer.get("data")
        if data is None:
            raise LostAnswer("GraphQL: an answer without data")
        return data

    def _send(
        self, verb: str, path: str, *, parameters: Mapping[str, Any] | None = None, body: Mapping[str, Any] | None = None
    ) -> tuple[dict[str, Any], Any]:
        request = f"{verb} {path}"
        try:
            status, headers, text = self.requester.requestJson(
                verb, path, parameters=dict(parameters) if parameters else None, input=None if body is None else dict(body)
            )
        except RequestException as broken:
            # The reason may quote the whole request; its kind says enough.
            raise LostAnswer(f"{request}: {type(broken).__name__}") from broken
        except RuntimeError as moved:
            # PyGithub follows a redirection to another path of the same host, and refuses any other.
            raise ForgeError(f"{request}: {moved}") from moved
        if status >= REDIRECTS and self.token:
            # A proxy may quote what it was sent, and its words are shown.
            text = text.replace(self.token, HIDDEN)
        answer: Any = _parsed(text)
        if status >= REDIRECTS:
            raise _error(request, status, headers, answer if isinstance(answer, dict) else {})
        if answer is BROKEN:
            raise LostAnswer(f"{request}: {status}, and no JSON")
        return headers, answer


def _parsed(text: str) -> object:
    """The JSON of an answer, None for an empty one, BROKEN for anything else, such as a proxy's page."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return BROKEN


def _error(request: str, status: int, headers: Mapping[str, str], data: Object) -> ForgeError:
    words, details = f"{request}: {status} {data.get('message') or ''}".rstrip(), _details(data)
    seconds = limited_for(status, headers, f"{data.get('message') or ''}{details}", now=time.time())
    if seconds is not None:
        return RateLimited(words, seconds=seconds)
    match status:
        case 401 | 403 | 404 | 410:
            return NotAllowed(words)
        case 400 | 409 | 422:
            return Refused(f"{words}{details}")
        case status if status >= 500:
            return LostAnswer(words)
        case _:
            return ForgeError(words)


def _details(data: Mapping[str, Any]) -> str:
    errors = data.get("errors")
    if not isinstance(errors, list) or not errors:
        return ""
    said = [error if isinstance(error, str) else str(error.get("message") or error.get("code") or error) for error in errors]
    return f" ({'; '.join(said)[:300]})"


def _graphql_error(errors: list[dict[str, Any]]) -> ForgeError:
    kinds = {str(error.get("type", "")) for error in errors}
    words = f"GraphQL: {'; '.join(str(error.get('message', '')) for error in errors)[:300]}"
    if "RATE_LIMITED" in kinds or TOO_QUICK in words.lower():
        return RateLimited(words, seconds=UNSAID)
    if kinds & {"FORBIDDEN", "NOT_FOUND", "INSUFFICIENT_SCOPES", "UNAUTHORIZED"}:
        return NotAllowed(words)
    if any("something went wrong" in str(error.get("message", "")).lower() for error in errors):
        return LostAnswer(words)
    return Refused(words)
