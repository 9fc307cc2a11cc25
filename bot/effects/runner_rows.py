"""What a row says about a runner: what it does around and with migrations.

`measured` rows are held against the runner itself by tests/runners; the others are what its source file or manual says.
docs/runners.md is rendered from them.
"""

from dataclasses import dataclass

from bot.model import Dialect

ALL, FILE, CHANGESET, NONE = "all", "file", "changeset", "none"  # what one transaction is opened around
BREAKPOINTS, STATEMENTS = "breakpoints", "statements"  # how a file is cut into calls; FILE where it is sent whole
SKIPPED, RUN, REFUSED = "skipped", "run", "refused"  # what becomes of a migration that sorts before the newest applied one
TOGETHER, FIRST = "together", "first"  # what becomes of several statements in one call; REFUSED as well
IGNORED = "ignored"  # what becomes of an applied migration that is edited or gone: nobody notices; REFUSED where the runner stops
CHECKED, OFF, WRITTEN = "checked", "off", "written"  # foreign keys of SQLite meanwhile: WRITTEN, as a PRAGMA in the file says

PG, MYSQL, SQLITE = (Dialect.POSTGRESQL,), (Dialect.MYSQL, Dialect.MARIADB), (Dialect.SQLITE,)
SERVERS = (*PG, *MYSQL)
EVERY = (*SERVERS, *SQLITE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerRow:
    """One runner with the drivers and lines for which the same holds; None where it leaves that to others, or where nobody looked.

    `transaction` and `late` as named above; `order` is what the migrations are sorted by; `sends` is how a file is cut into calls and
    `several` what becomes of a call with several statements. A runner that `lifts` opens no transaction around a file whose statements
    all refuse one. `opt_out` is what a migration says to get none. `known_by` is what it remembers of an applied migration (`when`, `name`,
    `version`), `edited` and `removed` what becomes of one whose text changes or whose file is gone, and `lets_late` are words that a
    repository uses to have late ones run all the same. `source` is a link.
    """

    names: tuple[str, ...]
    dialects: tuple[Dialect, ...]
    source: str
    drivers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    transaction: str | None = None
    sends: str | None = None
    several: str | None = None
    order: str | None = None
    late: str | None = None
    known_by: str | None = None
    edited: str | None = None
    removed: str | None = None
    lets_late: tuple[str, ...] = ()
    foreign_keys: str | None = None
    opt_out: str = ""
    lifts: bool = False
    measured: bool = False
