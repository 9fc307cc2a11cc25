"""The stand-in as tests and demos use it: `with StandIn() as github: …`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from tests.github.standin.accounts import App
from tests.github.standin.apps import Delivery, Installation, deliver, install
from tests.github.standin.calls import Request
from tests.github.standin.dispatch import Desk
from tests.github.standin.faults import Faults
from tests.github.standin.repository import Repository, new_repository, new_token
from tests.github.standin.server import GitRequest, Service
from tests.github.standin.world import World


@dataclass
class StandIn:
    """GitHub on a free port of this machine.

    With a `contract` every request and every answer is held against GitHub's own descriptions; `check_requests=False` leaves the requests
    out, for tests that send wrong ones. What was wrong is answered with 500 and raised at the end of the `with` block.
    """

    contract: Any = field(default=None, repr=False)
    check_requests: bool = True
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC), repr=False)
    world: World = field(init=False, repr=False)
    desk: Desk = field(init=False, repr=False)
    service: Service = field(init=False, repr=False)

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="stand-in-", ignore_cleanup_errors=True)
        self.world = World(Path(self._folder.name), self.contract, clock=self.clock)
        self.desk = Desk(self.world, check_requests=self.check_requests)
        self.service = Service(self.desk)
        self.world.server_url = self.service.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.service.stop()
        self._folder.cleanup()
        if not self.desk.violations:
            return
        if error is None:
            raise self.desk.violations[0]
        error.add_note(f"before that: {self.desk.violations[0]}")

    @property
    def server_url(self) -> str:
        return self.world.server_url

    @property
    def api_url(self) -> str:
        return self.world.api_url

    @property
    def faults(self) -> Faults:
        return self.desk.faults

    @property
    def requests(self) -> list[Request]:
        """Every request to the API, oldest first."""
        return self.desk.requests

    @property
    def writes(self) -> list[Request]:
        """The requests that changed something, whether or not their answer arrived."""
        return list(self.desk.writes())

    @property
    def git_requests(self) -> list[GitRequest]:
        return self.service.git_requests

    def repository(self, full_name: str, *, private: bool = False) -> Repository:
        """The repository of that name, made empty when it is named for the first time."""
        owner, _, name = full_name.partition("/")
        return self.world.find_repository(full_name) or new_repository(self.world, owner, name, private=private)

    def app(self, slug: str, *, events: tuple[str, ...] = (), **permissions: str) -> App:
        """The App of that name, made when it is named for the first time; then `app.private_key`, `app.webhook_secret`."""
        app = self.world.app(slug)
        app.events, app.permissions = events or app.events, permissions or app.permissions
        return app

    def install(self, app: App, *repositories: Repository) -> Installation:
        """The App on these repositories, with the permissions that it asks for."""
        return install(app, *repositories)

    def deliver(self, url: str, secret: str, event: str, payload: dict[str, Any], *, app: App | None = None) -> Delivery | None:
        """Send an event to a webhook, signed as GitHub signs; what came of it, or None where it is too large to be sent."""
        return deliver(self.world, url, secret, event, payload, app=app)

    def token(self, login: str, /, *repositories: Repository, limit: int | None = None, **permissions: str) -> str:
        """A token for these repositories that may do what is named (`contents="read"`), and nothing else.

        `…[bot]` is an App's installation (`github-actions[bot]`: a workflow), anybody else a person.
        """
        return new_token(self.world, login, repositories, permissions, limit=limit).value

    def expire(self, token: str) -> None:
        """The token is not good any more."""
        self.world.tokens[token].expires = self.world.clock()
