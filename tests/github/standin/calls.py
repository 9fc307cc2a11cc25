"""One request on its way through the stand-in: what came in, who asks, what goes out."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from tests.github.standin.accounts import App, Token
from tests.github.standin.pull import PullRequest
from tests.github.standin.repository import Repository
from tests.github.standin.world import World

DOCUMENTATION = "https://docs.github.com/rest"
MAX_BODY = 65_536  # characters, not bytes


@dataclass(slots=True)
class Request:
    """A request as it was recorded. `status` is None where the connection was closed without an answer."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]
    status: int | None = None
    login: str | None = None
    changed: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back; `body` is JSON unless it is bytes already."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        match self.body:
            case None:
                return b""
            case bytes():
                return self.body
            case _:
                return json.dumps(self.body, ensure_ascii=False).encode()


class RefusedError(Exception):
    """GitHub says no; carries the answer."""

    def __init__(self, status: int, message: str, errors: Sequence[Any] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        body: dict[str, Any] = {"message": message, "documentation_url": DOCUMENTATION, "status": str(status)}
        if errors:
            body["errors"] = list(errors)
        self.answer = Answer(status, body, headers or {})


def not_found() -> RefusedError:
    return RefusedError(404, "Not Found")


def invalid(resource: str, *mistakes: tuple[str, str, str]) -> RefusedError:
    """422 with one entry a mistake: field, code, message (may be empty)."""
    errors = [{"resource": resource, "code": code, "field": name} | ({"message": text} if text else {}) for name, code, text in mistakes]
    return RefusedError(422, "Validation Failed", errors)


@dataclass(slots=True)
class Call:
    """A request with what is known about it; what the handlers of the routes get."""

    world: World
    request: Request
    token: Token | None = None
    app: App | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    repository: Repository | None = None

    @property
    def login(self) -> str:
        return self.token.login if self.token else ""

    @property
    def body(self) -> dict[str, Any]:
        return self.request.body if isinstance(self.request.body, dict) else {}

    @property
    def repo(self) -> Repository:
        if self.repository is None:
            raise not_found()
        return self.repository

    def number(self, name: str) -> int:
        try:
            return int(self.parameters[name])
        except ValueError as error:
            raise not_found() from error

    def pull(self) -> PullRequest:
        name = "pull_number" if "pull_number" in self.parameters else "issue_number"
        pull = self.repo.pulls.get(self.number(name))
        if pull is None:
            raise not_found()
        return pull

    def text(self, name: str, resource: str) -> str:
        """A required text of the body, within GitHub's limit for what people read."""
        value = self.body.get(name)
        if not isinstance(value, str):
            words = f'"{name}" wasn\'t supplied.' if value is None else f"For '{name}', not a string."
            raise RefusedError(422, f"Invalid request.\n\n{words}")
        if not value.strip():
            raise invalid(resource, ("data", "unprocessable", "Body cannot be blank"))
        if len(value) > MAX_BODY:
            raise invalid(resource, ("data", "unprocessable", f"Body is too long (maximum is {MAX_BODY} characters)"))
        return value

    def paged(self, things: Sequence[Any], shown: Callable[[Any], Any], *, key: str | None = None) -> Answer:
        """One page of a list, with the `Link` header that leads on; GitHub's links name the repository by its id."""
        size = min(max(_whole(self.request.query.get("per_page"), 30), 1), 100)
        page = max(_whole(self.request.query.get("page"), 1), 1)
        last = max(-(-len(things) // size), 1)
        rows = [shown(thing) for thing in things[(page - 1) * size : page * size]]
        links = {"prev": page - 1, "next": page + 1, "last": last, "first": 1}
        wanted = [name for name in links if (page > 1 if name in ("prev", "first") else page < last)]
        header = ", ".join(f'<{self._page(links[name])}>; rel="{name}"' for name in wanted)
        body = rows if key is None else {"total_count": len(things), key: rows}
        return Answer(200, body, {"Link": header} if header else {})

    def _page(self, number: int) -> str:
        path = self.request.path
        if self.repository is not None:
            path = path.replace(f"/repos/{self.parameters['owner']}/{self.parameters['repo']}", f"/repositories/{self.repository.id}", 1)
        return f"{self.world.api_url}{path}?{urlencode({**self.request.query, 'page': number})}"


@dataclass(frozen=True, slots=True)
class Route:
    """One operation. Any permission of `needs` will do; a write needs it in any case, a read only where the repository is private.

    In `path`, `{name}` is one segment and `{name*}` may hold slashes.
    """

    method: str
    path: str
    answer: Callable[[Call], Answer]
    needs: tuple[str, ...] = ("metadata",)
    caller: Literal["anybody", "token", "app"] = "anybody"


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise
