"""The order in which MySQL and MariaDB do what one ALTER TABLE says: its clauses name things as they stood before the statement.

`DROP b, CHANGE a b, ADD a` works there in whatever order it is written; so does exchanging two names.
mysql_prepare_alter_table in sql_table.cc, measured in tests/servers.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum, auto
from itertools import groupby

from bot.parse.sql.constraints import is_table_constraint
from bot.parse.sql.cursor import Cursor, Unreadable
from bot.parse.sql.target import Statement

KEYS = frozenset({"index", "key", "primary", "foreign", "constraint", "check"})


class Stage(IntEnum):
    """What is done first and last."""

    OPTIONS = auto()  # a column written anew has the table's new character set
    DROP_KEYS = auto()
    RENAME_KEYS = auto()
    DROP_COLUMNS = auto()
    COLUMNS = auto()
    ADD = auto()
    DEFAULTS = auto()
    CONVERT = auto()  # the new columns too
    RENAME = auto()


FIRST_WORDS = {
    "modify": Stage.COLUMNS,
    "change": Stage.COLUMNS,
    "alter": Stage.DEFAULTS,
    "add": Stage.ADD,
    "convert": Stage.CONVERT,
}


def in_stages(clauses: Iterable[Cursor]) -> Iterator[tuple[Stage, list[Cursor]]]:
    """Every stage with its clauses as they are written, but nothing is renamed to a name that is in use."""
    found = {stage: list(group) for stage, group in groupby(sorted(clauses, key=_stage), key=_stage)}
    return ((stage, list(_where_names_are_free(found.get(stage, [])))) for stage in Stage)


def _stage(clause: Cursor) -> Stage:
    first, second = clause.word(), clause.word(1)
    if first == "drop":
        return Stage.DROP_KEYS if second in KEYS else Stage.DROP_COLUMNS
    if first == "rename":
        return {"column": Stage.COLUMNS, "index": Stage.RENAME_KEYS, "key": Stage.RENAME_KEYS}.get(second, Stage.RENAME)
    return FIRST_WORDS.get(first, Stage.OPTIONS)


def _where_names_are_free(clauses: list[Cursor]) -> Iterator[Cursor]:
    names = {id(clause): renaming(clause) for clause in clauses}
    while clauses:
        old = {names[id(clause)][0] for clause in clauses}
        free = (clause for clause in clauses if names[id(clause)][1] not in old - {names[id(clause)][0]})
        found = next(free, clauses[0])
        clauses.remove(found)
        yield found


def renaming(clause: Cursor) -> tuple[str, str]:
    """What a clause renames, and to what, in lower case; both empty where it renames nothing."""
    at = clause.between(clause.place, clause.end)
    verb = at.accept_any("change", "rename")
    try:
        at.accept_any("column", "index", "key")
        at.accept("if", "exists")
        old = at.name() if verb else ""
        at.accept("to")
        return old.lower(), at.name().lower() if verb else ""
    except Unreadable:
        return "", ""


def survey(clauses: Iterable[Cursor]) -> Statement:
    """What the clauses do to columns by name, before any of them is read."""
    found = Statement()
    for clause in clauses:
        stage, at = _stage(clause), clause.between(clause.place + 1, clause.end)
        found.copies |= _may_copy(clause, stage)
        if stage is Stage.COLUMNS:
            found.renamed.add(renaming(clause)[0])
        elif stage is Stage.DROP_COLUMNS or (stage is Stage.ADD and not is_table_constraint(at)):
            names = found.dropped if stage is Stage.DROP_COLUMNS else found.added
            names.update(_column_names(at))
    return found


def _may_copy(clause: Cursor, stage: Stage) -> bool:
    """Whether it may be done by copying the table: that depends on types, settings and version."""
    if clause.word() in ("algorithm", "lock"):
        return any(clause.word(ahead) == "copy" for ahead in (1, 2))
    return stage in (Stage.OPTIONS, Stage.COLUMNS, Stage.CONVERT) or clause.word(1) == "primary"


def _column_names(clause: Cursor) -> Iterator[str]:
    clause.accept("column")
    if not clause.accept("if", "not", "exists"):
        clause.accept("if", "exists")
    for part in clause.group().split() if clause.at("(") else (clause,):
        if (token := part.peek()) is not None:
            yield token.text.lower()
