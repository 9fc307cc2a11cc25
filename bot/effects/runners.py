"""What is known of a project's runner: the rows that may be meant, and what all of them say."""

from typing import Any

from bot.effects.drizzle_rows import DRIZZLE
from bot.effects.runner_rows import ALL, CHECKED, FILE, IGNORED, RunnerRow
from bot.effects.tool_rows import TOOLS
from bot.model import Dialect, Layout, Project, Runner

ROWS: tuple[RunnerRow, ...] = (*DRIZZLE, *TOOLS)


def rows_of(runner: Runner, dialect: Dialect, kit: int) -> tuple[RunnerRow, ...]:
    """The rows that the runner may be: several where its driver is not known, none where nobody knows the runner.

    `kit` is Drizzle's line, `0` or `1`.
    """
    return tuple(
        row
        for row in ROWS
        if runner.name in row.names
        and dialect in row.dialects
        and (runner.driver in row.drivers or not row.drivers or runner.driver is None)
        and (not row.lines or ("1.0" in row.lines) is (kit == 1))
    )


def transaction_of(runner: Runner, dialect: Dialect, kit: int) -> str | None:
    """What the runner wraps in a transaction, None where that is not known."""
    return runner.transaction or _common(rows_of(runner, dialect, kit), "transaction")


def fact(project: Project, name: str) -> Any:  # noqa: ANN401 # the type of that field
    """What all rows that the project's runner may be say in that field of a RunnerRow; None where they differ or there is none."""
    return _common(rows_of(project.runner, project.dialect, project.kit), name)


def edited(project: Project) -> str | None:
    """What becomes of an applied migration whose text changes; None where nobody knows whether the runner remembers it."""
    told: str | None = fact(project, "edited")
    return IGNORED if _is_drizzles(project) else told


def known_by(project: Project) -> str | None:
    """What the runner remembers of an applied migration: `when`, `name` or `version`."""
    if _is_drizzles(project) and not fact(project, "known_by") and project.runner.name != "sql":
        return "when" if project.layout is Layout.JOURNAL else "name"
    told: str | None = fact(project, "known_by")
    return told


def remembers(project: Project) -> bool:
    """Whether the runner is known to keep a record of what it applied, so that the same file does not run twice."""
    return edited(project) is not None or known_by(project) is not None


def _is_drizzles(project: Project) -> bool:
    """Whether drizzle-kit made the migrations: none of the runners that read them looks at their text again."""
    return project.layout is Layout.JOURNAL or (project.layout is Layout.FOLDERS and project.has_drizzle_schema)


def switches_keys_on(project: Project) -> bool:
    """Whether SQLite's foreign keys are on in the project's connections unless somebody says otherwise, whichever the runner."""
    driver = project.runner.driver
    rows = [row for row in ROWS if driver in row.drivers and row.foreign_keys]
    return bool(rows) and all(row.foreign_keys == CHECKED for row in rows)


def checks_keys_meanwhile(project: Project) -> bool:
    """Whether SQLite's foreign keys are checked all through: PRAGMA foreign_keys=OFF means nothing inside a transaction."""
    said = fact(project, "foreign_keys")
    written = project.runner.checks_keys if said in (None, CHECKED) else None
    is_on = written if written is not None else said == CHECKED if said else switches_keys_on(project)
    return is_on and transaction_of(project.runner, project.dialect, project.kit) in (ALL, FILE)


def _common(rows: tuple[RunnerRow, ...], name: str) -> Any:  # noqa: ANN401 # the type of that field
    values = {getattr(row, name) for row in rows}
    return values.pop() if len(values) == 1 else None
