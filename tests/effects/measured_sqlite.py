"""What one statement did to a SQLite file: pages that changed, indexes that are new, values, statements of the code before."""

import re
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.model import Effect
from tests.effects.cases import Case

CHECKING = {"better-sqlite3", "d1", "durable-sqlite"}
FEW = 0.3  # of the table's pages: an index or a catalogue entry changes less, a rewrite nearly all


def measure(case: Case) -> frozenset[Effect]:
    """Run the case in a file of its own; where rows make it fail, also on empty tables, for what the running code would notice."""
    found = frozenset(_run(case, filled=True))
    if Effect.FAILS in found and re.match("drop table|.*add column", case.statement, re.IGNORECASE):
        found |= frozenset(_run(case, filled=False)) & {Effect.BREAKS_RUNNING_CODE}
    return found


def _run(case: Case, *, filled: bool) -> Iterator[Effect]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scratch.db"
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.executescript(case.setup)
            before = Before(connection, path, filled=filled)
            connection.execute(f"pragma foreign_keys = {'on' if case.driver in CHECKING else 'off'}")
            yield from _result(case, connection, before)
        finally:
            connection.close()


def _result(case: Case, connection: sqlite3.Connection, before: "Before") -> Iterator[Effect]:
    transaction = case.transaction in ("all", "file")
    try:
        connection.executescript(f"begin immediate; {case.statement}; commit" if transaction else case.statement)
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("rollback")
        yield Effect.FAILS
        return
    yield from before.work()
    if case.statement.lower().startswith(("update", "delete")) and connection.total_changes - before.changes >= min(
        map(len, before.rows.values())
    ):
        yield Effect.SCANS_TABLE
        yield Effect.BLOCKS_WRITES
    yield from before.lost()
    yield from before.broken()


class Before:
    """What stood in the file before the statement."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, filled: bool) -> None:
        self.connection = connection
        self.path = path
        self.tables = [
            name for (name,) in connection.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        ]
        self.columns = {table: connection.execute(f"pragma table_xinfo('{table}')").fetchall() for table in self.tables}
        self.rows = {table: connection.execute(f"{self._select(table)}").fetchall() for table in self.tables}
        self.indexes = self._indexes()
        if not filled:
            for table in self.tables:
                connection.execute(f"delete from '{table}'")
        self.size = connection.execute("pragma page_size").fetchone()[0]
        self.pages = self._pages()
        self.changes = connection.total_changes

    def _indexes(self) -> set[tuple[str, str]]:
        return set(self.connection.execute("select name, tbl_name from sqlite_master where type = 'index'"))

    def _pages(self) -> list[bytes]:
        content = self.path.read_bytes()
        return [content[start : start + self.size] for start in range(0, len(content), self.size)]

    def work(self) -> Iterator[Effect]:
        """How many pages of before are not as they were; writers wait for the one lock meanwhile."""
        now = self._pages()
        changed = sum(old != new for old, new in zip(self.pages, now, strict=False))
        old_tables = set(self.tables)
        if changed > FEW * len(self.pages):
            yield Effect.REWRITES_TABLE
            yield Effect.BLOCKS_WRITES
        elif any(table in old_tables for _, table in self._indexes() - self.indexes):
            yield Effect.BUILDS_INDEX
            yield Effect.BLOCKS_WRITES

    def lost(self) -> Iterator[Effect]:
        """Tables, columns, rows or values that are not there any more, under whatever name."""
        tables = [name for (name,) in self.connection.execute("select name from sqlite_master where type = 'table'")]
        if len(set(self.tables) & set(tables)) < len(self.tables) and len(tables) < len(self.tables):
            yield Effect.LOSES_DATA
            return
        if any(self._lost_from(table) for table in self.tables if table in tables):
            yield Effect.LOSES_DATA

    def _lost_from(self, table: str) -> bool:
        now = {row[1] for row in self.connection.execute(f"pragma table_xinfo('{table}')")}
        gone = [row for row in self.columns[table] if row[1] not in now and not row[6]]  # what is computed is not lost
        if len(gone) > len(now - {row[1] for row in self.columns[table]}):
            return True
        if not {row[1] for row in self.columns[table]} <= now:
            return False  # renamed
        return self.connection.execute(self._select(table)).fetchall() != self.rows[table]

    def _select(self, table: str) -> str:
        """Every column by name; in brackets, because SQLite takes an unknown name in double quotes for a string."""
        return f"select {', '.join(f'[{row[1]}]' for row in self.columns[table])} from [{table}] order by 1"

    def broken(self) -> Iterator[Effect]:
        """Statements of the code before: every column by name, and an insert of what had to be given."""
        for table, columns in self.columns.items():
            required = [row[1] for row in columns if row[3] and row[4] is None and not row[5]]
            names = ", ".join(f"[{name}]" for name in required)
            values = ", ".join("'required'" for _ in required)
            insert = f"insert into [{table}] ({names}) values ({values})" if required else f"insert into [{table}] default values"
            if self._refused(self._select(table)) or self._refused(insert):
                yield Effect.BREAKS_RUNNING_CODE
                return

    def _refused(self, query: str) -> bool:
        try:
            self.connection.execute(query)
        except sqlite3.Error:
            return True
        return False
