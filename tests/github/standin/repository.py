"""Repositories: branches with real commits, pull requests, check runs and who may do what."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.github.standin import events
from tests.github.standin.accounts import Token, checked_permissions, token_text
from tests.github.standin.checks import CheckRun
from tests.github.standin.git import Bare, Content
from tests.github.standin.pull import PullRequest
from tests.github.standin.world import World

ROLES = ("read", "triage", "write", "maintain", "admin")


@dataclass(slots=True, eq=False)
class Repository:
    """One repository and what is kept in it."""

    world: World = field(repr=False)
    owner: str
    name: str
    id: int
    node_id: str
    bare: Bare
    created_at: str
    private: bool = False
    parent: "Repository | None" = None
    default_branch: str = "main"
    collaborators: dict[str, str] = field(default_factory=dict)
    pulls: dict[int, PullRequest] = field(default_factory=dict, repr=False)
    checks: list[CheckRun] = field(default_factory=list, repr=False)
    queued: dict[int, str] = field(default_factory=dict)
    last_number: int = 0

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"

    @property
    def html_url(self) -> str:
        return f"{self.world.server_url}/{self.full_name}"

    @property
    def api_url(self) -> str:
        return f"{self.world.api_url}/repos/{self.full_name}"

    @property
    def clone_url(self) -> str:
        return f"{self.html_url}.git"

    def branch(self, name: str) -> str:
        """The commit that a branch points to."""
        sha = self.bare.tip(f"refs/heads/{name}")
        if sha is None:
            raise KeyError(f"{self.full_name} has no branch {name}")
        return sha

    def commit(self, branch: str, content: Content, message: str = "Change", *, author: str | None = None, onto: str | None = None) -> str:
        """A commit that replaces the whole content of a branch; a new branch begins at the default branch. Its id.

        `onto` names the branch or commit it is put on instead: what the branch had is gone, as after a force push.
        """
        ref = f"refs/heads/{branch}"
        parent = self.bare.resolve(onto) if onto else self.bare.tip(ref) or self.bare.tip(f"refs/heads/{self.default_branch}")
        parents = (parent,) if parent else ()
        when = self.world.commit_time()
        sha = self.bare.write(ref, content, parents=parents, message=message, author=author or self.owner, when=when)
        self._moved(branch, sha)
        return sha

    push = commit

    def force_push(self, branch: str, content: Content, message: str = "Change", *, onto: str = "main", author: str | None = None) -> str:
        return self.commit(branch, content, message, author=author, onto=onto)

    def move(self, branch: str, sha: str) -> None:
        """Let a branch point to a commit that exists already."""
        self.bare.point(f"refs/heads/{branch}", sha)
        self._moved(branch, sha)

    def fork(self, owner: str) -> "Repository":
        """The fork of that owner, made when it is named for the first time."""
        made = self.world.find_repository(f"{owner}/{self.name}")
        if made is None:
            made = new_repository(self.world, owner, self.name, private=self.private, parent=self)
            made.bare.point(f"refs/heads/{self.default_branch}", self.branch(self.default_branch))
        return made

    def rename(self, full_name: str) -> None:
        """Another name, or another owner; whoever likes may take the old one now."""
        del self.world.repositories[self.full_name.lower()]
        self.owner, _, self.name = full_name.partition("/")
        place = Bare(self.world.folder / self.owner / f"{self.name}.git")
        place.path.parent.mkdir(exist_ok=True)
        self.bare.path.rename(place.path)
        self.bare = place
        self.world.user(self.owner)
        self.world.repositories[full_name.lower()] = self

    def open_pull(
        self,
        *,
        head: str,
        base: str = "main",
        title: str = "",
        body: str | None = "",
        author: str = "dev",
        fork_of: str | None = None,
        draft: bool = False,
    ) -> PullRequest:
        """A pull request; with `fork_of` the head branch is that person's fork's (and moves there, if it is ours until now)."""
        source = self.fork(fork_of) if fork_of else self
        if source is not self and (sha := self.bare.tip(f"refs/heads/{head}")) and not source.bare.tip(f"refs/heads/{head}"):
            source.bare.point(f"refs/heads/{head}", sha)
            self.bare.point(f"refs/heads/{head}", None)
        self.last_number += 1
        number, now = self.world.new_id("pull"), self.world.now()
        author = fork_of or author
        self.world.user(author)
        commits = source.branch(head), self.branch(base)
        pull = PullRequest(number, "", self, self.last_number, title or head, body, author, source, head, base, *commits, now, now, draft)
        pull.node_id = self.world.name_node("pull", number, pull)
        self.pulls[pull.number] = pull
        pull.remerge()
        return pull

    def enqueue(self, pull: PullRequest) -> str:
        """The merge queue's branch for a pull request; the commit that it points to."""
        pull.remerge()
        base = self.branch(pull.base_branch)
        message = f"Merge pull request #{pull.number} from {pull.head_repository.owner}/{pull.head_branch}"
        sha = self.bare.merge(base, pull.head, message=message, when=self.world.commit_time())
        if sha is None:
            raise ValueError("this branch has conflicts")
        self.queued[pull.number] = f"gh-readonly-queue/{pull.base_branch}/pr-{pull.number}-{base}"
        self.bare.point(f"refs/heads/{self.queued[pull.number]}", sha)
        return sha

    def token(self, login: str, /, *more: "Repository", **permissions: str) -> str:
        """A token for this repository (and more) that may do what is named, and nothing else; its text."""
        return new_token(self.world, login, (self, *more), permissions).value

    def permission_of(self, login: str) -> str:
        """The role of a person here."""
        if login == self.owner:
            return "admin"
        return self.collaborators.get(login, "none" if self.private else "read")

    def check_runs(self, sha: str | None = None) -> list[CheckRun]:
        return [check for check in self.checks if sha in (None, check.head_sha)]

    def push_event(self, branch: str, *, before: str | None = None, after: str | None = None, login: str | None = None) -> dict[str, Any]:
        """The payload of `push`; without `before` the branch's last commit is what was pushed; zeros for a new branch."""
        return events.push(self, branch, before=before, after=after, login=login)

    def merge_group_event(self, pull: PullRequest, action: str = "checks_requested") -> dict[str, Any]:
        """The payload of `merge_group` for the branch that the queue made last; it makes one if there is none."""
        if pull.number not in self.queued:
            self.enqueue(pull)
        return events.merge_group(self, pull, action)

    def dispatch_event(
        self, inputs: dict[str, str] | None = None, *, branch: str | None = None, login: str | None = None
    ) -> dict[str, Any]:
        return events.workflow_dispatch(self, inputs or {}, branch=branch or self.default_branch, login=login)

    def _moved(self, branch: str, sha: str) -> None:
        """Pull requests follow their branches."""
        for pull in [pull for repository in self.world.repositories.values() for pull in repository.pulls.values() if pull.state == "open"]:
            if pull.head_repository is self and pull.head_branch == branch:
                pull.synchronize(sha)
            elif pull.repository is self and pull.base_branch == branch:
                pull.remerge()


def new_repository(world: World, owner: str, name: str, *, private: bool = False, parent: Repository | None = None) -> Repository:
    number = world.new_id("repository")
    bare = Bare(world.folder / owner / f"{name}.git")
    bare.create(objects_of=parent.bare if parent else None)
    world.user(owner)
    made = Repository(world, owner, name, number, "", bare, world.now(), private=private, parent=parent)
    made.node_id = world.name_node("repository", number, made)
    world.repositories[made.full_name.lower()] = made
    return made


def new_token(
    world: World, login: str, repositories: tuple[Repository, ...], permissions: dict[str, str], *, limit: int | None = None
) -> Token:
    """A token for an App's account (`…[bot]`) or a person; good for an hour."""
    app = world.app(login.removesuffix("[bot]")) if login.endswith("[bot]") else None
    world.user(login)
    allowed = limit or (1_000 if app and app.slug == "github-actions" else 5_000)
    expires = world.clock() + timedelta(hours=1)
    token = Token(token_text(app), login, app, repositories, checked_permissions(permissions), expires, allowed)
    world.tokens[token.value] = token
    return token
