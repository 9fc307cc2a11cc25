"""What one statement did to a MariaDB server: the cheapest ALGORITHM and LOCK that it accepts, the table's id, its rows."""

import re
from collections.abc import Iterator

import pymysql
from pymysql.cursors import Cursor

from bot.model import Effect
from tests.effects.cases import Case
from tests.effects.servers import MARIADB_HOST, mariadb

ALTERS = re.compile(r"^(alter table|create (unique )?index)", re.IGNORECASE)
WAYS = ("INSTANT", "NOCOPY", "INPLACE", "COPY")
TABLE_IDS = "select name, table_id from information_schema.innodb_sys_tables where name like concat(database(), '/%')"
INDEX_IDS = """
    select i.index_id from information_schema.innodb_sys_indexes i join information_schema.innodb_sys_tables t using (table_id)
    where t.name like concat(database(), '/%')"""
COLUMNS = """
    select table_name, column_name, column_type, is_nullable = 'NO' and column_default is null and extra not like '%auto_increment%'
    from information_schema.columns where table_schema = database() and table_name not like 'copy\\_%' order by 1, ordinal_position"""


def measure(case: Case) -> frozenset[Effect]:
    """Run the case on a server, each way that ALTER TABLE knows until one is accepted."""
    found = frozenset(_cheapest(case))
    if Effect.FAILS in found and "add column" in case.statement.lower():
        found |= frozenset(_run(case, case.statement, filled=False)) & {Effect.BREAKS_RUNNING_CODE}
    return found


def _cheapest(case: Case) -> Iterator[Effect]:
    if not ALTERS.match(case.statement) or re.search(r"algorithm\s*=|lock\s*=", case.statement, re.IGNORECASE):
        found = frozenset(_run(case, case.statement))
        yield from found
        if Effect.REWRITES_TABLE in found and Effect.FAILS in _run(case, f"{case.statement.rstrip(';')}, LOCK=NONE"):
            yield Effect.BLOCKS_WRITES
        return
    for way in WAYS:
        for lock in ("", "NONE", "SHARED") if way != "INSTANT" else ("",):
            comma = "" if case.statement.lower().startswith("create") else ","
            asked = f"{case.statement.rstrip(';')}{comma} ALGORITHM={way}" + (f"{comma} LOCK={lock}" if lock else "")
            if lock == "" and way != "INSTANT":
                continue
            found = frozenset(_run(case, asked))
            if Effect.FAILS not in found:
                yield from found
                if lock == "SHARED":
                    yield Effect.BLOCKS_WRITES
                return
    yield Effect.FAILS


def _run(case: Case, statement: str, *, filled: bool = True) -> Iterator[Effect]:
    with mariadb() as connection, connection.cursor() as cursor:
        for text in _statements(case.setup):
            cursor.execute(text)
        before = Before(cursor, filled=filled)
        cursor.execute("begin")
        try:
            for text in _statements(statement):
                cursor.execute(text)
        except pymysql.err.Error:
            yield Effect.FAILS
            return
        if statement.lower().startswith(("update", "delete")):
            if cursor.rowcount > 1:
                yield Effect.SCANS_TABLE
                if _row_waits(connection):
                    yield Effect.BLOCKS_WRITES
            if statement.lower().startswith("delete"):
                yield from before.lost()
            return
        yield from before.work(is_truncate="truncate" in statement.lower())
        yield from before.lost()
        yield from before.broken()


def _row_waits(connection: pymysql.Connection) -> bool:
    """Whether another connection's update of any row has to wait for this transaction."""
    other = pymysql.connect(host=MARIADB_HOST, user="root", password="", database=connection.db, connect_timeout=2)
    with other, other.cursor() as cursor:
        cursor.execute("set innodb_lock_wait_timeout = 0")
        try:
            cursor.execute("update t set n = n + 1")
        except pymysql.err.OperationalError:
            return True
    return False


def _statements(text: str) -> list[str]:
    return [part.strip() for part in re.split(r";\s*(?:\n|$)", text) if part.strip()]


class Before:
    """What stood in the scratch database before the statement."""

    def __init__(self, cursor: Cursor, *, filled: bool) -> None:
        self.cursor = cursor
        self.tables = dict(self._rows(TABLE_IDS))
        self.indexes = {index for (index,) in self._rows(INDEX_IDS)}
        self.columns: dict[str, list[tuple[str, str, bool]]] = {}
        for table, column, kind, required in self._rows(COLUMNS):
            self.columns.setdefault(table, []).append((column, kind, bool(required)))
        if not filled:
            cursor.execute("set foreign_key_checks = 0")
        for table in self.columns:
            cursor.execute(f"create table copy_{table} as select * from `{table}`")
            if not filled:
                cursor.execute(f"delete from `{table}`")
        cursor.execute("set foreign_key_checks = 1")

    def _rows(self, query: str) -> list[tuple]:
        self.cursor.execute(query)
        return list(self.cursor.fetchall())

    def work(self, *, is_truncate: bool) -> Iterator[Effect]:
        """A table with another id was written again; an index with a new id in a table of before was built."""
        now = dict(self._rows(TABLE_IDS))
        renamed = {number: name for name, number in now.items()}
        written = {name for name, number in self.tables.items() if name in now and now[name] != number}
        if written and not is_truncate:
            yield Effect.REWRITES_TABLE
            return
        old = {number for name, number in self.tables.items() if number in renamed}
        listed = ", ".join(map(str, old)) or "0"
        indexes = {
            index for (index,) in self._rows(f"select index_id from information_schema.innodb_sys_indexes where table_id in ({listed})")
        }
        if indexes - self.indexes:
            yield Effect.BUILDS_INDEX

    def lost(self) -> Iterator[Effect]:
        """Rows, columns or values that are not there any more."""
        now: dict[str, list[str]] = {}
        for table, column, _, _ in self._rows(COLUMNS):
            now.setdefault(table, []).append(column)
        gone = set(self.columns) - set(now)
        new = set(now) - set(self.columns)
        if (gone and not new) or any(self._lost_from(table, now[table]) for table in self.columns if table in now):
            yield Effect.LOSES_DATA

    def _lost_from(self, table: str, now: list[str]) -> bool:
        """Fewer columns or rows, or a value that compares as another one."""
        if len(now) < len(self.columns[table]):
            return True
        if self._rows(f"select (select count(*) from copy_{table}) > (select count(*) from `{table}`)")[0][0]:
            return True
        same = [column for column, _, _ in self.columns[table] if column in now]
        return any(self._changed(table, column) for column in same)

    def _changed(self, table: str, column: str) -> bool:
        query = f"select count(*) from copy_{table} o join `{table}` n on o.id = n.id where not (o.`{column}` <=> n.`{column}`)"
        return bool(self._rows(query)[0][0])

    def broken(self) -> Iterator[Effect]:
        """Statements of the code before: every column by name, and an insert of what had to be given."""
        for table, columns in self.columns.items():
            every = ", ".join(f"`{column}`" for column, _, _ in columns)
            required = [column for column, _, needed in columns if needed]
            names = ", ".join(f"`{column}`" for column in required)
            values = ", ".join("`id` + 1000" if column == "id" else f"`{column}`" for column in required)
            insert = (
                f"insert into `{table}` ({names}) select {values} from copy_{table} limit 1"
                if required
                else f"insert into `{table}` () values ()"
            )
            if self._refused(f"select {every} from `{table}` limit 1") or self._refused(insert):
                yield Effect.BREAKS_RUNNING_CODE
                return

    def _refused(self, query: str) -> bool:
        try:
            self.cursor.execute(query)
        except pymysql.err.Error:
            return True
        return False
