"""MySQL's executable comments: `/*!40101 … */` is SQL to a server of that version or a later one, and a comment to any other.

MariaDB runs those of MySQL up to 5.6, those with a version of its own and `/*M! … */`, which MySQL never runs.
https://dev.mysql.com/doc/refman/8.4/en/comments.html, https://mariadb.com/kb/en/comment-syntax/
"""

import re

from bot.model import Dialect
from bot.parse.sql.versions import server_number

PIECE = re.compile(
    r"""
  (?P<quoted>'(?:[^'\\]++|\\.|'')*+(?:'|\Z) | "(?:[^"\\]++|\\.|"")*+(?:"|\Z) | `(?:[^`]++|``)*+(?:`|\Z))
| (?P<line>--[^\n]*+ | \#[^\n]*+)
| (?P<open>/\*(?P<maker>M?)!(?P<version>\d{5,6})?)
| (?P<comment>/\*)
| (?P<close>\*/)
""",
    re.VERBOSE | re.DOTALL,
)
EDGE = re.compile(r"/\*|\*/")
NOT_BLANK = re.compile(r"[^\n]")
MARIADB_SKIPS = range(50700, 100000)


def executed(text: str, dialect: Dialect, version: str | None) -> str:
    """The text as the server reads it, every offset kept: the marks of comments it runs are blank, and the comments it skips."""
    if "/*!" not in text and "/*M!" not in text:
        return text
    server = server_number(version, dialect)
    written, read, place, depth = [], 0, 0, 0
    while found := PIECE.search(text, place):
        start, place = found.span()
        match found.lastgroup:
            case "open" | "version" if _runs(found, dialect, server):
                depth += 1
            case "open" | "version":
                place = _end(text, start)
            case "close" if depth:
                depth -= 1
            case "comment":
                stop = text.find("*/", place)
                place = len(text) if stop < 0 else stop + 2
                continue
            case _:
                continue
        written += [text[read:start], NOT_BLANK.sub(" ", text[start:place])]
        read = place
    return "".join((*written, text[read:]))


def _runs(found: re.Match[str], dialect: Dialect, server: int) -> bool:
    version, is_mariadb = int(found["version"] or 0), dialect is Dialect.MARIADB
    if found["maker"]:
        return is_mariadb and version <= server
    return version <= server and not (is_mariadb and version in MARIADB_SKIPS)


def _end(text: str, start: int) -> int:
    """The offset behind a comment that is passed over; plain comments may stand in it."""
    depth = 0
    for edge in EDGE.finditer(text, start):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    return len(text)
