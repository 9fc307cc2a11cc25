"""Scratch databases on real servers, and what a statement did to them."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import psycopg
import pymysql
import pytest

MARIADB_HOST = "127.0.0.1"


def absent(server: str, reason: Exception) -> NoReturn:
    """Skip where the server is not there; fail where the environment says that it must be."""
    if os.environ.get("ORACLES") == "required":
        pytest.fail(f"{server} is required and does not answer: {reason}")
    pytest.skip(f"no {server}: {reason}")


def connect_postgresql() -> psycopg.Connection:
    """As the user of this process, or as `postgres` where no role has that name."""
    for user in ({}, {"user": "postgres"}):
        try:
            return psycopg.connect(host="127.0.0.1", port=5432, dbname="test", connect_timeout=2, autocommit=True, **user)
        except psycopg.OperationalError as error:
            reason = error
    absent("PostgreSQL", reason)


@contextmanager
def postgresql() -> Iterator[psycopg.Connection]:
    """A connection whose search path is a new schema that is dropped afterwards."""
    connection = connect_postgresql()
    name = f"scratch_{uuid.uuid4().hex[:12]}"
    with connection:
        connection.execute(f"create schema {name}")
        connection.execute(f"set search_path = {name}, public")
        connection.execute("set timezone = 'UTC'")
        try:
            yield connection
        finally:
            connection.rollback()
            connection.execute(f"drop schema {name} cascade")


@contextmanager
def mariadb() -> Iterator[pymysql.Connection]:
    """A connection to a new database that is dropped afterwards."""
    try:
        connection = pymysql.connect(host=MARIADB_HOST, user="root", password="", autocommit=True, connect_timeout=2)
    except pymysql.err.OperationalError as reason:
        absent("MariaDB", reason)
    name = f"scratch_{uuid.uuid4().hex[:12]}"
    with connection, connection.cursor() as cursor:
        cursor.execute(f"create database {name} character set utf8mb4")
        connection.select_db(name)
        try:
            yield connection
        finally:
            cursor.execute(f"drop database {name}")
