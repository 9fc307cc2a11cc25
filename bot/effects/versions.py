"""What a runner knows a migration by, where that is a version: the number in its name."""

import re

from bot.effects.runners import known_by
from bot.model import Migration, Project

FLYWAY = re.compile(r"^[VB](\d+(?:[._]\d+)*)(?:__|$)")
DIESEL = re.compile(r"^\d+(?:-\d+)*(?=_|$)")  # diesel takes the dashes out
LEADING = re.compile(r"^\d+")
PARTS = re.compile(r"[._-]")
PATTERNS = {"flyway": FLYWAY, "diesel": DIESEL}


def version_of(migration: Migration, project: Project) -> tuple[int, ...] | None:
    """The version by which the project's runner remembers the migration; None for one without, or where it goes by something else."""
    if known_by(project) != "version":
        return None
    found = PATTERNS.get(project.runner.name, LEADING).match(migration.name)
    if found is None:
        return None
    parts = [int(part) for part in PARTS.split(found[found.lastindex or 0])]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def place_of(migration: Migration, project: Project) -> tuple[int | str, ...] | None:
    """What its place among the others is decided by: the time in the journal, the version, or the name; None where nobody knows."""
    match known_by(project):
        case "when":
            return None if migration.when is None else (migration.when,)
        case "version":
            return version_of(migration, project)
        case "name":
            return (migration.name,)
    return None
