"""What one statement did to a PostgreSQL server: files, locks, messages, values, and statements of the code before it."""

from collections.abc import Iterator

import psycopg

from bot.model import Effect
from tests.effects.cases import Case
from tests.effects.servers import connect_postgresql, postgresql

TABLES = """
    select c.oid, c.relname, c.relfilenode, c.oid::regclass::text from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' order by c.relname"""
INDEXES = "select indexrelid, pg_relation_filenode(indexrelid), indrelid from pg_index where indrelid = any(%s)"
COLUMNS = """
    select attnum, attname, format_type(atttypid, atttypmod), attnotnull and not atthasdef and attidentity = '' from pg_attribute
    where attrelid = %s and attnum > 0 and not attisdropped order by attnum"""
LOCKS = "select distinct mode from pg_locks where pid = pg_backend_pid() and relation = any(%s)"
STOPS_READS = {"AccessExclusiveLock"}
STOPS_WRITES = STOPS_READS | {"ShareLock", "ShareRowExclusiveLock", "ExclusiveLock"}


def measure(case: Case) -> frozenset[Effect]:
    """Run the case on a server; where rows make it fail, also on empty tables, for what the running code would notice."""
    found = frozenset(_run(case, filled=True))
    if Effect.FAILS in found and "add column" in case.statement.lower():
        found |= frozenset(_run(case, filled=False)) & {Effect.BREAKS_RUNNING_CODE}
    return found


def _run(case: Case, *, filled: bool) -> Iterator[Effect]:
    with postgresql() as connection:
        connection.execute(case.setup)
        before = Before(connection)
        if not filled:
            for name in before.names.values():
                connection.execute(f"truncate {name} cascade")
        messages: list[str] = []
        connection.add_notice_handler(lambda notice: messages.append(notice.message_primary or ""))
        if case.transaction == "none":
            yield from _alone(case, connection, before)
            return
        connection.execute("set client_min_messages = debug1")
        connection.execute("begin")
        try:
            connection.execute(case.statement)
        except psycopg.Error:
            yield Effect.FAILS
            return
        connection.execute("set client_min_messages = notice")
        yield from before.work(messages, is_truncate="truncate" in case.statement.lower())
        yield from before.waiting()
        yield from before.lost()
        yield from before.broken()


def _alone(case: Case, connection: psycopg.Connection, before: "Before") -> Iterator[Effect]:
    """Outside a transaction nothing is left to look at but the files; CONCURRENTLY takes no lock that stops anybody."""
    for statement in filter(None, (text.strip() for text in case.statement.split(";"))):
        try:
            connection.execute(statement)
        except psycopg.Error:
            yield Effect.FAILS
            return
    yield from before.files()
    yield from before.broken()


