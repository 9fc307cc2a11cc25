"""Scratch databases in which the statements of strangers are run: what each refuses, and what it holds in the end."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pymysql

from bot.model import Dialect, Schema
from bot.parse.sql.naming import clipped
from tests.servers import sqlite_facts
from tests.servers.canonical_postgresql import as_read, canonical
from tests.servers.facts import differences, facts
from tests.servers.sqlite import read_schema

NAME = "corpus_probe"
POSTGRESQL = {"host": "127.0.0.1", "port": 5432}
# undefined and duplicate objects: what a replay can know
POSTGRESQL_OF_HISTORY = frozenset({"42P01", "42P07", "42701", "42703", "42704", "42710", "3F000", "42P06"})
MARIADB_OF_HISTORY = frozenset({1050, 1051, 1054, 1060, 1061, 1091, 1146})
SQLITE_OF_HISTORY = re.compile(r"no such (table|column|index|view)|already exists|duplicate column")
LONG, LONG_NAME = re.compile(r"\S{64,}$"), re.compile(r"[^\s.]{64,}$")
NULL = re.compile(r"NULL::")
NUMBER = re.compile(r"^'(-?[\d.]+)'::[a-z ]+(?:\([\d,]+\))?$")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a server does not run a statement; `of_history` where something is there, or is not."""

    message: str
    of_history: bool


@dataclass(frozen=True, slots=True)
class Scratch:
    """An open scratch database: runs a statement, begins a file, and compares a Schema with what it holds."""

    run: Callable[[str], Refusal | None]
    begin_file: Callable[[], None]
    compare: Callable[[Schema], list[str]]


@contextmanager
def scratch(dialect: Dialect) -> Iterator[Scratch]:
    """A new database of that dialect, gone afterwards."""
    servers = {Dialect.POSTGRESQL: _postgresql, Dialect.SQLITE: _sqlite}
    with servers.get(dialect, _mariadb)() as opened:
        yield opened


@contextmanager
def _postgresql() -> Iterator[Scratch]:
    """Its owner may do nothing outside it."""
    with psycopg.connect(**POSTGRESQL, dbname="test", user="postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        server.execute(f"DROP ROLE IF EXISTS {NAME}")
        server.execute(f"CREATE ROLE {NAME} LOGIN NOSUPERUSER")
        server.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
        try:
            with psycopg.connect(**POSTGRESQL, dbname=NAME, user=NAME, autocommit=True) as connection:
                connection.execute("SET statement_timeout = '10s'; SET client_min_messages = error")
                yield _of_postgresql(connection)
        finally:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
            server.execute(f"DROP ROLE {NAME}")


def _of_postgresql(connection: psycopg.Connection) -> Scratch:
    def run(text: str) -> Refusal | None:
        try:
            connection.execute(text)
        except psycopg.Error as error:
            connection.rollback()
            return Refusal(error.diag.message_primary or str(error), error.sqlstate in POSTGRESQL_OF_HISTORY)
        return None

    def begin_file() -> None:
        connection.execute("RESET search_path")

    def compare(schema: Schema) -> list[str]:
        begin_file()
        try:
            ours = facts(canonical(connection, schema))
        except (psycopg.Error, KeyError) as error:
            return [f"the replay's schema cannot be made: {str(error).splitlines()[0]}"]
        return differences(as_kept(ours), as_kept(facts(as_read(connection))))

    return Scratch(run, begin_file, compare)


def as_kept(found: object) -> Any:
    """Names as long as PostgreSQL keeps them, numbers without the quotes of a cast, and no default that is NULL."""
    match found:
        case str():
            return NUMBER.sub(r"\1", clipped(found) if LONG.match(found) else found)
        case tuple():
            return tuple(map(as_kept, found))
        case dict():
            kept = ((str(key), as_kept(value)) for key, value in found.items() if not (key == "default" and NULL.match(str(value))))
            return {LONG_NAME.sub(lambda name: clipped(name[0]), key): value for key, value in kept}
    return found


@contextmanager
def _sqlite() -> Iterator[Scratch]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")

        def run(text: str) -> Refusal | None:
            try:
                connection.execute(text)
            except (sqlite3.Error, sqlite3.Warning) as error:
                return Refusal(str(error), bool(SQLITE_OF_HISTORY.search(str(error))))
            return None

        def compare(schema: Schema) -> list[str]:
            ours, theirs = set(sqlite_facts.facts(schema)), set(sqlite_facts.facts(read_schema(connection)))
            return [f"only in the replay: {line}" for line in sorted(ours - theirs)] + [
                f"only in SQLite: {line}" for line in sorted(theirs - ours)
            ]

        yield Scratch(run, lambda: None, compare)


@contextmanager
def _mariadb() -> Iterator[Scratch]:
    """Names of tables and columns only are compared."""
    with closing(pymysql.connect(host="127.0.0.1", user="root", password="", autocommit=True)) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME} CHARACTER SET utf8mb4")
        connection.select_db(NAME)

        def run(text: str) -> Refusal | None:
            try:
                cursor.execute(text)
            except pymysql.err.Error as error:
                return Refusal(str(error.args[-1]), error.args[0] in MARIADB_OF_HISTORY)
            return None

        def compare(schema: Schema) -> list[str]:
            cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = %s", (NAME,))
            theirs = {(table.lower(), column.lower()) for table, column in cursor.fetchall()}
            views = {view.name.lower() for view in schema.views}
            theirs = {pair for pair in theirs if pair[0] not in views}
            ours = {(table.name.lower(), column.name.lower()) for table in schema.tables for column in table.columns}
            return [f"only in the replay: {pair}" for pair in sorted(ours - theirs)] + [
                f"only in MariaDB: {pair}" for pair in sorted(theirs - ours)
            ]

        try:
            yield Scratch(run, lambda: connection.select_db(NAME), compare)
        finally:
            cursor.execute(f"DROP DATABASE {NAME}")
