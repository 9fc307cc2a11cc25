"""The order in which PostgreSQL runs the actions of one ALTER TABLE: in passes, whatever order they were written in.

AlterTablePass and ATPrepCmd, https://github.com/postgres/postgres/blob/master/src/backend/commands/tablecmds.c, measured in tests/servers
"""

from collections.abc import Iterable
from enum import IntEnum

from bot.parse.sql.constraints import is_table_constraint
from bot.parse.sql.cursor import Cursor


class Pass(IntEnum):
    """The passes in their order; those that rebuild what a new type touched have no action of their own."""

    DROP = 0
    TYPE = 1
    ADD_COLUMN = 2
    EXPRESSION = 3
    ATTRIBUTES = 4
    USED_INDEX = 5
    INDEX = 6
    CONSTRAINT = 7
    REST = 8


def in_passes(actions: Iterable[Cursor]) -> list[Cursor]:
    """The actions as the server runs them; within a pass as they were written."""
    return sorted(actions, key=_pass)


def _pass(action: Cursor) -> Pass:
    at = action.between(action.place, action.end)
    match at.accept_any("drop", "add", "alter"):
        case "drop":
            return Pass.DROP
        case "add":
            return _of_constraint(at) if is_table_constraint(at) else Pass.ADD_COLUMN
        case "alter" if at.word() != "constraint" or at.word(1) in ("set", "drop", "type"):
            return _of_column(at)
    return Pass.REST


def _of_constraint(at: Cursor) -> Pass:
    if at.accept("constraint"):
        at.place += 1
    kind = at.word()
    if kind == "not":
        return Pass.ATTRIBUTES
    if kind not in ("primary", "unique", "exclude"):
        return Pass.CONSTRAINT
    at.accept("primary", "key") or at.accept("unique")
    return Pass.USED_INDEX if at.at("using", "index") else Pass.INDEX


def _of_column(at: Cursor) -> Pass:
    at.accept("column")
    at.place += 1
    if at.at("drop"):
        return Pass.DROP
    if at.at("type") or at.at("set", "data", "type"):
        return Pass.TYPE
    if at.at("set", "expression"):
        return Pass.EXPRESSION
    if at.at("set", "not", "null"):
        return Pass.ATTRIBUTES
    return Pass.CONSTRAINT if at.at("set", "default") or at.at("add") else Pass.REST
