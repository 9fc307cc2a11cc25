"""Write the table of docs/runners.md anew from bot/effects: `python -m tests.tools.runner_table`."""

from collections.abc import Iterator
from pathlib import Path

from bot.effects.runner_rows import RunnerRow
from bot.effects.runners import ROWS
from bot.model import Dialect

PAGE = Path(__file__).parents[2] / "docs" / "runners.md"
BEGIN, END = "<!-- rows -->\n", "<!-- /rows -->\n"
HEAD = (
    "runner",
    "driver",
    "line",
    "database",
    "transaction",
    "sends",
    "several in a call",
    "order",
    "late",
    "knows them by",
    "known by",
    "edited",
    "removed",
    "foreign keys",
    "opts out by",
    "known",
)
DATABASES = {Dialect.POSTGRESQL: "PostgreSQL", Dialect.MYSQL: "MySQL, MariaDB", Dialect.SQLITE: "SQLite"}


def table() -> str:
    """The rows as Markdown."""
    lines = [HEAD, ("---",) * len(HEAD), *(tuple(_cells(row)) for row in ROWS)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page() -> str:
    """The page with the table in its place."""
    text = PAGE.read_text(encoding="utf-8")
    return text[: text.index(BEGIN) + len(BEGIN)] + table() + text[text.index(END) :]


def _cells(row: RunnerRow) -> Iterator[str]:
    yield ", ".join(row.names)
    yield ", ".join(row.drivers) or "any"
    yield ", ".join(row.lines) or "any"
    yield ", ".join(DATABASES[dialect] for dialect in row.dialects if dialect in DATABASES)
    yield (row.transaction or "?") + (", unless all refuse one" if row.lifts else "")
    for value in (row.sends, row.several, row.order, row.late, row.known_by, row.edited, row.removed):
        yield value or "–"
    yield row.foreign_keys or "–"
    yield f"`{row.opt_out}`" if row.opt_out else "–"
    yield f"[{'measured' if row.measured else 'documented'}]({row.source})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
