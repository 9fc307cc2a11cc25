"""From a request to its answer: the route, the caller, the rules, the contract."""

import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from threading import RLock
from urllib.parse import unquote

from tests.github.standin import rest_apps, rest_checks, rest_pulls, rest_repositories, rest_reviews
from tests.github.standin.access import allow, caller_of, count, rate_headers
from tests.github.standin.apps import register
from tests.github.standin.calls import Answer, Call, RefusedError, Request, Route, not_found
from tests.github.standin.described import as_described
from tests.github.standin.faults import PRIMARY, Fault, Faults
from tests.github.standin.graphql import execute
from tests.github.standin.world import World

BY_ID = re.compile(r"^/repositories/(\d+)")
NEW_APP = re.compile(r"^(/organizations/[\w-]+)?/settings/apps/new$")
REQUIRED_HEADER = "Request forbidden by administrative rules. Please make sure your request has a User-Agent header"


class NotServedError(AssertionError):
    """An operation that the stand-in does not know."""


@cache
def routes() -> tuple[tuple[re.Pattern[str], Route], ...]:
    """Every route with its pattern, the more exact one first."""
    parts = (rest_apps, rest_checks, rest_reviews, rest_pulls, rest_repositories)
    return tuple((_pattern(route.path), route) for part in parts for route in part.routes())


def _pattern(template: str) -> re.Pattern[str]:
    def group(found: re.Match[str]) -> str:
        return f"(?P<{found[1]}>{'.+' if found[2] else '[^/]+'})"

    return re.compile("^" + re.sub(r"\{(\w+)(\*?)\}", group, template.replace(".", r"\.")) + "$")


def find(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    for pattern, route in routes():
        if route.method == method and (found := pattern.match(path)):
            return route, {name: unquote(value) for name, value in found.groupdict().items()}
    return None


@dataclass(slots=True)
class Desk:
    """Answers requests to the API one at a time, and remembers what was wrong with them."""

    world: World
    check_requests: bool = True
    faults: Faults = field(default_factory=Faults)
    requests: list[Request] = field(default_factory=list)
    violations: list[AssertionError] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)

    def normalize(self, request: Request) -> None:
        """A repository named by its id, as GitHub's own links name it, is the one of that name."""
        if found := BY_ID.match(request.path):
            named = next((one.full_name for one in self.world.repositories.values() if one.id == int(found[1])), "-/-")
            request.path = f"/repos/{named}{request.path[found.end() :]}"

    def answer(self, request: Request) -> Answer:
        """The answer; 500 where the request or the answer breaks the contract, and then the violation is kept."""
        if "user-agent" not in request.headers:
            return Answer(403, REQUIRED_HEADER.encode(), {"Content-Type": "text/html"})
        with self.lock:
            try:
                answer = self._answered(request)
                self._check_answer(request, answer)
            except AssertionError as violation:
                self.violations.append(violation)
                return Answer(500, {"message": str(violation)})
        while self.world.errands:
            self.world.errands.pop()()
        return answer

    def failed(self, mistake: BaseException | None) -> None:
        """The stand-in itself made a mistake: it is raised at the end like a broken contract."""
        self.violations.append(AssertionError("".join(["the stand-in failed\n", *traceback.format_exception(mistake)])))

    def troubled(self, request: Request, fault: Fault) -> Answer:
        """The answer that a fault makes, with the headers that every answer has."""
        answer = fault.answer or Answer(500)
        resource = "graphql" if request.path == "/graphql" else "core"
        try:
            token = caller_of(self.world, request.headers.get("authorization")).token
        except RefusedError:
            token = None
        headers = rate_headers(self.world, token, resource) | dict(answer.headers)
        headers["Content-Type"] = "text/html; charset=utf-8" if isinstance(answer.body, bytes) else "application/json; charset=utf-8"
        if fault.renewed_in is None:
            return Answer(answer.status, answer.body, headers)
        headers |= {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(self.world.clock().timestamp()) + fault.renewed_in)}
        if resource == "core":
            return Answer(answer.status, answer.body, headers)
        # GraphQL says it with 200.
        return Answer(200, {"errors": [{"type": "RATE_LIMITED", "message": PRIMARY}]}, headers)

    def web(self, method: str, path: str, query: str, body: str) -> Answer:
        """The website, of which only the form for new Apps is served."""
        if method == "POST" and NEW_APP.match(path):
            return register(self.world, query, body)
        return Answer(404, b"Not Found", {"Content-Type": "text/plain"})

    def _answered(self, request: Request) -> Answer:
        resource = "graphql" if request.path == "/graphql" else "core"
        call = Call(self.world, request)
        try:
            answer = self._graphql(call) if resource == "graphql" else self._rest(call)
        except RefusedError as no:
            answer = no.answer
        headers = rate_headers(self.world, call.token, resource) | {"X-GitHub-Media-Type": "github.v3; format=json", **answer.headers}
        return Answer(answer.status, answer.body, headers)

    def _rest(self, call: Call) -> Answer:
        request = call.request
        found = find(request.method, request.path)
        if found is None:
            raise NotServedError(f"{request.method} {request.path} is not served by the stand-in")
        self._check_request(request)
        route, call.parameters = found
        who = caller_of(self.world, request.headers.get("authorization"), app_route=route.caller == "app")
        call.token, call.app = who.token, who.app
        request.login = who.token.login if who.token else who.app.login if who.app else None
        if "owner" in call.parameters:
            call.repository = self.world.find_repository(f"{call.parameters['owner']}/{call.parameters['repo']}")
        if request.path != "/rate_limit":
            count(call.token, "core")
        allow(call, route)
        answer = route.answer(call)
        request.changed = request.method != "GET" and answer.status < 400
        return answer

    def _graphql(self, call: Call) -> Answer:
        call.token = caller_of(self.world, call.request.headers.get("authorization")).token
        if call.token is None:
            raise RefusedError(401, "This endpoint requires you to be authenticated.")
        call.request.login = call.token.login
        if call.request.method != "POST":
            raise not_found()
        count(call.token, "graphql")
        self._check_request(call.request)
        return execute(call)

    def _check_request(self, request: Request) -> None:
        if self.world.contract is not None and self.check_requests:
            self.world.contract.check_request(request.method, request.path, request.query, request.body, request.headers)

    def _check_answer(self, request: Request, answer: Answer) -> None:
        if self.world.contract is not None:
            body = None if isinstance(answer.body, bytes) else as_described(request.path, answer.body)
            self.world.contract.check_response(request.method, request.path, answer.status, dict(answer.headers), body)

    def writes(self) -> Iterator[Request]:
        return (request for request in self.requests if request.changed)
