"""What detected projects are called. Fingerprints start with the name, so it comes from the project's own place and nothing else."""

from collections.abc import Iterable, Sequence

ROOT = "default"
GENERIC = frozenset({"migrations", "migration", "migrate", "drizzle", "sql", "versions", "ddl", "config"})


def folder_name(folder: str, variant: str = "") -> str:
    """The name by a folder, without the last parts that every project has, and by what tells it from others in that folder."""
    parts = folder.split("/") if folder else []
    while parts and parts[-1].lower() in GENERIC:
        parts.pop()
    return "/".join(filter(None, ("/".join(parts), variant))) or ROOT


def distinct_names(wanted: Sequence[tuple[str, str, str]], *, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """One name for each `(name, dialect, migrations)`; where a name comes twice, the later ones say dialect, folder or number."""
    used = set(taken)
    names: list[str] = []
    for name, dialect, migrations in wanted:
        options = (name, f"{name}/{dialect}" if dialect else name, migrations or name)
        numbered = (f"{name}-{number}" for number in range(2, len(wanted) + len(used) + 3))
        free = next(option for option in (*options, *numbered) if option not in used)
        used.add(free)
        names.append(free)
    return tuple(names)
