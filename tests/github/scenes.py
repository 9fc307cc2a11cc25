"""A small shop with a pull request on the stand-in, and the product's own steps on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.config import Config, load_config
from bot.github import Client, Look, Published, finish_check, publish, start_check
from bot.github import PullRequest as Subject
from bot.lint import default_rules
from bot.model import Review
from bot.render import render_check
from bot.review import review
from bot.sources import commit_tree
from tests.github.standin import StandIn
from tests.github.standin.pull import IssueComment, PullRequest
from tests.github.standin.repository import Repository
from tests.github.standin.review import Thread

BOT = "github-actions[bot]"
CONFIG = load_config("projects: [{name: shop, dialect: postgresql, version: '16', migrations: {path: migrations}}]")

INITIAL = """CREATE TABLE users (
  id bigint PRIMARY KEY,
  email text NOT NULL,
  code text
);
"""
ORDERS = """CREATE TABLE orders (
  id bigint PRIMARY KEY,
  user_id bigint REFERENCES users (id) ON DELETE SET NULL,
  total double precision NOT NULL
);
"""
DROP = "ALTER TABLE users DROP COLUMN code;\n"
INDEX = "CREATE INDEX orders_user_id_idx ON orders (user_id);\n"

BEFORE = {"migrations/0001_users.sql": INITIAL}
AFTER = {**BEFORE, "migrations/0002_orders.sql": ORDERS + DROP}
CLEAN = {**BEFORE, "migrations/0002_orders.sql": ORDERS.replace("double precision", "numeric(12, 2)") + INDEX}


@dataclass
class Scene:
    """A pull request and a token; what `reviewed` and `published` do is what the Action does, without a process of its own."""

    github: StandIn
    shop: Repository
    pull: PullRequest
    token: str
    look: Look = field(default_factory=lambda: Look("en"))
    config: Config = CONFIG
    waited: list[float] = field(default_factory=list)

    @property
    def client(self) -> Client:
        return Client(self.token, api_url=self.github.api_url, pause=self.waited.append, pacing=0)

    @property
    def subject(self) -> Subject:
        return Subject(self.shop.full_name, self.pull.number, self.pull.head)

    def reviewed(self) -> Review:
        """The review of the pull request as it stands."""
        bare = self.shop.bare.path
        base, head = commit_tree(bare, self.pull.before(self.pull.head)), commit_tree(bare, self.pull.head)
        return review(base, head, tip=base, config=self.config, rules=default_rules(), today=date(2026, 11, 21))

    def published(self, found: Review | None = None) -> Published:
        """Review and publish; a check run is written where the token may."""
        found = found or self.reviewed()
        client, subject = self.client, self.subject
        check = start_check(client, subject.repository, subject.head)
        done = publish(client, subject, found, self.look)
        if check and done.superseded_by is None:
            finish_check(client, check, render_check(found, self.look.language), found.conclusion)
        return done

    def ours(self) -> list[IssueComment]:
        """The summary comments of our author, by the marker's own words rather than the product's reader."""
        return [each for each in self.pull.comments if each.login == BOT and "schema-review:summary" in each.body]

    def our_threads(self) -> list[Thread]:
        return [thread for thread in self.pull.threads if thread.comments[0].login == BOT]

    def shown_threads(self) -> list[Thread]:
        return [thread for thread in self.our_threads() if not thread.comments[0].is_minimized]


def make_scene(
    github: StandIn,
    *,
    before: Mapping[str, Any] = BEFORE,
    after: Mapping[str, Any] = AFTER,
    fork_of: str | None = None,
    title: str = "Add orders",
    **permissions: str,
) -> Scene:
    """A repository whose pull request makes `after` of `before`."""
    shop = github.repository("octo/shop")
    shop.commit("main", dict(before), "The shop")
    shop.commit("orders", dict(after), "Orders")
    pull = shop.open_pull(head="orders", base="main", title=title, fork_of=fork_of)
    allowed = permissions or {"contents": "read", "pull_requests": "write", "checks": "write"}
    return Scene(github, shop, pull, pull.workflow_token(**allowed))


def state(scene: Scene) -> dict[str, Any]:
    """Everything that people see on the pull request, without numbers and times."""
    return {
        "comments": [(each.login, each.body, each.is_minimized) for each in scene.pull.comments],
        "threads": sorted(
            (thread.path, thread.original.line or 0, first.login, first.body, first.is_minimized, len(thread.comments))
            for thread in scene.pull.threads
            for first in thread.comments[:1]
        ),
        "check": [
            (check.status, check.conclusion, check.title, check.summary, [entry["message"] for entry in check.annotations])
            for check in scene.shop.check_runs(scene.pull.head)[-1:]
        ],
    }


def other_place(found: Review, *, path: str, line: int) -> Review:
    """The same review with every finding at another place."""
    projects = []
    for project in found.projects:
        findings = tuple(
            replace(
                finding,
                places=tuple(replace(place, span=replace(place.span, path=path, line=line, end_line=line)) for place in finding.places),
            )
            for finding in project.findings
        )
        projects.append(replace(project, findings=findings))
    return replace(found, projects=tuple(projects))
