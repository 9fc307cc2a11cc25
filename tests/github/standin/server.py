"""The HTTP side: reads requests, asks the routes, sends answers; faults and records lie between."""

import json
import socket
import sys
from dataclasses import dataclass, field
from functools import cached_property, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.github.standin.calls import Answer, Request
from tests.github.standin.dispatch import Desk
from tests.github.standin.smart_http import serve_git


class ClosedError(Exception):
    """The connection ends here, without an answer."""


@dataclass(frozen=True, slots=True)
class GitRequest:
    """A request of a git client, as it was recorded; `sent` is the size of the answer in bytes."""

    method: str
    path: str
    query: str
    login: str | None
    status: int
    protocol: str
    sent: int


@dataclass
class Service:
    """The listening server and its threads."""

    desk: Desk
    git_requests: list[GitRequest] = field(default_factory=list)
    connections: set[socket.socket] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    @cached_property
    def http(self) -> "Listener":
        return Listener(self)

    def start(self) -> str:
        """Listen; the address."""
        Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, name="stand-in", daemon=True).start()
        return f"http://127.0.0.1:{self.http.server_port}"

    def stop(self) -> None:
        """Close every connection and wait for the threads."""
        self.desk.faults.closing.set()
        self.http.shutdown()
        with self.lock:
            for connection in self.connections:
                shut(connection)
        self.http.server_close()

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """The answer to any request.

        Raises:
            ClosedError: there is none.
        """
        parts = urlsplit(target)
        if parts.path.startswith("/api/"):
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            path = "/graphql" if parts.path == "/api/graphql" else parts.path.removeprefix("/api/v3") or "/"
            return self._api(Request(method, path, query, _json(body), headers))
        if ".git/" in parts.path:
            return self._git(method, parts.path, parts.query, headers=headers, body=body)
        return self.desk.web(method, parts.path, parts.query, body.decode("utf-8", "replace"))

    def _api(self, request: Request) -> Answer:
        """A request of the API, with whatever goes wrong before and after it."""
        self.desk.normalize(request)
        self.desk.requests.append(request)
        faults = self.desk.faults
        hits = faults.hit(request)
        answer = self._struck(request, hits, applied=False)
        if answer is None:
            if faults.on_request:
                faults.on_request(request, "before")
            answer = self.desk.answer(request)
            if faults.on_request:
                faults.on_request(request, "after")
            answer = self._struck(request, hits, applied=True) or answer
        request.status = answer.status
        return answer

    def _struck(self, request: Request, hits: list[Any], *, applied: bool) -> Answer | None:
        """What the faults of this phase make of the answer; None: nothing."""
        for fault in [fault for fault in hits if fault.applied is applied]:
            self.desk.faults.wait(fault.seconds)
            if fault.close:
                raise ClosedError
            if fault.answer:
                return self.desk.troubled(request, fault)
        return None

    def _git(self, method: str, path: str, query: str, *, headers: dict[str, str], body: bytes) -> Answer:
        answer, login = serve_git(self.desk.world, method, path, query, headers=headers, body=body)
        protocol, sent = headers.get("git-protocol", ""), len(answer.content())
        self.git_requests.append(GitRequest(method, path, query, login, answer.status, protocol, sent))
        return answer


def _json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode("utf-8", "replace")


def shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the client was quicker


class Listener(ThreadingHTTPServer):
    """The socket; a class because http.server is built on inheritance."""

    request_queue_size = 64
    daemon_threads = False  # closing waits for them: a thread that outlives its test writes into the next one

    def __init__(self, service: Service) -> None:
        self.service = service
        super().__init__(("127.0.0.1", 0), partial(Connection, service))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A mistake of the stand-in's own ends the test; the client sees a closed connection."""
        del request, client_address
        self.service.desk.failed(sys.exc_info()[1])


class Connection(BaseHTTPRequestHandler):
    """One connection of a client, kept open for as many requests as it sends."""

    protocol_version = "HTTP/1.1"
    server_version = "GitHub.com"
    sys_version = ""
    wbufsize = -1  # one segment an answer: unbuffered, each waits for the client's delayed acknowledgement
    disable_nagle_algorithm = True

    def __init__(self, service: Service, *arguments: Any) -> None:
        self.service = service
        super().__init__(*arguments)

    def setup(self) -> None:
        super().setup()
        with self.service.lock:
            self.service.connections.add(self.connection)

    def finish(self) -> None:
        with self.service.lock:
            self.service.connections.discard(self.connection)
        try:
            super().finish()
        except ConnectionError:
            self.rfile.close()  # the client did not wait for the rest of the answer

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True  # the client went away

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 -- the name that http.server gives it
        """Nothing on standard error."""

    def take(self) -> None:
        """One request of any method."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        chunked = headers.get("transfer-encoding") == "chunked"
        body = self._chunks() if chunked else self.rfile.read(int(headers.get("content-length", 0)))
        try:
            self._send(self.service.answer(self.command, self.path, headers, body))
        except ClosedError:
            self.close_connection = True
            shut(self.connection)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = take  # noqa: N815 -- the names that http.server looks for

    def _chunks(self) -> bytes:
        """A body whose length git did not know beforehand."""
        whole = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    def _send(self, answer: Answer) -> None:
        content = answer.content()
        self.send_response(answer.status)
        for name, value in ({"Content-Type": "application/json; charset=utf-8"} | dict(answer.headers)).items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.wfile.flush()
