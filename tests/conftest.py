"""What every test may ask for: the servers and tools that know the truth, or the reason why they are not there.

With ORACLES=required (continuous integration sets it) a missing server or tool fails the test; elsewhere it skips it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn
from uuid import uuid4

import psycopg
import pymysql
import pytest
from hypothesis import settings

from tests.github.contract import Contract, load_contract
from tests.github.standin import StandIn

# No test asserts a time: a slow machine is no failure.
settings.register_profile("unhurried", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def example() -> Path:
    """The bundled example pull request: `before/` and `after/`."""
    return ROOT / "examples" / "shop"


@pytest.fixture(scope="session")
def missing_oracle() -> Callable[[str], NoReturn]:
    """Call it with the reason when a server or tool is not there: skips, or fails where oracles are required."""

    def missing(reason: str) -> NoReturn:
        if os.environ.get("ORACLES") == "required":
            pytest.fail(f"ORACLES=required, but {reason}")
        pytest.skip(reason)

    return missing


@pytest.fixture
def postgresql(missing_oracle: Callable[[str], NoReturn]) -> Iterator[psycopg.Connection[Any]]:
    """An autocommit connection to an empty PostgreSQL database that is gone after the test."""
    name = f"schema_review_{uuid4().hex}"
    with postgresql_database(missing_oracle, "test") as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            with postgresql_database(missing_oracle, name) as connection:
                yield connection
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def mariadb(missing_oracle: Callable[[str], NoReturn]) -> Iterator["pymysql.Connection[Any]"]:
    """An autocommit connection to an empty MariaDB database that is gone after the test."""
    with mariadb_database(missing_oracle) as connection:
        yield connection


@contextmanager
def mariadb_database(missing: Callable[[str], NoReturn]) -> Iterator["pymysql.Connection[Any]"]:
    """The same, of whatever lifetime; MARIADB_PORT names a server on another port than the usual one."""
    name, port = f"schema_review_{uuid4().hex}", int(os.environ.get("MARIADB_PORT", "3306"))
    try:
        connection = pymysql.connect(host="127.0.0.1", port=port, user="root", password="", autocommit=True)
    except pymysql.err.OperationalError as error:
        missing(f"no MariaDB on 127.0.0.1:{port}: {error}")
    with connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE `{name}`")
        try:
            connection.select_db(name)
            yield connection
        finally:
            cursor.execute(f"DROP DATABASE `{name}`")


def postgresql_database(missing_oracle: Callable[[str], NoReturn], database: str) -> psycopg.Connection[Any]:
    """Connect as the user of this process, or as `postgres` where no role has that name."""
    reasons = []
    for user in ({}, {"user": "postgres"}):
        try:
            return psycopg.connect(host="127.0.0.1", port=5432, dbname=database, autocommit=True, **user)
        except psycopg.OperationalError as error:
            reasons.append(str(error).strip())
    return missing_oracle(f"no PostgreSQL on 127.0.0.1:5432: {'; '.join(reasons)}")


@pytest.fixture(scope="session")
def contract_if_any(root: Path, missing_oracle: Callable[[str], NoReturn]) -> Contract | None:
    """GitHub's descriptions; None where the npm packages are not installed, unless they must be."""
    try:
        return load_contract(root)
    except FileNotFoundError as error:
        if os.environ.get("ORACLES") == "required":
            missing_oracle(str(error))
        return None


@pytest.fixture(scope="session")
def contract(contract_if_any: Contract | None, missing_oracle: Callable[[str], NoReturn]) -> Contract:
    """GitHub's descriptions, for tests that are about nothing else."""
    return contract_if_any or missing_oracle("GitHub's descriptions are not installed: `make test` installs them where npm exists")


@pytest.fixture
def github(contract_if_any: Contract | None) -> Iterator[StandIn]:
    """A stand-in whose requests and answers are held against the descriptions, if they are there."""
    with StandIn(contract=contract_if_any) as standin:
        yield standin
