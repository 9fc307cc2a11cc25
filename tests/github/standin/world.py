"""Everything the stand-in remembers, and the numbers and times it hands out."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from tests.github.standin.accounts import ACTIONS_LOGIN, App, Kind, Token, User, actions_app

if TYPE_CHECKING:
    from tests.github.standin.apps import Delivery, Installation
    from tests.github.standin.repository import Repository

# GitHub's ids left 32 bits behind years ago: comments of both kinds first, which is why GraphQL has `fullDatabaseId`.
FIRST_IDS = {
    "user": 1_000_001,
    "repository": 900_000_001,
    "pull": 2_900_000_001,
    "issue_comment": 3_400_000_001,
    "review": 3_500_000_001,
    "review_comment": 2_600_000_001,
    "thread": 5_000_000_001,
    "check": 56_000_000_001,
    "suite": 48_000_000_001,
    "reaction": 300_000_001,
    "app": 1_200_001,
    "installation": 90_000_001,
    "delivery": 180_000_000_001,
}
NODE_PREFIXES = {
    "user": "U",
    "repository": "R",
    "pull": "PR",
    "issue_comment": "IC",
    "review": "PRR",
    "review_comment": "PRRC",
    "thread": "PRRT",
    "check": "CR",
    "suite": "CS",
    "reaction": "REA",
    "app": "A",
}
FIRST_COMMIT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def timestamp(moment: datetime) -> str:
    """A time as GitHub writes it: UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class World:
    """The state of one stand-in: people, Apps, repositories, tokens, and every object that has a node id."""

    folder: Path
    contract: Any = None
    server_url: str = ""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    users: dict[str, User] = field(default_factory=dict)
    apps: dict[str, App] = field(default_factory=dict)
    repositories: dict[str, "Repository"] = field(default_factory=dict)
    installations: dict[int, "Installation"] = field(default_factory=dict)
    deliveries: "list[Delivery]" = field(default_factory=list)
    tokens: dict[str, Token] = field(default_factory=dict)
    manifests: dict[str, dict[str, Any]] = field(default_factory=dict)
    errands: list[Callable[[], Any]] = field(default_factory=list)
    nodes: dict[str, Any] = field(default_factory=dict)
    counters: dict[str, Iterator[int]] = field(default_factory=lambda: {kind: itertools.count(first) for kind, first in FIRST_IDS.items()})
    commits: Iterator[int] = field(default_factory=itertools.count)

    @property
    def api_url(self) -> str:
        return f"{self.server_url}/api/v3"

    def now(self) -> str:
        return timestamp(self.clock())

    def commit_time(self) -> datetime:
        """A minute later each time, so that the same story gives the same commit ids."""
        return FIRST_COMMIT + timedelta(minutes=next(self.commits))

    def new_id(self, kind: str) -> int:
        return next(self.counters[kind])

    def name_node(self, kind: str, number: int, thing: Any) -> str:
        """The node id of a new object, under which GraphQL finds it."""
        name = f"{NODE_PREFIXES[kind]}_kwDO{uuid5(NAMESPACE_URL, f'{kind}/{number}').hex[:14]}"
        self.nodes[name] = thing
        return name

    def user(self, login: str) -> User:
        """The account of that name, made when it is named for the first time; `[bot]` at its end makes it an App's."""
        if login not in self.users:
            number = 41898282 if login == ACTIONS_LOGIN else self.new_id("user")
            kind: Kind = "Bot" if login.endswith("[bot]") else "User"
            made = User(login=login, id=number, kind=kind)
            made.node_id = self.name_node("user", number, made)
            self.users[login] = made
        return self.users[login]

    def app(self, slug: str) -> App:
        """The App of that name; GitHub Actions is one of them."""
        if slug not in self.apps:
            created = self.now()
            is_actions = slug == "github-actions"
            self.apps[slug] = actions_app(created) if is_actions else App(id=self.new_id("app"), slug=slug, created_at=created)
            self.apps[slug].node_id = self.name_node("app", self.apps[slug].id, self.apps[slug])
        return self.apps[slug]

    def find_repository(self, full_name: str) -> "Repository | None":
        return self.repositories.get(full_name.lower())
