"""What a DROP takes along that its words do not name: by CASCADE, with a whole database schema, or as partitions of a table."""

import re
from collections.abc import Iterator

from bot.model import Change, DropName, DropSequence, Step, Table, Trigger, change_node, change_object

WHOLE = ("drop schema", "drop database")  # all of what goes lies in what is named


def dragged(step: Step) -> Iterator[Change]:
    """The Changes of the statement that are about objects which it does not name.

    Not what belongs to the named object alone: indexes, keys and sequences of a dropped table, indexes over a dropped column.
    """
    if not _may_drag(step):
        return
    for change in step.changes:
        if step.verb == "drop table" and isinstance(change, DropSequence):
            continue
        if not isinstance(change, DropName) and (step.verb in WHOLE or not _is_named(change, step.text)):
            yield change


def _may_drag(step: Step) -> bool:
    return step.verb.startswith("drop ") or (step.verb == "alter table" and "cascade" in step.words)


def is_dragged(change: Change, steps: tuple[Step, ...]) -> bool:
    """Whether one of the statements makes the Change without naming its object."""
    about = change_object(change)

    def is_it(other: Change) -> bool:
        return type(other) is type(change) and change_object(other) == about

    making = (step for step in steps if _may_drag(step) and any(map(is_it, step.changes)))
    return any(is_it(other) for step in making for other in dragged(step))


def dragged_triggers(step: Step) -> Iterator[tuple[Table, Trigger]]:
    """The triggers that DROP FUNCTION … CASCADE takes along, with their tables."""
    if step.verb not in ("drop function", "drop routine") or not re.search(r"\bcascade\b", step.text, re.IGNORECASE):
        return
    for table in step.before.tables:
        yield from ((table, trigger) for trigger in table.triggers if trigger.routine and names(step.text, trigger.routine.split(".")[-1]))


def names(text: str, name: str) -> bool:
    """Whether the text holds the name as a word."""
    return re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", text, re.IGNORECASE) is not None


def _is_named(change: Change, text: str) -> bool:
    table = getattr(change, "table", None)
    name = getattr(change_node(change), "name", None) or change_object(change)
    return names(text, name) or (table is not None and names(text, table.name))
