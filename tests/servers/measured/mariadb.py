"""What a MariaDB server shows of a statement: the cheapest ALGORITHM and LOCK it accepts, ids of tables and indexes, values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pymysql
from pymysql.constants import CLIENT
from pymysql.cursors import Cursor

from bot.model import Effect
from tests.servers.measured.shown import FAILS, Run
from tests.servers.measured.situations import Situation, State

STRICT = "set sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'"
LADDER = ("ALGORITHM=INSTANT", "ALGORITHM=NOCOPY|LOCK=NONE", "ALGORITHM=NOCOPY|LOCK=SHARED", "ALGORITHM=INPLACE|LOCK=NONE")
LADDER += ("ALGORITHM=INPLACE|LOCK=SHARED", "ALGORITHM=COPY|LOCK=NONE", "ALGORITHM=COPY|LOCK=SHARED")
HAS_WAYS = re.compile(r"^(alter table|create (unique |fulltext )?index)", re.IGNORECASE)
TABLE_IDS = "select name, table_id from information_schema.innodb_sys_tables where name like concat(database(), '/%')"
INDEX_IDS = """
    select i.index_id, t.table_id from information_schema.innodb_sys_indexes i join information_schema.innodb_sys_tables t using (table_id)
    where t.name like concat(database(), '/%')"""
COMPUTED = "select table_name, column_name from information_schema.columns where table_schema = database() and extra like '%GENERATED%'"
COLUMNS = """
    select table_name, column_name, if(column_type = 'tinyint(1)', 'boolean', data_type),
      is_nullable = 'NO' and column_default is null and extra = ''
    from information_schema.columns where table_schema = database() order by 1, ordinal_position"""
NUMBERS = {"tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year"}
TIMES = {"date", "datetime", "timestamp", "time"}
BYTES = {"binary", "varbinary", "blob", "mediumblob"}


def family(kind: str) -> str:
    if kind == "boolean":
        return "truth"
    return "number" if kind in NUMBERS else "time" if kind in TIMES else "bytes" if kind in BYTES else "string"


def comparable(column: str, kind: str) -> str:
    """The value as exact text, also where it has another type by now."""
    if kind in NUMBERS or kind == "boolean":
        return f"cast(cast(`{column}` as decimal(65, 20)) as char)"
    if kind in TIMES:
        return f"cast(cast(`{column}` as {'time' if kind == 'time' else 'datetime'}(6)) as char)"
    return f"hex(`{column}`)" if kind in BYTES else f"cast(`{column}` as char)"


@dataclass
class Stand:
    """What stands in the database before the statement; columns are name, type, whether an insert must give it."""

    tables: dict[str, int] = field(default_factory=dict)
    indexes: dict[int, int] = field(default_factory=dict)
    columns: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    rows: dict[tuple[str, str], list[str | None]] = field(default_factory=dict)
    computed: set[tuple[str, str]] = field(default_factory=set)
    views: list[str] = field(default_factory=list)


class Server:
    """One database, made anew wherever a statement changed it."""

    def __init__(self, connection: "pymysql.Connection[Any]") -> None:
        with connection.cursor() as cursor:
            cursor.execute("select database()")
            ((database,),) = cursor.fetchall()
        address = {"host": connection.host, "port": connection.port, "user": "root", "password": "", "database": database}
        self.connection = pymysql.connect(**address, autocommit=True, client_flag=CLIENT.FOUND_ROWS)
        self.cursor: Cursor = self.connection.cursor()
        self.cursor.execute(STRICT)
        self.made = ""
        self.stand = Stand()

    def runs(self, situation: Situation) -> Iterator[Run]:
        """One run for each way that the tables may be filled, and one on empty ones."""
        world, text = situation.statement.world, situation.statement.text
        for filling in world.fillings if situation.state is State.FILLED else ():
            yield self._run(situation, filling)
        if situation.state is not State.FILLED or "add column" in text.lower():
            yield self._run(situation, None)

    def _run(self, situation: Situation, filling: str | None) -> Run:
        self._make(situation.base + (filling or ""))
        if situation.state is State.NEW:
            self.made = ""
            self._execute(situation.statement.world.tables)
        if situation.statement.touches_rows:
            return self._on_rows(situation, filling)
        for asked, is_shared in _ways(situation.statement.text):
            try:
                self.cursor.execute(asked)
            except pymysql.err.MySQLError:
                continue
            self.made = ""
            if situation.state is State.NEW:
                return Run(filling, frozenset())
            found = {*self._work(), *({Effect.BLOCKS_WRITES} if is_shared else ()), *self._lost(), *self._broken()}
            return Run(filling, frozenset(found))
        return Run(filling, FAILS)

    def _on_rows(self, situation: Situation, filling: str | None) -> Run:
        """Every row that it touches stays locked until the transaction ends."""
        found, overwritten = set[Effect](), False
        text = situation.statement.text
        try:
            self.cursor.execute("begin")
            touched = self.cursor.execute(text)
            before = len(
                next(
                    (
                        rows
                        for (table, _), rows in self.stand.rows.items()
                        if re.search(rf"\b(from|update|table) {table}\b", text, re.IGNORECASE)
                    ),
                    [],
                )
            )
            if text.lower().startswith(("update", "delete")) and touched >= before > 0:
                found |= {Effect.SCANS_TABLE, Effect.BLOCKS_WRITES}
                overwritten = text.lower().startswith("update") and self._has_fewer_values()
            found |= set(self._emptied())
        except pymysql.err.MySQLError:
            found = {Effect.FAILS}
        self.cursor.execute("rollback")
        self.made = "" if text.lower().startswith("truncate") else self.made
        return Run(filling, frozenset(found), overwritten=overwritten)

    def _execute(self, script: str) -> None:
        for text in filter(None, (part.strip() for part in re.split(r";\s*(?=[A-Z]|$)", script))):
            self.cursor.execute(text)

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        self.cursor.execute(query)
        return list(self.cursor.fetchall())

    def _make(self, setup: str) -> None:
        if self.made == setup:
            return
        views = self._views()
        query = "select table_name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'"
        tables = [name for (name,) in self._rows(query)]
        self.cursor.execute("set foreign_key_checks = 0")
        for kind, names in (("view", views), ("table", tables)):
            if names:
                self.cursor.execute(f"drop {kind} {', '.join(f'`{name}`' for name in names)}")
        self.cursor.execute("set foreign_key_checks = 1")
        self._execute(setup)
        self.made, self.stand = setup, Stand(dict(self._rows(TABLE_IDS)), dict(self._rows(INDEX_IDS)))
        shown = self.stand.views = self._views()
        self.stand.computed = set(self._rows(COMPUTED))
        for table, column, kind, needed in self._rows(COLUMNS):
            if table not in shown:
                self.stand.columns.setdefault(table, []).append((column, kind, bool(needed)))
        for table, columns in self.stand.columns.items():
            for column, kind, _ in columns:
                rows = self._rows(f"select {comparable(column, kind)} from `{table}` order by `{columns[0][0]}`")
                self.stand.rows[table, column] = [value for (value,) in rows]

    def _views(self) -> list[str]:
        return [name for (name,) in self._rows("select table_name from information_schema.views where table_schema = database()")]

    def _work(self) -> Iterator[Effect]:
        """A table with another id was written again; an index with a new id in a table of before was built."""
        now = dict(self._rows(TABLE_IDS))
        if any(name in now and now[name] != number for name, number in self.stand.tables.items()):
            yield Effect.REWRITES_TABLE
        elif any(table in self.stand.tables.values() for index, table in self._rows(INDEX_IDS) if index not in self.stand.indexes):
            yield Effect.BUILDS_INDEX

    def _lost(self) -> Iterator[Effect]:
        """Tables, columns or parts of values that are gone; what was renamed keeps its place."""
        now: dict[str, list[str]] = {}
        for table, column, _, _ in self._rows(COLUMNS):
            now.setdefault(table, []).append(column)
        renamed = set(now) - set(self.stand.columns)
        for table, columns in self.stand.columns.items():
            if table not in now:
                if not renamed:
                    yield Effect.LOSES_DATA
                continue
            gone = {column for column, _, _ in columns if (table, column) not in self.stand.computed} - set(now[table])
            if len(gone) > len(set(now[table]) - {column for column, _, _ in columns}) or any(self._differs(table, now[table])):
                yield Effect.LOSES_DATA

    def _differs(self, table: str, now: list[str]) -> Iterator[bool]:
        columns = self.stand.columns[table]
        for column, kind, _ in columns:
            if column not in now or columns[0][0] not in now:
                continue
            new = self._rows(
                "select data_type from information_schema.columns where table_schema = database() "
                f"and table_name = '{table}' and column_name = '{column}'"
            )[0][0]
            old = self.stand.rows[table, column]
            seen = new if family(kind) in ("string", "bytes") and family(new) in ("number", "time") else kind
            if seen == new != kind:  # what a string was read as
                old = [
                    self._rows(f"select {comparable('c', new)} from (select {_literal(value, kind)} as c) as one")[0][0] for value in old
                ]
            rows = self._rows(f"select {comparable(column, seen)} from `{table}` order by `{columns[0][0]}`")
            yield [value for (value,) in rows] != old

    def _emptied(self) -> Iterator[Effect]:
        for table, columns in self.stand.columns.items():
            if self.stand.rows[table, columns[0][0]] and not self._rows(f"select exists (select 1 from `{table}`)")[0][0]:
                yield Effect.LOSES_DATA

    def _has_fewer_values(self) -> bool:
        counts = ((table, column, len(set(rows) - {None})) for (table, column), rows in self.stand.rows.items())
        return any(self._rows(f"select count(distinct `{column}`) from `{table}`")[0][0] < had for table, column, had in counts)

    def _broken(self) -> Iterator[Effect]:
        """The code before reads every column by name, into the same kind of value, and inserts what had to be given."""
        if any(self._is_refused(f"select * from `{view}`") for view in self.stand.views):
            yield Effect.BREAKS_RUNNING_CODE
            return
        kinds = {(table, column): kind for table, column, kind, _ in self._rows(COLUMNS)}
        for table, columns in self.stand.columns.items():
            if any(family(kinds.get((table, column), kind)) != family(kind) for column, kind, _ in columns):
                yield Effect.BREAKS_RUNNING_CODE
                return
            needed = [(column, kind) for column, kind, must in columns if must]
            queries = [f"select {', '.join(f'`{column}`' for column, _, _ in columns)} from `{table}` limit 1"]
            if needed and all(kind == "int" for _, kind in needed):
                names = ", ".join(f"`{column}`" for column, _ in needed)
                queries += [
                    f"insert into `{table}` ({names}) values ({', '.join(value for _ in needed)})" for value in ("987654", "987655")
                ]
            if any(map(self._is_refused, queries)):
                yield Effect.BREAKS_RUNNING_CODE
                return

    def _is_refused(self, query: str) -> bool:
        try:
            self.cursor.execute(query)
        except pymysql.err.MySQLError:
            return True
        return False


def _literal(value: str | None, kind: str) -> str:
    if value is not None and family(kind) == "bytes":
        return f"x'{value}'"
    return "null" if value is None else "'{}'".format(value.replace("'", "''"))


def _ways(text: str) -> Iterator[tuple[str, bool]]:
    """The statement with each way that it can be asked for, from the cheapest on, and whether writers wait then."""
    bare = text.strip().removesuffix(";")
    if not HAS_WAYS.match(bare) or re.search(r"\b(algorithm|lock)\s*=|rename to|\bconvert\b", bare, re.IGNORECASE):
        if HAS_WAYS.match(bare) and "lock" not in bare.lower() and "algorithm" in bare.lower():
            yield f"{bare}, LOCK=NONE", False
            yield f"{bare}, LOCK=SHARED", True
            return
        if re.search(r"\bconvert\b", bare, re.IGNORECASE):
            yield f"{bare}, LOCK=NONE", False
            yield bare, True
            return
        yield bare, "lock=shared" in bare.lower() or "lock=exclusive" in bare.lower()
        return
    comma = "," if bare.lower().startswith("alter") else ""
    for way in LADDER:
        yield f"{bare}{comma} {way.replace('|', f'{comma} ')}", "SHARED" in way
