"""The identity of a finding over pushes: project, rule, object and kind of change; never line, message, text, path or language."""

import hashlib
from collections.abc import Iterable

from bot.model import Change, RenameColumn, RenameTable


def fingerprint(project: str, rule: str, about: str, kind: str = "") -> str:
    """16 hexadecimal digits that stay the same as long as the four arguments do."""
    return hashlib.sha256("\0".join((project, rule, about, kind)).encode()).hexdigest()[:16]


def renamed_object(about: str, changes: Iterable[Change]) -> str:
    """The name that an object of the base has on the head, through the recognised renames of its table and column."""
    for change in changes:
        if isinstance(change, RenameTable):
            about = _with_table(about, change.before.full_name, change.after.full_name)
        elif isinstance(change, RenameColumn):
            about = _with_column(about, change.table.full_name, change.before.name, change.after.name)
    return about


def _with_column(about: str, table: str, old: str, new: str) -> str:
    if about == f"{table}.{old}":
        return f"{table}.{new}"
    if about.startswith(f"{table}(") and about.endswith(")"):
        columns = about[len(table) + 1 : -1].split(",")
        return f"{table}({','.join(new if column == old else column for column in columns)})"
    return about


def _with_table(about: str, old: str, new: str) -> str:
    rest = about.removeprefix(old)
    return new + rest if about.startswith(old) and rest[:1] in ("", ".", ":", "(") else about
