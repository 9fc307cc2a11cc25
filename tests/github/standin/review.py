"""Reviews, the threads they open, and the comments in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.github.standin.accounts import App
from tests.github.standin.diffs import FileDiff, Hunk, Side, moved
from tests.github.standin.world import World

if TYPE_CHECKING:
    from tests.github.standin.pull import PullRequest


@dataclass(slots=True, eq=False)
class Review:
    """One review; PENDING means that only its author sees it and its comments."""

    id: int
    node_id: str
    login: str
    body: str
    state: str
    commit: str
    submitted_at: str | None
    is_minimized: bool = False
    minimized_reason: str | None = None

    @property
    def is_pending(self) -> bool:
        return self.state == "PENDING"


@dataclass(slots=True, eq=False)
class ReviewComment:
    """One comment of a thread."""

    id: int
    node_id: str
    thread: "Thread" = field(repr=False)
    review: Review = field(repr=False)
    login: str
    body: str
    created_at: str
    updated_at: str
    reply_to: int | None = None
    app: App | None = None
    is_minimized: bool = False
    minimized_reason: str | None = None

    def edit(self, body: str) -> None:
        self.body = body
        self.updated_at = self.thread.pull.world.now()

    def delete(self) -> None:
        """A thread without comments is gone, and so is a review that holds nothing."""
        self.thread.comments.remove(self)
        pull = self.thread.pull
        if not self.thread.comments:
            pull.threads.remove(self.thread)
        if not self.review.body and self.review.state == "COMMENTED" and not pull.comments_of(self.review):
            pull.reviews.remove(self.review)
        del pull.world.nodes[self.node_id]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a thread stands: a file, and there one line or several of one side; `line` is None for the whole file."""

    path: str
    line: int | None = None
    start_line: int | None = None
    side: Side = "RIGHT"
    start_side: Side = "RIGHT"


@dataclass(slots=True, eq=False)
class Thread:
    """A conversation at one place; where it stands now is worked out from the commits when it is read."""

    id: int
    node_id: str
    pull: "PullRequest" = field(repr=False)
    original: Spot
    original_commit: str
    diff_hunk: str
    original_position: int
    comments: list[ReviewComment] = field(default_factory=list)
    is_resolved: bool = False
    resolved_by: str | None = None

    @property
    def world(self) -> World:
        return self.pull.world

    @property
    def subject_type(self) -> str:
        return "file" if self.original.line is None else "line"

    @property
    def spot(self) -> Spot | None:
        """The place in the diff as it is now; None once the diff does not show it any more."""
        pull, spot = self.pull, self.original
        if spot.line is None:
            return spot if pull.file(spot.path) else None
        old, new = self._sides(spot.side)
        there = moved(pull.bare, old, new, (spot.path, spot.line))
        if there is None or (file := pull.file(there[0])) is None or file.locate(spot.side, there[1]) is None:
            return None
        start = there[1] - (spot.line - spot.start_line) if spot.start_line is not None else None
        return Spot(file.path, there[1], start, spot.side, spot.start_side)

    @property
    def path(self) -> str:
        spot = self.spot
        return spot.path if spot else self.original.path

    @property
    def line(self) -> int | None:
        spot = self.spot
        return spot.line if spot else None

    @property
    def start_line(self) -> int | None:
        spot = self.spot
        return spot.start_line if spot else None

    @property
    def original_line(self) -> int | None:
        return self.original.line

    @property
    def side(self) -> Side:
        return self.original.side

    @property
    def is_outdated(self) -> bool:
        return self.spot is None

    @property
    def is_pending(self) -> bool:
        return self.comments[0].review.is_pending

    @property
    def position(self) -> int | None:
        """The line's place in the file's patch as it is now."""
        spot = self.spot
        if spot is None or spot.line is None:
            return 1 if spot else None
        file = self.pull.file(spot.path)
        found = file.locate(spot.side, spot.line) if file else None
        return found[1] if found else None

    def reply(self, login: str, body: str, app: App | None = None) -> ReviewComment:
        """An answer; it belongs to a review of its own, as on GitHub."""
        review = self.pull.add_review(login, "", "COMMENTED", self.pull.head)
        return self.add(login, body, review, reply_to=self.comments[0].id, app=app)

    def add(self, login: str, body: str, review: Review, *, reply_to: int | None = None, app: App | None = None) -> ReviewComment:
        number, now = self.world.new_id("review_comment"), self.world.now()
        self.world.user(login)
        comment = ReviewComment(number, "", self, review, login, body, now, now, reply_to, app)
        comment.node_id = self.world.name_node("review_comment", number, comment)
        self.comments.append(comment)
        return comment

    def resolve(self, login: str = "dev") -> None:
        self.is_resolved, self.resolved_by = True, login

    def unresolve(self) -> None:
        self.is_resolved, self.resolved_by = False, None

    def delete(self) -> None:
        for comment in list(self.comments):
            comment.delete()

    def _sides(self, side: Side) -> tuple[str, str]:
        """The commits between which a line of that side is followed."""
        if side == "RIGHT":
            return self.original_commit, self.pull.head
        return self.pull.before(self.original_commit), self.pull.before(self.pull.head)


def placed(file: FileDiff | None, spot: Spot) -> tuple[Hunk, int] | Sequence[str]:
    """The hunk and position that a comment gets in the file's patch, or what GitHub says against it."""
    if file is None:
        return ["path"]
    found = file.locate(spot.side, spot.line or 0)
    if found is None:
        return ["line"]
    if spot.start_line is None:
        return found
    hunk, position = found
    start = hunk.find(spot.start_side, spot.start_line)
    if start is None:
        return ["start_line"]
    return found if start < position else ["start_line order"]
