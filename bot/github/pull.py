"""What stands on a pull request: its head as GitHub says now, our comment and our threads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import NotAllowed
from bot.github.client import Client
from bot.render.markers import (
    InlineMarker,
    RepliesMarker,
    SummaryMarker,
    read_inline_marker,
    read_replies_marker,
    read_summary_marker,
)

ADDRESS = "/schema-review"  # what a command begins with
QUERY = """
query Standing($owner: String!, $name: String!, $number: Int!, $comments: String, $threads: String,
               $moreComments: Boolean!, $moreThreads: Boolean!) {
  viewer { login }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      title body isDraft author { __typename login } headRefOid baseRefOid baseRef { target { oid } }
      comments(first: 100, after: $comments) @include(if: $moreComments) {
        pageInfo { hasNextPage endCursor }
        nodes { id fullDatabaseId url body createdAt lastEditedAt author { __typename login } editor { __typename login } }
      }
      reviewThreads(first: 100, after: $threads) @include(if: $moreThreads) {
        pageInfo { hasNextPage endCursor }
        nodes {
          isResolved path line startLine diffSide
          comments(first: 1) {
            totalCount
            nodes { id fullDatabaseId body isMinimized minimizedReason author { __typename login } }
          }
        }
      }
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class PullRequest:
    """Which pull request, as it was when the review began: `repository` is `owner/name`, `head` the id of the commit reviewed."""

    repository: str
    number: int
    head: str


@dataclass(frozen=True, slots=True)
class OwnComment:
    """A summary comment that we wrote."""

    id: int
    url: str
    body: str
    marker: SummaryMarker


@dataclass(frozen=True, slots=True)
class OwnReplies:
    """The comment with our replies to commands. `is_untouched`: nobody but us was the last to edit it, so GitHub says."""

    id: int
    body: str
    marker: RepliesMarker
    is_untouched: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A comment of a person that may hold a command. `editor` is the last one to edit it, empty where unknown, None if never edited.

    `when` is the time of its last version.
    """

    id: int
    author: str
    body: str
    when: str
    editor: str | None = None

    @property
    def is_own_words(self) -> bool:
        """Whether the author alone wrote what stands there."""
        return self.editor in (None, self.author)


@dataclass(frozen=True, slots=True)
class OwnThread:
    """A thread that a comment of ours began, `replies` without it.

    `line` is None where its line has left the diff, `start` is set where it spans lines, `minimized` says why it is hidden.
    """

    id: int
    node: str
    body: str
    marker: InlineMarker
    path: str
    line: int | None
    start: int | None
    side: str
    is_resolved: bool
    minimized: str | None
    replies: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A pull request as it stands now, with what is ours on it, oldest first; `base` is the target branch's commit.

    `author` is the account that opened it, `said` what people may have said to us, `replies` our comment with the answers.
    """

    title: str
    body: str
    head: str
    base: str
    is_draft: bool
    comments: tuple[OwnComment, ...]
    threads: tuple[OwnThread, ...]
    author: str = ""
    said: tuple[Said, ...] = ()
    replies: OwnReplies | None = None

    @property
    def comment(self) -> OwnComment | None:
        """Our summary comment: the oldest where a race made several."""
        return self.comments[0] if self.comments else None


def read_pull(client: Client, repository: str, number: int, *, key: str = "default") -> Standing:
    """Read a pull request with our comment and threads under `key`, over all pages.

    Ours is what has our author *and* our marker: anybody can write a marker, and our author may write other things.

    Raises:
        ForgeError: GitHub does not answer, or the token may not read it.
    """
    owner, _, name = repository.partition("/")
    comments: list[Any] = []
    threads: list[Any] = []
    position: dict[str, Any] = {"comments": None, "threads": None, "moreComments": True, "moreThreads": True}
    while True:
        data = client.graphql(QUERY, {"owner": owner, "name": name, "number": number, **position})
        pull = (data["repository"] or {}).get("pullRequest")
        if pull is None:
            raise NotAllowed(f"{repository}#{number}: no such pull request, or the token may not read it")
        position["comments"], position["moreComments"] = _page(pull.get("comments"), comments, position["comments"])
        position["threads"], position["moreThreads"] = _page(pull.get("reviewThreads"), threads, position["threads"])
        if not (position["moreComments"] or position["moreThreads"]):
            return Standing(
                title=pull["title"],
                body=pull["body"] or "",
                head=pull["headRefOid"],
                base=_tip(pull),
                is_draft=pull["isDraft"],
                comments=tuple(_own_comments(comments, data["viewer"]["login"], key)),
                threads=tuple(_own_threads(threads, data["viewer"]["login"], key)),
                author=(pull["author"] or {}).get("login", ""),
                said=tuple(_said(comments)),
                replies=next(_own_replies(comments, data["viewer"]["login"], key), None),
            )


def _tip(pull: Mapping[str, Any]) -> str:
    """The target branch's commit now: `baseRefOid` is what it was at the last push, or when the branch was deleted."""
    branch = pull["baseRef"] or {}
    return str((branch.get("target") or {}).get("oid") or pull["baseRefOid"])


def _page(connection: Mapping[str, Any] | None, nodes: list[Any], cursor: str | None) -> tuple[str | None, bool]:
    """Keep the nodes of one page; returns where the next one begins, and whether there is one."""
    if connection is None:
        return cursor, False
    nodes.extend(connection["nodes"])
    return connection["pageInfo"]["endCursor"], connection["pageInfo"]["hasNextPage"]


def _is_ours(author: Mapping[str, str] | None, viewer: str) -> bool:
    """Whether the author is the token's own account. GraphQL writes an app's login with `[bot]` for the viewer only."""
    if author is None:
        return False
    return author["login"] == viewer.removesuffix("[bot]") and (author["__typename"] == "Bot") == viewer.endswith("[bot]")


def _own_comments(nodes: list[Any], viewer: str, key: str) -> Iterator[OwnComment]:
    for node in nodes:
        marker = read_summary_marker(node["body"]) if _is_ours(node["author"], viewer) else None
        if marker and marker.key == key:
            yield OwnComment(int(node["fullDatabaseId"]), node["url"], node["body"], marker)


def _own_replies(nodes: list[Any], viewer: str, key: str) -> Iterator[OwnReplies]:
    for node in nodes:
        marker = read_replies_marker(node["body"]) if _is_ours(node["author"], viewer) else None
        if marker and marker.key == key:
            is_untouched = node["lastEditedAt"] is None or _is_ours(node["editor"], viewer)
            yield OwnReplies(int(node["fullDatabaseId"]), node["body"], marker, is_untouched)


def _said(nodes: list[Any]) -> Iterator[Said]:
    for node in nodes:
        author = node["author"] or {}
        if author.get("__typename") == "User" and ADDRESS in node["body"].lower():
            editor = (node["editor"] or {}).get("login", "") if node["lastEditedAt"] else None
            yield Said(int(node["fullDatabaseId"]), author["login"], node["body"], node["lastEditedAt"] or node["createdAt"], editor)


def _own_threads(nodes: list[Any], viewer: str, key: str) -> Iterator[OwnThread]:
    for node in nodes:
        first: dict[str, Any] = next(iter(node["comments"]["nodes"]), {})
        marker = read_inline_marker(first["body"]) if _is_ours(first.get("author"), viewer) else None
        if marker is None or marker.key != key:
            continue
        yield OwnThread(
            id=int(first["fullDatabaseId"]),
            node=first["id"],
            body=first["body"],
            marker=marker,
            path=node["path"],
            line=node["line"],
            start=node["startLine"],
            side=node["diffSide"],
            is_resolved=node["isResolved"],
            minimized=(first["minimizedReason"] or "").lower() if first["isMinimized"] else None,
            replies=node["comments"]["totalCount"] - 1,
        )
