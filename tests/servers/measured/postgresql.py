"""What a PostgreSQL server shows of a statement: files, locks, its debug messages, values, and statements of the code before."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg

from bot.model import Effect
from tests.servers.measured.shown import FAILS, Run
from tests.servers.measured.situations import Situation, State

TABLES = """
    select c.oid, c.relname, c.relfilenode, c.oid::regclass::text from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by c.relname"""
NOW = "select oid, relfilenode, oid::regclass::text from pg_class where oid = any(%s)"
INDEXES = "select indexrelid, pg_relation_filenode(indexrelid), indrelid from pg_index where indrelid = any(%s)"
COLUMNS = """
    select attrelid, attnum, attname, format_type(atttypid, atttypmod), typcategory, typname,
      attnotnull and not atthasdef and attidentity = '', attgenerated <> ''
    from pg_attribute join pg_type on pg_type.oid = atttypid
    where attrelid = any(%s) and attnum > 0 and not attisdropped order by attrelid, attnum"""
LOCKS = "select relation, mode from pg_locks where pid = pg_backend_pid() and relation = any(%s)"
TOUCHED = "select relid, n_tup_upd, n_tup_del from pg_stat_xact_user_tables where relid = any(%s)"
STOPS_ALL = {Effect.BLOCKS_READS, Effect.BLOCKS_WRITES}
STOPS_READS = {"AccessExclusiveLock"}
STOPS_WRITES = STOPS_READS | {"ShareLock", "ShareRowExclusiveLock", "ExclusiveLock"}
FAMILIES = {"N": "number", "B": "truth", "D": "time", "T": "time", "A": "array"}
# What a string that was read as a value, and a document, are compared as.
WIDEST = {"number": "numeric", "time": "timestamp"}
COMPARED = {"json": "jsonb"}
KINDS = {"json": "json", "jsonb": "json", "bytea": "bytes"}


@dataclass
class Column:
    number: int
    name: str
    type: str
    family: str
    category: str
    needed: bool
    computed: bool


@dataclass
class Stand:
    """What stands in a scratch schema before the statement."""

    schema: str
    names: dict[int, str] = field(default_factory=dict)
    files: dict[int, int] = field(default_factory=dict)
    indexes: dict[int, tuple[int, int]] = field(default_factory=dict)
    columns: dict[int, list[Column]] = field(default_factory=dict)
    rows: dict[int, dict[str, list[str | None]]] = field(default_factory=lambda: defaultdict(dict))
    code: list[str] = field(default_factory=list)  # what the program of before sends


class Server:
    """One database; what several statements meet is made once, and every statement is rolled back."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.stands: dict[str, Stand] = {}
        self.messages: list[str] = []
        connection.add_notice_handler(lambda notice: self.messages.append(notice.message_primary or ""))
        connection.execute("set synchronous_commit = off; set client_min_messages = debug1; set jit = off")

    def runs(self, situation: Situation) -> Iterator[Run]:
        """One run for each way that the tables may be filled, and one on empty ones."""
        world = situation.statement.world
        for filling in world.fillings if situation.state is State.FILLED else ():
            yield self._run(situation, filling)
        if situation.state is not State.FILLED or "add column" in situation.statement.text.lower():
            yield self._run(situation, None)

    def _run(self, situation: Situation, filling: str | None) -> Run:
        setup = situation.base + (filling or "")
        if situation.statement.transaction == "none" or (situation.is_several and situation.state is not State.NEW):
            stand = self._make(setup)
            try:
                return self._alone(situation, stand, filling)
            finally:
                self.connection.execute(f"drop schema {stand.schema} cascade")
        if setup not in self.stands:
            self.stands[setup] = self._make(setup)
        stand = self.stands[setup]
        self.connection.execute(f"set search_path = {stand.schema}")
        return self._in_transaction(situation, stand, filling, situation.migration)

    def _make(self, setup: str) -> Stand:
        name = f"stand_{len(self.stands)}_{abs(hash(setup)) % 10**6}"
        self.connection.execute(f"create schema {name}; set search_path = {name}")
        self.connection.execute(setup)
        stand = Stand(name)
        for oid, _, file, written in self.connection.execute(TABLES).fetchall():
            stand.names[oid], stand.files[oid] = written, file
        stand.indexes = self._indexes(stand)
        stand.columns = self._columns(stand)
        for oid, table in ((oid, table) for oid, table in stand.names.items() if stand.files[oid]):  # partitions hold the rows
            listed = ", ".join(f'"{column.name}"::text' for column in stand.columns[oid])
            stand.rows[oid] = {row[0]: list(row) for row in self.connection.execute(f"select {listed} from {table}").fetchall()}
        views = "select oid::regclass::text from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('v', 'm')"
        shown = [f"select * from {name}" for (name,) in self.connection.execute(views).fetchall()]
        stand.code = [*shown, *(query for query in _code(stand) if not self._is_refused(query))]
        return stand

    def _indexes(self, stand: Stand) -> dict[int, tuple[int, int]]:
        return {index: (file, table) for index, file, table in self.connection.execute(INDEXES, [list(stand.names)])}

    def _columns(self, stand: Stand) -> dict[int, list[Column]]:
        found: dict[int, list[Column]] = {oid: [] for oid in stand.names}
        for oid, number, name, written, category, kind, needed, computed in self.connection.execute(COLUMNS, [list(stand.names)]):
            family = KINDS.get(kind, FAMILIES.get(category, "string"))
            found[oid].append(Column(number, name, written, family, category, needed, computed))
        return found

    def _alone(self, situation: Situation, stand: Stand, filling: str | None) -> Run:
        """As the runner sends it; then what each of several statements did by itself, and all of them in one transaction."""
        together = self._in_transaction(situation, stand, filling, situation.migration)
        if situation.statement.transaction == "none":
            stops = together.effects & FAILS and self._stops_readers(stand, situation.migration)
            if self._is_refused_for_good(situation.migration):
                return Run(filling, FAILS)
            found = {*self._work_on_files(stand), *self._lost(stand, {}), *self._broken(stand)} | (together.effects - FAILS)
            return Run(
                filling, frozenset(found | (STOPS_ALL if stops else set())), together.locked | (stops or frozenset()), together.overwritten
            )
        found = set()
        for text in situation.statements:
            alone = self._in_transaction(situation, stand, filling, text)
            found |= alone.effects - {Effect.LOSES_DATA, Effect.BREAKS_RUNNING_CODE}
            if alone.effects & FAILS:
                break
            self.connection.execute(text)
            stand.indexes, stand.files = self._indexes(stand), self._files(stand)
        found |= together.effects & {Effect.LOSES_DATA, Effect.BREAKS_RUNNING_CODE}
        return Run(filling, frozenset(found), together.locked, together.overwritten, together.effects)

    def _stops_readers(self, stand: Stand, text: str) -> frozenset[str]:
        """The tables that the statement, which runs in no transaction, cannot have while somebody reads them."""
        if not text.lower().startswith("vacuum full"):  # CONCURRENTLY waits for old readers, and stops no new ones
            return frozenset()
        with psycopg.connect(self.connection.info.dsn) as reader:
            reader.execute(f"lock table {stand.schema}.t in access share mode")
            self.connection.execute("set lock_timeout = '50ms'")
            stopped = self._is_refused_for_good(text)
            self.connection.execute("reset lock_timeout")
        return frozenset({"t"}) if stopped else frozenset()

    def _is_refused_for_good(self, text: str) -> bool:
        try:
            self.connection.execute(text)
        except psycopg.Error:
            return True
        return False

    def _in_transaction(self, situation: Situation, stand: Stand, filling: str | None, text: str) -> Run:
        try:
            with self.connection.transaction(force_rollback=True):
                return self._looked_at(situation, stand, filling, text)
        except psycopg.Error:
            return Run(filling, FAILS)

    def _looked_at(self, situation: Situation, stand: Stand, filling: str | None, text: str) -> Run:
        before, counted = len(self.messages), self._touched(stand)
        self.connection.execute(text)
        messages = self.messages[before:]
        touched = {oid: [now - old for now, old in zip(counts, counted[oid], strict=True)] for oid, counts in self._touched(stand).items()}
        work = set() if text.lower().startswith("truncate") else set(self._work_on_files(stand))
        if Effect.REWRITES_TABLE not in work and self._checks(stand, messages, is_new=situation.state is State.NEW):
            work.add(Effect.SCANS_TABLE)
        modes = self.connection.execute(LOCKS, [list(stand.names)]).fetchall()
        held = {mode for _, mode in modes}
        found = set(work)
        found |= {Effect.BLOCKS_READS} if work and held & STOPS_READS else set()
        found |= {Effect.BLOCKS_WRITES} if work and held & STOPS_WRITES else set()
        if any(stand.rows[oid] and updated + deleted >= len(stand.rows[oid]) for oid, (updated, deleted) in touched.items()):
            found |= {Effect.SCANS_TABLE, Effect.BLOCKS_WRITES}  # each of the rows stays locked until the transaction ends
        found |= {*self._lost(stand, touched), *self._broken(stand)}
        locked = frozenset(stand.names[oid] for oid, mode in modes if mode in STOPS_READS)
        return Run(filling, frozenset(found), locked, overwritten=self._is_overwritten(stand, touched))

    def _touched(self, stand: Stand) -> dict[int, list[int]]:
        counts = {oid: counts for oid, *counts in self.connection.execute(TOUCHED, [list(stand.names)])}
        return {oid: counts.get(oid, [0, 0]) for oid in stand.names}

    def _checks(self, stand: Stand, messages: list[str], *, is_new: bool) -> bool:
        wanted = [f'verifying table "{name}"' for name in stand.names.values()]
        return any(message.startswith((*wanted, *(() if is_new else ("validating foreign key",)))) for message in messages)

    def _files(self, stand: Stand) -> dict[int, int]:
        return {oid: file for oid, file, _ in self.connection.execute(NOW, [list(stand.names)])}

    def _work_on_files(self, stand: Stand) -> Iterator[Effect]:
        now = self._files(stand)
        rewritten = {oid for oid, file in stand.files.items() if now.get(oid, file) != file}
        kept = {file for file, _ in stand.indexes.values()}
        indexes = self._indexes(stand)
        if rewritten:
            yield Effect.REWRITES_TABLE
        elif any(file not in kept for file, _ in indexes.values() if file):
            yield Effect.BUILDS_INDEX

    def _lost(self, stand: Stand, touched: dict[int, list[int]]) -> Iterator[Effect]:
        """Tables, every row, columns or parts of values that are gone; an UPDATE says itself that it writes values."""
        now = {oid: name for oid, _, name in self.connection.execute(NOW, [list(stand.names)])}
        columns = self._columns(stand)
        for oid, old in stand.columns.items():
            left = {column.number: column for column in columns[oid]}
            is_gone = oid not in now or any(column.number not in left and not column.computed for column in old)
            if (
                is_gone
                or (stand.rows[oid] and self._is_empty(now[oid]))
                or (not touched.get(oid, [0, 0])[0] and any(self._differs(stand, oid, now[oid], left, place) for place in range(len(old))))
            ):
                yield Effect.LOSES_DATA

    def _is_empty(self, table: str) -> bool:
        return not self.connection.execute(f"select exists (select from {table})").fetchone()[0]

    def _differs(self, stand: Stand, oid: int, table: str, left: dict[int, Column], place: int) -> bool:
        """Whether a value, taken back to the type it had, is another one than before on every way back that there is.

        What a string was read as is compared as the widest type of that sort; where there is none, it was only written otherwise.
        """
        old, key = stand.columns[oid][place], stand.columns[oid][0]
        new = left.get(old.number)
        if new is None or (old.type, old.name, old.computed) == (new.type, new.name, new.computed):
            return False
        is_read = old.category == "S" != new.category
        wide = WIDEST.get(new.family) if is_read else COMPARED.get(old.type, old.type)
        if wide is None:
            return False
        before = [[row[0], row[place]] for row in stand.rows[oid].values()]
        lists = [list(column) for column in zip(*before, strict=True)] or [[], []]
        found = []
        for back in (f'"{new.name}"::{wide}', f'"{new.name}"::text::{wide}'):
            query = f"""select count(*) from {table} n
                join unnest(%s::text[], %s::text[]) as o (key, value) on o.key = n."{left[key.number].name}"::text
                where (n.{back}) is distinct from (o.value::{old.type}::{wide})"""
            try:
                with self.connection.transaction():
                    found.append(bool(self.connection.execute(query, lists).fetchone()[0]))
            except psycopg.DataError:
                found.append(True)
            except psycopg.Error:  # no such cast
                continue
        return bool(found) and all(found)

    def _is_overwritten(self, stand: Stand, touched: dict[int, list[int]]) -> bool:
        """Whether an UPDATE of every row leaves fewer different values in a column than it had."""
        for oid in (oid for oid, (updated, _) in touched.items() if 0 < len(stand.rows[oid]) <= updated):
            now = {column.number: column.name for column in self._columns(stand)[oid]}
            for place, column in enumerate(stand.columns[oid]):
                had = {values[place] for values in stand.rows[oid].values()} - {None}
                query = f'select count(distinct "{now[column.number]}"::text) from {stand.names[oid]}'
                if column.number in now and self.connection.execute(query).fetchone()[0] < len(had):
                    return True
        return False

    def _broken(self, stand: Stand) -> Iterator[Effect]:
        """The code before reads every column by name, into the same kind of value, and inserts what had to be given."""
        columns = self._columns(stand)
        for oid, old in stand.columns.items():
            families = {column.name: column.family for column in columns[oid]}
            if any(families.get(column.name, column.family) != column.family for column in old):
                yield Effect.BREAKS_RUNNING_CODE
                return
        if stand.code and self._is_refused("; ".join(stand.code)):
            yield Effect.BREAKS_RUNNING_CODE

    def _is_refused(self, query: str) -> bool:
        try:
            with self.connection.transaction(force_rollback=True):
                self.connection.execute(query)
        except psycopg.Error:
            return True
        return False


def _code(stand: Stand) -> Iterator[str]:
    for oid, name in stand.names.items():
        yield "select {} from {} limit 1".format(", ".join(f'"{column.name}"' for column in stand.columns[oid]), name)
        needed = [column for column in stand.columns[oid] if column.needed]
        if needed and all(column.type == "integer" for column in needed):
            names = ", ".join(f'"{column.name}"' for column in needed)
            for value in ("987654", "987655"):
                yield f"insert into {name} ({names}) values ({', '.join(value for _ in needed)})"
