"""Which lines of a Markdown text are code: markers and tasks count outside of fences only."""

import re
from collections.abc import Iterator
from enum import Enum

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\r]*)\r?")


class Line(Enum):
    """What a line is to its fence: `CODE` are the lines inside, the closing one among them."""

    TEXT = "text"
    OPENING = "opening"
    CODE = "code"


def fenced_lines(body: str) -> Iterator[tuple[str, Line]]:
    """Each line of a text with what it is; joined by line feeds they are the text again, carriage returns included."""
    fence = ""
    for line in body.split("\n"):
        found = FENCE.fullmatch(line)
        run, info = found.groups() if found else ("", "")
        if fence:
            yield line, Line.CODE
            if run.startswith(fence) and not info.strip():
                fence = ""
        elif run and not (run[0] == "`" and "`" in info):
            fence = run
            yield line, Line.OPENING
        else:
            yield line, Line.TEXT
