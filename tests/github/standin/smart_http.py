"""Git over HTTP: `git http-backend` behind the tokens, for reading only."""

import gzip
import subprocess
from collections.abc import Mapping

from tests.github.standin.access import basic_password, known_token
from tests.github.standin.calls import Answer, RefusedError
from tests.github.standin.git import environment
from tests.github.standin.repository import Repository
from tests.github.standin.world import World

CHALLENGE = {"WWW-Authenticate": 'Basic realm="GitHub"', "Content-Type": "text/plain; charset=utf-8"}


def serve_git(world: World, method: str, path: str, query: str, *, headers: Mapping[str, str], body: bytes) -> tuple[Answer, str | None]:
    """The answer to a git client, and who it was."""
    owner, name, rest = (path.strip("/").split("/", 2) + [""] * 3)[:3]
    repository = world.find_repository(f"{owner}/{name.removesuffix('.git')}")
    try:
        login = _reader(world, repository, headers.get("authorization"))
    except RefusedError as no:
        words = "Bad credentials" if no.answer.status == 401 else "Repository not found."
        return Answer(no.answer.status, f"remote: {words}\n".encode(), CHALLENGE if no.answer.status == 401 else {}), None
    if repository is None or "git-upload-pack" not in (rest, query.removeprefix("service=")):
        return Answer(403, b"Write access to repository not granted.\n"), login
    return _backend(repository, method, rest, query, headers=headers, body=body), login


def _reader(world: World, repository: Repository | None, header: str | None) -> str | None:
    """Who reads; a wrong token is refused even where none is needed, and a private repository hides."""
    token = None
    if header:
        token = known_token(world, basic_password(header) or header.partition(" ")[2])
    if repository is None or repository.private:
        if token is None:
            raise RefusedError(401, "Bad credentials")
        if repository is None or not token.covers(repository) or not token.may("read", "contents"):
            raise RefusedError(404, "Not Found")
    return token.login if token else None


def _backend(repository: Repository, method: str, rest: str, query: str, *, headers: Mapping[str, str], body: bytes) -> Answer:
    """What git's own CGI program answers."""
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    variables = {
        "GIT_PROJECT_ROOT": str(repository.bare.path),
        "GIT_HTTP_EXPORT_ALL": "1",
        "REQUEST_METHOD": method,
        "PATH_INFO": f"/{rest}",
        "QUERY_STRING": query,
        "CONTENT_TYPE": headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "GIT_PROTOCOL": headers.get("git-protocol", ""),
        "REMOTE_ADDR": "127.0.0.1",
    }
    command = ["git", "-c", "safe.directory=*", "http-backend"]
    done = subprocess.run(command, input=body, capture_output=True, env=environment(variables), check=False)
    head, _, content = done.stdout.partition(b"\r\n\r\n")
    told = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n") if ": " in line)
    status = int(told.pop("Status", "200 OK").split()[0]) if head else 500
    return Answer(status, content or done.stderr, told)
