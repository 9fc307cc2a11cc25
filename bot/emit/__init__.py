"""Model → text: DDL per dialect, Drizzle, quoting."""

from bot.model import Candidate, Project, Schema, Table


def index_candidate(
    table: Table, columns: tuple[str, ...], *, project: Project, schema: Schema, unique: bool = False, where: str | None = None
) -> Candidate:
    """A proposed index with its SQL and Drizzle text."""
    raise NotImplementedError
