"""CREATE INDEX CONCURRENTLY: what limits the time it may take, and whether a remnant of an earlier attempt is dropped first."""

import re

from bot.effects.alone import plain
from bot.model import DropIndex, Step

TIMEOUTS = ("lock_timeout", "statement_timeout", "transaction_timeout")
SET = re.compile(r"set (?:session )?(?P<name>\w+) ?(?:=|to) ?'?(?P<value>\w+)")
NONE = re.compile(r"0(us|ms|s|min|h|d)?|default")


def time_limit(steps: tuple[Step, ...]) -> tuple[str, Step] | None:
    """The time-out that holds after those statements, and the one that set it."""
    found: dict[str, Step] = {}
    for step in steps:
        text = plain(step) if step.verb in ("set", "reset") else ""
        match = SET.match(text)
        if match and match["name"] in TIMEOUTS:
            found.pop(match["name"], None)
            if not NONE.fullmatch(match["value"]):
                found[match["name"]] = step
        elif text.startswith("reset "):
            found = {} if text.startswith("reset all") else {name: by for name, by in found.items() if name not in text}
    return next(iter(found.items()), None)


def drops_remnant(steps: tuple[Step, ...], name: str) -> bool:
    """Whether one of the statements drops the index of that name, which an earlier run may have left."""
    if any(isinstance(change, DropIndex) and change.before.name == name for step in steps for change in step.changes):
        return True
    return any(step.verb == "drop index" and re.search(rf"[\s\".]{re.escape(name)}\b", step.text) for step in steps)
