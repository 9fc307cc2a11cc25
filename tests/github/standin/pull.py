"""Pull requests and their conversation."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tests.github.standin import events
from tests.github.standin.accounts import ACTIONS_LOGIN, App
from tests.github.standin.diffs import FileDiff, compare
from tests.github.standin.git import Bare, Content
from tests.github.standin.review import Review, ReviewComment, Spot, Thread
from tests.github.standin.world import World

if TYPE_CHECKING:
    from tests.github.standin.repository import Repository

READ_ONLY = {"write": "read", "read": "read"}


@dataclass(slots=True, eq=False)
class IssueComment:
    """A comment in the conversation."""

    id: int
    node_id: str
    pull: "PullRequest" = field(repr=False)
    login: str
    body: str
    created_at: str
    updated_at: str
    app: App | None = None
    is_minimized: bool = False
    minimized_reason: str | None = None
    reactions: list[tuple[int, str, str]] = field(default_factory=list)
    editor: str | None = None
    edited_at: str | None = None

    def edit(self, body: str, *, login: str | None = None) -> None:
        """Anybody who may write here may edit anybody's comment; without `login` its author does."""
        self.body, self.editor = body, login or self.login
        self.updated_at = self.edited_at = self.pull.world.now()

    def delete(self) -> None:
        self.pull.comments.remove(self)
        del self.pull.world.nodes[self.node_id]


@dataclass(slots=True, eq=False)
class PullRequest:
    """One pull request; `head` and `base` are commit ids as the API tells them."""

    id: int
    node_id: str
    repository: "Repository" = field(repr=False)
    number: int
    title: str
    body: str | None
    login: str
    head_repository: "Repository"
    head_branch: str
    base_branch: str
    head: str
    base: str
    created_at: str
    updated_at: str
    draft: bool = False
    state: Literal["open", "closed"] = "open"
    closed_at: str | None = None
    merged_at: str | None = None
    test_merge: str | None = None
    comments: list[IssueComment] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.repository.world

    @property
    def bare(self) -> Bare:
        return self.repository.bare

    @property
    def url(self) -> str:
        return f"{self.repository.html_url}/pull/{self.number}"

    @property
    def is_fork(self) -> bool:
        return self.head_repository is not self.repository

    @property
    def files(self) -> tuple[FileDiff, ...]:
        return compare(self.bare, self.before(self.head), self.head)

    def file(self, path: str) -> FileDiff | None:
        return next((file for file in self.files if file.path == path), None)

    def files_at(self, commit: str) -> dict[str, FileDiff]:
        return {file.path: file for file in compare(self.bare, self.before(commit), commit)}

    def before(self, commit: str) -> str:
        """The merge base of a commit and the base branch: the left side of the diff."""
        return self.bare.merge_base(self.base, commit) or self.base

    def commits(self) -> tuple[str, ...]:
        return self.bare.between(self.before(self.head), self.head)

    def comments_of(self, review: Review) -> list[ReviewComment]:
        return [comment for thread in self.threads for comment in thread.comments if comment.review is review]

    # What people do.

    def comment(self, login: str, body: str, *, app: App | None = None) -> IssueComment:
        number, now = self.world.new_id("issue_comment"), self.world.now()
        self.world.user(login)
        comment = IssueComment(number, "", self, login, body, now, now, app)
        comment.node_id = self.world.name_node("issue_comment", number, comment)
        self.comments.append(comment)
        return comment

    def tick(self, comment: IssueComment, part: str, *, ticked: bool = True) -> None:
        """Set the box of the one task in the comment whose line holds `part`; or take it back. The author of the pull request does it."""
        lines = comment.body.split("\n")
        found = [number for number, line in enumerate(lines) if part in line and re.match(r"\s*[-*+] \[[ xX]\] ", line)]
        if len(found) != 1:
            raise ValueError(f"{len(found)} tasks hold {part!r}")
        lines[found[0]] = re.sub(r"\[[ xX]\]", "[x]" if ticked else "[ ]", lines[found[0]], count=1)
        comment.edit("\n".join(lines), login=self.login)

    def push(self, content: Content, message: str = "Change", *, author: str | None = None) -> str:
        return self.head_repository.commit(self.head_branch, content, message, author=author or self.login)

    def force_push(self, content: Content, message: str = "Change", *, onto: str | None = None, author: str | None = None) -> str:
        return self.head_repository.force_push(
            self.head_branch, content, message, onto=onto or self.base_branch, author=author or self.login
        )

    def edit(self, *, title: str | None = None, body: str | None = None, base: str | None = None, draft: bool | None = None) -> None:
        self.title = self.title if title is None else title
        self.body = self.body if body is None else body
        self.draft = self.draft if draft is None else draft
        if base is not None:
            self.base_branch, self.base = base, self.repository.branch(base)
            self.remerge()
        self.updated_at = self.world.now()

    def close(self) -> None:
        self.state, self.closed_at = "closed", self.world.now()

    def reopen(self) -> None:
        self.state, self.closed_at = "open", None

    def merge(self) -> str:
        """Merge with a merge commit; the id of that commit."""
        self.remerge()
        if self.test_merge is None:
            raise ValueError("this branch has conflicts")
        self.close()
        self.merged_at = self.closed_at
        self.repository.move(self.base_branch, self.test_merge)
        return self.test_merge

    def workflow_token(self, *, trusted: bool = False, **permissions: str) -> str:
        """The token that a workflow on `pull_request` gets: read-only for a fork's; `trusted` as with `pull_request_target`."""
        if self.is_fork and not trusted:
            permissions = {name: READ_ONLY[level] for name, level in permissions.items()}
        return self.repository.token(ACTIONS_LOGIN, **permissions)

    def event(self, action: str, *, login: str | None = None, before: str | None = None, changes: Any = None) -> dict[str, Any]:
        """The payload of `pull_request` with that action."""
        return events.pull_request(self, action, login=login, before=before, changes=changes)

    def comment_event(self, action: str, comment: IssueComment, *, login: str | None = None, was: str | None = None) -> dict[str, Any]:
        """The payload of `issue_comment`; `was` is the body before an edit."""
        return events.issue_comment(self, action, comment, login=login, was=was)

    # What GitHub does.

    def add_review(self, login: str, body: str, state: str, commit: str) -> Review:
        number = self.world.new_id("review")
        self.world.user(login)
        review = Review(number, "", login, body, state, commit, None if state == "PENDING" else self.world.now())
        review.node_id = self.world.name_node("review", number, review)
        self.reviews.append(review)
        return review

    def add_thread(self, spot: Spot, commit: str, *, hunk: str, position: int) -> Thread:
        number = self.world.new_id("thread")
        thread = Thread(number, "", self, spot, commit, hunk, position)
        thread.node_id = self.world.name_node("thread", number, thread)
        self.threads.append(thread)
        return thread

    def synchronize(self, head: str) -> None:
        """The head branch moved: the base that the API tells is renewed as well."""
        self.head, self.base = head, self.repository.branch(self.base_branch)
        self.updated_at = self.world.now()
        self.remerge()

    def remerge(self) -> None:
        """Both refs of the pull request; where it conflicts, the merge stays as it was, and the API says so."""
        self.bare.point(f"refs/pull/{self.number}/head", self.head)
        base = self.repository.branch(self.base_branch)
        message = f"Merge {self.head} into {base}"
        self.test_merge = self.bare.merge(base, self.head, message=message, when=self.world.commit_time())
        if self.test_merge:
            self.bare.point(f"refs/pull/{self.number}/merge", self.test_merge)
