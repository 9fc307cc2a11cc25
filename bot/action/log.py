"""What the step prints: workflow commands, texts that must not become any, and where the time went."""

import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.action.commits import Sides
from bot.model import Review
from bot.render.escape import command_property, command_value, one_line
from bot.render.message import plain

TITLE = "Schema review"


@dataclass(slots=True)
class Log:
    """The step's log; `parts` are the seconds that each part of the work took. What `secret` holds is never printed."""

    secret: str = field(default="", repr=False)
    started: float = field(default_factory=time.monotonic)
    parts: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Measure a part of the work."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.parts.append((name, time.monotonic() - began))

    def block(self, title: str, text: str) -> None:
        """Print text of any origin, folded under a title. No line of it is taken for a workflow command."""
        word = secrets.token_hex(16)
        self.commands(f"::group::{command_value(one_line(title))}\n::stop-commands::{word}\n{text.rstrip()}\n::{word}::\n::endgroup::")

    def notice(self, words: str) -> None:
        """An annotation that is no complaint."""
        self.commands(f"::notice title={command_property(TITLE)}::{command_value(words)}")

    def failure(self, words: str) -> None:
        """An annotation that says why the step fails."""
        self.commands(f"::error title={command_property(TITLE)}::{command_value(words)}")

    def times(self) -> None:
        """One line where the time went, in seconds."""
        since = dict(self.parts).get("start", 0.0) + time.monotonic() - self.started
        spent = (*self.parts, ("all", since))
        self.commands(" · ".join(f"{name} {seconds:.1f} s" for name, seconds in spent))

    def commands(self, lines: str) -> None:
        """Print finished workflow commands."""
        text = lines.replace(self.secret, "***") if self.secret else lines
        if text.strip():
            sys.stdout.write(f"{text.rstrip()}\n")
            sys.stdout.flush()


def compared_text(sides: Sides, review: Review) -> str:
    """Which commits, and which projects were found in them and why."""
    commits = (("target branch", sides.tip), ("merge base", sides.base), ("head", sides.head))
    lines = [f"{name}: {tree.revision}" for name, tree in commits]
    lines += [f"project {one_line(each.project.name)}: {plain(each.project.reason, 'en')}" for each in review.projects]
    return "\n".join(lines if review.projects else (*lines, "no project found"))
