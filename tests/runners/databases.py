"""Scratch databases as each driver and tool wants them named."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymysql

from tests.effects.servers import MARIADB_HOST, absent, connect_postgresql


@dataclass(frozen=True)
class Database:
    """Where it lies, as options of a driver and as a URL."""

    options: dict[str, Any]
    url: str


@contextmanager
def database(dialect: str, work: Path) -> Iterator[Database]:
    """A new database that is dropped afterwards; for SQLite a file in that folder."""
    name = f"scratch_{uuid.uuid4().hex[:12]}"
    if dialect == "sqlite":
        yield file_in(work)
    elif dialect == "mysql":
        yield from _mariadb(name)
    else:
        yield from _postgresql(name)


def file_in(work: Path) -> Database:
    """SQLite's database in a folder."""
    return Database({"file": str(work / "scratch.db")}, f"sqlite:{work / 'scratch.db'}")


def _postgresql(name: str) -> Iterator[Database]:
    with connect_postgresql() as connection:
        user = connection.info.user
        connection.execute(f"create database {name}")
        try:
            options = {"host": "127.0.0.1", "port": 5432, "user": user, "database": name}
            yield Database(options, f"postgres://{user}@127.0.0.1:5432/{name}?sslmode=disable")
        finally:
            connection.execute(f"drop database {name} with (force)")


def _mariadb(name: str) -> Iterator[Database]:
    try:
        connection = pymysql.connect(host=MARIADB_HOST, user="root", password="", autocommit=True, connect_timeout=2)
    except pymysql.err.OperationalError as reason:
        absent("MariaDB", reason)
    with connection, connection.cursor() as cursor:
        cursor.execute(f"create database {name}")
        try:
            yield Database({"host": MARIADB_HOST, "user": "root", "database": name}, f"mysql://root@{MARIADB_HOST}:3306/{name}")
        finally:
            cursor.execute(f"drop database {name}")
