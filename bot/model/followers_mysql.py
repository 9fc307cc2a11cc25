"""Names of constraints that follow the name of their table or column on MySQL and MariaDB."""

import re
from dataclasses import replace
from typing import TypeVar

from bot.model.parts import CheckConstraint, ForeignKey
from bot.model.schema import Table

P = TypeVar("P", ForeignKey, CheckConstraint)


def with_numbered_names(table: Table, old: str) -> Table:
    """InnoDB's `old_ibfk_1` follows the table's name, and so does MySQL's `old_chk_1`.

    https://dev.mysql.com/doc/refman/8.4/en/rename-table.html
    """

    def follow(part: P, infix: str) -> P:
        if part.name is None or not re.fullmatch(rf"{re.escape(old)}_{infix}_\d+", part.name):
            return part
        return replace(part, name=f"{table.name}{part.name.removeprefix(old)}")

    keys, checks = (follow(key, "ibfk") for key in table.foreign_keys), (follow(check, "chk") for check in table.checks)
    return replace(table, foreign_keys=tuple(keys), checks=tuple(checks))


def with_own_checks(table: Table, old: str, new: str) -> Table:
    """On MariaDB a CHECK that was written at a column is called like it."""
    named = (replace(check, name=new) if check.implicit and check.name == old else check for check in table.checks)
    return replace(table, checks=tuple(named))