class Before:
    """What stood in the scratch schema before the statement."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        rows = connection.execute(TABLES).fetchall()
        self.names = {oid: name for oid, _, _, name in rows}
        self.plain_names = [name for _, name, _, _ in rows]
        self.tables = {oid: file for oid, _, file, _ in rows}
        self.schema = connection.execute("select current_schema()").fetchone()[0]
        self.indexes = self._indexes()
        self.columns = {oid: connection.execute(COLUMNS, [oid]).fetchall() for oid in self.tables}
        for oid, name in self.names.items():
            connection.execute(f"create temp table copy_{oid} as table {name}")

    def _indexes(self) -> dict[int, tuple[int, int]]:
        return {index: (file, table) for index, file, table in self.connection.execute(INDEXES, [list(self.tables)])}

    def files(self, *, is_truncate: bool = False) -> Iterator[Effect]:
        """New files: of tables, and of indexes whose table kept its own."""
        now = {oid: file for oid, _, file, _ in self.connection.execute(TABLES)}
        rewritten = {oid for oid, file in self.tables.items() if now.get(oid, file) != file}
        if rewritten and not is_truncate:
            yield Effect.REWRITES_TABLE
        kept = {file for file, _ in self.indexes.values()}
        built = {index for index, (file, table) in self._indexes().items() if file not in kept and table not in rewritten}
        if built and not rewritten:
            yield Effect.BUILDS_INDEX

    def work(self, messages: list[str], *, is_truncate: bool) -> Iterator[Effect]:
        """Work that grows with the table, and who waits for it."""
        found = list(self.files(is_truncate=is_truncate))
        checks = ["validating foreign key", *(f'verifying table "{name}"' for name in self.plain_names)]
        checked = any(message.startswith(tuple(checks)) for message in messages)
        if checked and Effect.REWRITES_TABLE not in found:
            found.append(Effect.SCANS_TABLE)
        yield from found
        modes = {mode for (mode,) in self.connection.execute(LOCKS, [list(self.tables)])}
        if found and modes & STOPS_READS:
            yield Effect.BLOCKS_READS
        if found and modes & STOPS_WRITES:
            yield Effect.BLOCKS_WRITES

    def waiting(self) -> Iterator[Effect]:
        """UPDATE and DELETE of every row: row locks, seen from another connection."""
        scanned = "select coalesce(sum(n_tup_upd + n_tup_del), 0) from pg_stat_xact_user_tables where relid = any(%s)"
        touched = self.connection.execute(scanned, [list(self.tables)]).fetchone()[0]
        rows = max((self.connection.execute(f"select count(*) from copy_{oid}").fetchone()[0] for oid in self.tables), default=0)
        if rows and touched >= rows:
            yield Effect.SCANS_TABLE
            if any(map(self._row_waits, self.names.values())):
                yield Effect.BLOCKS_WRITES

    def _row_waits(self, name: str) -> bool:
        with connect_postgresql() as other:
            other.execute(f"set search_path = {self.schema}; set lock_timeout = '80ms'")
            try:
                other.execute(f"update {name} set id = id")
            except psycopg.errors.LockNotAvailable:
                return True
        return False

    def lost(self) -> Iterator[Effect]:
        """Tables, rows, columns or parts of values that are not there any more."""
        if any(self._lost_rows(oid) or any(self._lost_values(oid, column) for column in self.columns[oid]) for oid in self.tables):
            yield Effect.LOSES_DATA

    def _lost_rows(self, oid: int) -> bool:
        name = self.connection.execute("select oid::regclass::text from pg_class where oid = %s", [oid]).fetchone()
        if name is None:
            return True
        return self.connection.execute(f"select (select count(*) from copy_{oid}) > (select count(*) from {name[0]})").fetchone()[0]

    def _lost_values(self, oid: int, column: tuple[int, str, str, bool]) -> bool:
        number, name, kind, _ = column
        now = {other: new for other, new, _, _ in self.connection.execute(COLUMNS, [oid])}
        if number not in now:
            return True
        table = self.connection.execute("select oid::regclass::text from pg_class where oid = %s", [oid]).fetchone()[0]
        back = f'(n."{now[number]}"::text::{kind})::text' if kind in ("json", "jsonb") else f'(n."{now[number]}"::{kind})::text'
        joined = f'copy_{oid} o join {table} n on o.id::text = n."{now[1]}"::text'
        query = f'select count(*) from {joined} where o."{name}"::text is distinct from {back}'
        try:
            with self.connection.transaction():
                changed = self.connection.execute(query).fetchone()[0]
        except psycopg.Error:  # no way back to the old type: nothing to compare
            return False
        return changed > 0 and not self._was_updated(oid)

    def _was_updated(self, oid: int) -> bool:
        return self.connection.execute("select n_tup_upd > 0 from pg_stat_xact_user_tables where relid = %s", [oid]).fetchone() == (True,)

    def broken(self) -> Iterator[Effect]:
        """Statements of the code before: every column by name, and an insert of what had to be given."""
        for oid, name in self.names.items():
            every = ", ".join(f'"{column}"' for _, column, _, _ in self.columns[oid])
            required = ", ".join(f'"{column}"' for _, column, _, needed in self.columns[oid] if needed)
            if self._refused(f"select {every} from {name}") or self._refused(
                f"insert into {name} ({required}) select {self._fresh(oid)} from (select * from copy_{oid} limit 1) copy"
            ):
                yield Effect.BREAKS_RUNNING_CODE
                return

    def _fresh(self, oid: int) -> str:
        """The required values of a row that exists, with a new key."""
        return ", ".join('"id" + 1000' if column == "id" else f'"{column}"' for _, column, _, needed in self.columns[oid] if needed)

    def _refused(self, query: str) -> bool:
        try:
            with self.connection.transaction(force_rollback=True):
                self.connection.execute(query)
        except psycopg.Error:
            return True
        return False
