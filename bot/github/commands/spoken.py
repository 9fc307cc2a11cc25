"""The lines of a comment that its author says: no fence, no quote, no HTML comment, no indented code."""

from collections.abc import Iterator

from bot.render.fences import FENCE

OPEN, CLOSE = "<!--", "-->"
QUOTES = (">", "    ", "\t")


def spoken_lines(body: str) -> Iterator[str]:
    """Each such line, without carriage return. What stands in a comment opens no fence, and what stands in a fence no comment."""
    fence, is_hidden = "", False
    for line in body.replace("\r\n", "\n").split("\n"):
        if is_hidden:
            _, closed, rest = line.partition(CLOSE)
            is_hidden = not closed or _leaves_open(rest)
            continue
        found = FENCE.fullmatch(line)
        run, info = found.groups() if found else ("", "")
        if fence:
            fence = "" if run.startswith(fence) and not info.strip() else fence
        elif run and not (run[0] == "`" and "`" in info):
            fence = run
        else:
            is_hidden = _leaves_open(line)
            if not line.startswith(QUOTES) and not line.lstrip(" ").startswith(">"):
                yield line


def _leaves_open(line: str) -> bool:
    _, opened, rest = line.rpartition(OPEN)
    return bool(opened) and CLOSE not in rest
