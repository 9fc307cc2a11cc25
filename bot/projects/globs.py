"""Globs as drizzle-kit and our configuration write them; never regular expressions.

`*`, `?`, `[…]`, `**`, `{a,b}`, `@(a|b)`, `?(a)` and `!(a|b)`.
"""

import fnmatch
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.projects.places import children, under

MAGIC = re.compile(r"[*?\[{]|[!@+]\(")
BRACES = re.compile(r"\{([^{}]*)\}")
EXTENDED = re.compile(r"[!@+?*]\(")
CHOICE = re.compile(r"([@?])\(([^()/{},]*)\)")
# In one segment, with nothing before it that could match in several ways.
NEGATED = re.compile(r"(?:^|(?<=/))([^/()*?\[{}]*)!\(([^/()]*)\)([^/()]*)(?=/|$)")
MAX_ALTERNATIVES = 256
MAX_SEGMENT = 500  # translating one takes time by its square


def is_understood(pattern: str) -> bool:
    """Whether a glob uses nothing beyond what is read here; `+(a)`, `*(a)` and nested ones are not."""
    return not EXTENDED.search(NEGATED.sub("", CHOICE.sub("", pattern)))


def matches(pattern: str, path: str) -> bool:
    """Whether a path matches; `**` spans any number of folders, the other signs stay within one. A leading dot is matched literally."""
    parts = tuple(path.split("/"))
    return any(_match(option, parts) for option in _alternatives(pattern))


def expand(patterns: Iterable[str], paths: tuple[str, ...]) -> tuple[str, ...]:
    """The files that any pattern selects, sorted: a file, a folder (its own files, not those below), or a glob of both.

    A pattern that starts with `!` takes files out again. `paths` is sorted.
    """
    wanted: set[str] = set()
    unwanted: set[str] = set()
    for pattern in patterns:
        takes_out = pattern.startswith("!") and not pattern.startswith("!(")
        (unwanted if takes_out else wanted).update(_select(pattern[takes_out:].removeprefix("./"), paths))
    return tuple(sorted(wanted - unwanted))


def _select(pattern: str, paths: tuple[str, ...]) -> Iterator[str]:
    plain = pattern.rstrip("/")
    exact = set(under(paths, posixpath.dirname(plain)))
    if plain in exact:
        yield plain
        return
    yield from children(paths, plain)
    if not MAGIC.search(pattern):
        return
    inside = under(paths, _fixed_folder(plain))
    folders = {folder for folder in set(map(posixpath.dirname, inside)) if folder and matches(plain, folder)}
    yield from (path for path in inside if posixpath.dirname(path) in folders or matches(plain, path))


def _fixed_folder(pattern: str) -> str:
    head = MAGIC.split(pattern, maxsplit=1)[0]
    return head.rpartition("/")[0]


def _match(pattern: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Both as segments; the set of reachable positions keeps this linear in their product."""
    if pattern[-1] != "**" and not _segment(pattern[-1], parts[-1]):
        return False
    reached = {0}
    for segment in pattern:
        if segment == "**":
            reached = _spanned(reached, parts)
        else:
            reached = {at + 1 for at in reached if at < len(parts) and _segment(segment, parts[at])}
    return len(parts) in reached


def _spanned(reached: set[int], parts: tuple[str, ...]) -> set[int]:
    result: set[int] = set()
    for start in reached:
        result.add(start)
        for at in range(start, len(parts)):
            if parts[at].startswith("."):
                break
            result.add(at + 1)
    return result


def _segment(pattern: str, name: str) -> bool:
    if len(pattern) > MAX_SEGMENT or (name.startswith(".") and not pattern.startswith(".")):
        return False
    if negated := NEGATED.fullmatch(pattern):
        head, unwanted, tail = negated.groups()
        is_one_of_them = any(_compiled(head + choice + tail).match(name) for choice in unwanted.split("|"))
        return not is_one_of_them and _compiled(f"{head}*{tail}").match(name) is not None
    return _compiled(pattern).match(name) is not None


@lru_cache(maxsize=1024)
def _compiled(segment: str) -> re.Pattern[str]:
    # fnmatch's translation holds each star in an atomic group: no backtracking to exploit.
    return re.compile(fnmatch.translate(segment))


@lru_cache(maxsize=1024)
def _alternatives(pattern: str) -> tuple[tuple[str, ...], ...]:
    """`{a,b}` and `@(a|b)` written out, innermost first, each as its segments; beyond the limit the rest stays as it is."""
    done: list[str] = []
    waiting = [CHOICE.sub(_braces, pattern)]
    while waiting:
        option = waiting.pop()
        braces = BRACES.search(option)
        if braces is None or "," not in braces[1] or len(waiting) + len(done) > MAX_ALTERNATIVES:
            done.append(option)
        else:
            waiting.extend(option[: braces.start()] + choice + option[braces.end() :] for choice in braces[1].split(","))
    return tuple(tuple(option.split("/")) for option in done)


def _braces(choice: re.Match[str]) -> str:
    """`{a,b}` for `@(a|b)`, `{,a}` for `?(a)`."""
    options = [*([""] if choice[1] == "?" else []), *choice[2].split("|")]
    return f"{{{','.join(options)}}}" if len(options) > 1 else options[0]
