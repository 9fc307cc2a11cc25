"""What depends on the version of a MySQL or MariaDB server: unknown ones count as current."""

import re

from bot.model import Dialect

CURRENT = {Dialect.MYSQL: 90999, Dialect.MARIADB: 129999}
# https://dev.mysql.com/doc/refman/8.0/en/create-table-check-constraints.html, https://mariadb.com/kb/en/constraint/
CHECKS = {Dialect.MYSQL: 80016, Dialect.MARIADB: 100201}
# https://dev.mysql.com/doc/refman/8.4/en/ansi-diff-foreign-keys.html, https://jira.mariadb.org/browse/MDEV-20729
INLINE_REFERENCES = {Dialect.MYSQL: 90000, Dialect.MARIADB: 100500}
# https://dev.mysql.com/doc/refman/8.0/en/server-system-variables.html#sysvar_explicit_defaults_for_timestamp and MariaDB's page of it
EXPLICIT_TIMESTAMPS = {Dialect.MYSQL: 80002, Dialect.MARIADB: 101000}


def server_number(version: str | None, dialect: Dialect) -> int:
    """A version as executable comments write it: `8.0.16` → 80016; what is not said counts as the latest."""
    said = [int(part) for part in re.findall(r"\d+", version or "")[:3]]
    if not said:
        return CURRENT.get(dialect, 0)
    major, minor, patch = (*said, 99, 99)[:3]
    return major * 10000 + min(minor, 99) * 100 + min(patch, 99)


def enforces_checks(version: str | None, dialect: Dialect) -> bool:
    """Whether a CHECK is held, not only read and forgotten."""
    return server_number(version, dialect) >= CHECKS.get(dialect, 0)


def honours_inline_references(version: str | None, dialect: Dialect) -> bool:
    """Whether REFERENCES in a column's definition makes a foreign key, and is not only read and forgotten."""
    return server_number(version, dialect) >= INLINE_REFERENCES.get(dialect, 0)


def has_explicit_timestamps(version: str | None, dialect: Dialect) -> bool:
    """Whether a TIMESTAMP without further words is like any other column."""
    return server_number(version, dialect) >= EXPLICIT_TIMESTAMPS.get(dialect, 0)
