"""Where places, rule pages and the full report are on the web, as far as the caller knows."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from bot.model import Place, Side


def _no_link(_: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Links:
    """Two functions that give an http address, or None where there is none, and the address of the full report.

    `is_page` says that this is a page of its own, which shows more than a comment does; `hears`, that commands in comments are
    listened to.
    """

    place: Callable[[Place], str | None] = _no_link
    rule: Callable[[str], str | None] = _no_link
    report: str | None = None
    is_page: bool = False
    hears: bool = False


NO_LINKS = Links()


def github_links(
    *, server: str, repository: str, base: str, head: str, report: str | None = None, rules: Callable[[str], str | None] = _no_link
) -> Links:
    """Links to lines as they were at two commits; `server` is GitHub's web address, `repository` is `owner/name`.

    Nothing that a file is called can lead elsewhere: paths are percent-encoded. A place without a line leads to its file.
    """
    root = f"{server.rstrip('/')}/{quote(repository, safe='/')}/blob"

    def place(where: Place) -> str:
        commit = head if where.side is Side.HEAD else base
        return f"{root}/{quote(commit, safe='')}/{quote(where.span.path, safe='/', errors='surrogateescape')}{_fragment(where)}"

    return Links(place, rules, report)


def _fragment(place: Place) -> str:
    line, end = place.span.line, place.span.end_line
    if line < 1:
        return ""
    return f"#L{line}-L{end}" if end > line else f"#L{line}"
