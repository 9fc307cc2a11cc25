"""Liquibase: formatted SQL, in the order of a changelog where one includes it.

https://docs.liquibase.com/concepts/changelogs/sql-format.html
"""

import posixpath
import re

from bot.model import Dialect, Tree
from bot.projects.contents import text_of
from bot.projects.places import has, in_use, under
from bot.projects.tools.changelogs import ENDINGS, directly, included, is_changelog
from bot.projects.tools.tool import Files, Tool, around, blank, mentioned

FORMATTED = re.compile(r"^[ \t]*--\s*liquibase\s+formatted\s+sql\b", re.IGNORECASE | re.MULTILINE)
CHANGESET = re.compile(r"^[ \t]*--[ \t]*changeset[ \t]+([^\n]*)", re.IGNORECASE | re.MULTILINE)
ATTRIBUTE = re.compile(r"""\b(\w+):(?:"([^"\n]*)"|'([^'\n]*)'|(\S+))""")
IGNORED = re.compile(r"^[ \t]*--[ \t]*ignoreLines:(\d+|start)[^\n]*\n", re.IGNORECASE | re.MULTILINE)
RESUMED = re.compile(r"^[ \t]*--[ \t]*ignoreLines:end\b[^\n]*", re.IGNORECASE | re.MULTILINE)
JDBC = re.compile(r"jdbc:(?:\w+:)?(postgresql|mysql|mariadb|sqlite):")
SETTINGS = ("liquibase.properties", "application.properties", "application.yml", "application.yaml")
NAMES = re.compile(r"change-?log|liquibase|master|\bdb\.", re.IGNORECASE)


def attributes(header: str) -> dict[str, str]:
    """The attributes of a change set, as its first line has them."""
    return {key.lower(): quoted or single or plain for key, quoted, single, plain in ATTRIBUTE.findall(header)}


def _applied(text: str, dialect: Dialect) -> str:
    """Without the change sets for other databases, and with their statements ended as SQL ends them."""
    if not FORMATTED.search(text[:2000]):
        return text
    heads = [*CHANGESET.finditer(text)]
    kept = [text[: heads[0].start()]] if heads else [text]
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        body = text[head.end() : following.start() if following else len(text)]
        told = attributes(head[1])
        runs = told.get("ignore") != "true" and _is_for(told.get("dbms", ""), dialect)
        kept.append(head[0] + (_ended(_resumed(body), told.get("enddelimiter", ";")) if runs else blank(body)))
    return "".join(kept)


def _is_for(dbms: str, dialect: Dialect) -> bool:
    names = {name.strip().lower() for name in dbms.split(",")} - {""}
    mine = {"mysql", "mariadb"} if dialect.is_mysql_family else {str(dialect)}
    refused = {name[1:] for name in names if name.startswith("!")}
    wanted = {name for name in names if not name.startswith("!")}
    return not mine & refused and (not wanted or bool((mine | {"all"}) & wanted))


def _resumed(body: str) -> str:
    """Without the lines that Liquibase is told to ignore."""
    while ignored := IGNORED.search(body):
        start = ignored.start()
        if ignored[1].isdecimal():
            lines = body[ignored.end() :].splitlines(keepends=True)[: int(ignored[1])]
            end = ignored.end() + sum(map(len, lines))
        else:
            resumed = RESUMED.search(body, ignored.end())
            end = resumed.end() if resumed else len(body)
        body = body[:start] + blank(body[start:end]) + body[end:]
    return body


def _ended(body: str, delimiter: str) -> str:
    """The delimiter at the end of a line as a semicolon; it may be written as a regular expression, of which only line ends are read."""
    word = delimiter.replace("\\n", "").replace("\\", "")
    if not word or word == ";":
        return body
    end = re.compile(rf"{re.escape(word)}(?=[ \t]*$)", re.IGNORECASE | re.MULTILINE)
    return end.sub(";".ljust(len(word)), body)


def _opts_out(_tree: Tree, _path: str, text: str) -> bool:
    """Whether a change set of the file runs outside a transaction: each has its own."""
    return any(attributes(head[1]).get("runintransaction") == "false" for head in CHANGESET.finditer(text))


def _lists(tree: Tree, place: str) -> Files:
    """What a changelog includes; below a folder, the formatted files by their paths."""
    if has(tree, place):
        return tuple(dict.fromkeys(included(tree, place)))
    return tuple(path for path in under(tree.paths, place) if path.endswith(".sql") and _is_formatted(tree, path))


def _is_formatted(tree: Tree, path: str) -> bool:
    return FORMATTED.search(text_of(tree, path)[:2000]) is not None


def _places(tree: Tree, files: Files) -> Files:
    """The changelogs that no other includes and that lead to SQL; else the folders of formatted files, the outermost."""
    named = in_use(path for path in tree.paths if path.endswith(ENDINGS) and NAMES.search(path) and is_changelog(tree, path))
    inner = {found for path in named for found in directly(tree, path)}
    run = {path: tuple(included(tree, path)) for path in named if path not in inner}
    masters = tuple(path for path, found in run.items() if any(path.endswith(".sql") for path in found))
    reached = {found for path in masters for found in run[path]}
    left = sorted({posixpath.dirname(path) for path in files if path not in reached and _is_formatted(tree, path)})
    outer = [folder for folder in left if not any(folder != other and f"{folder}/".startswith(f"{other}/") for other in left)]
    return (*masters, *outer)


def _dialect(tree: Tree, place: str) -> str | None:
    resources = [found.rpartition("/")[0] for found in around(tree, place, *SETTINGS)]
    return mentioned(tree, resources[0] if resources else place, JDBC, *SETTINGS)


LIQUIBASE = Tool(
    "liquibase",
    lists=_lists,
    is_here=lambda _tree, _place, files: bool(files),
    applied=_applied,
    opts_out=_opts_out,
    dialect=_dialect,
    places=_places,
)
