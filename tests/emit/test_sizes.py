"""The query for sizes, run by the servers: what it prints is the file."""

import json
import sqlite3
from contextlib import closing

from bot.emit import sizes_query
from bot.model import Dialect
from bot.parse.sql import replay


def test_postgresql_prints_its_estimates_and_leaves_out_what_was_never_analysed(postgresql):
    postgresql.execute("CREATE SCHEMA auth")
    postgresql.execute('CREATE TABLE orders (id int); CREATE TABLE auth."User" (id int); CREATE TABLE never_analysed (id int)')
    postgresql.execute("CREATE TABLE events (id int) PARTITION BY RANGE (id); CREATE VIEW v AS SELECT 1")
    postgresql.execute("CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (100)")
    postgresql.execute("CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (100) TO (200)")
    postgresql.execute("INSERT INTO orders SELECT generate_series(1, 1200); INSERT INTO events SELECT generate_series(50, 149)")
    postgresql.execute('ANALYZE orders; ANALYZE auth."User"; ANALYZE events')

    [[printed]] = postgresql.execute(sizes_query(Dialect.POSTGRESQL)).fetchall()

    tables = json.loads(printed)["tables"]
    assert {name: rows for name, rows in tables.items() if not name.startswith("events_")} == {
        "orders": 1200,
        "auth.User": 0,
        "events": 100,
    }


def test_postgresql_without_tables(postgresql):
    assert json.loads(postgresql.execute(sizes_query(Dialect.POSTGRESQL)).fetchone()[0]) == {"tables": {}}


def test_mariadb_prints_its_estimates(mariadb):
    with mariadb.cursor() as cursor:
        cursor.execute(sizes_query(Dialect.MARIADB))
        assert json.loads(cursor.fetchone()[0]) == {"tables": {}}
        cursor.execute("CREATE TABLE orders (id int PRIMARY KEY)")
        cursor.execute("CREATE VIEW v AS SELECT 1 AS n")
        cursor.execute("INSERT INTO orders SELECT seq FROM seq_1_to_500")
        cursor.execute("ANALYZE TABLE orders")
        cursor.execute(sizes_query(Dialect.MARIADB))
        assert json.loads(cursor.fetchone()[0]) == {"tables": {"orders": 500}}


def test_sqlite_counts():
    sql = """CREATE TABLE orders (id integer PRIMARY KEY); CREATE TABLE "it's" (id integer);"""
    schema = replay([("schema.sql", sql)], dialect=Dialect.SQLITE).schema
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(sql + "INSERT INTO orders VALUES (1), (2);")
        [[printed]] = connection.execute(sizes_query(Dialect.SQLITE, schema.tables)).fetchall()
    assert json.loads(printed) == {"tables": {"orders": 2, "it's": 0}}


def test_sqlite_counts_more_tables_than_a_function_has_arguments():
    sql = "".join(f"CREATE TABLE t{number} (id integer);" for number in range(1200))
    schema = replay([("schema.sql", sql)], dialect=Dialect.SQLITE).schema
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(sql)
        [[printed]] = connection.execute(sizes_query(Dialect.SQLITE, schema.tables)).fetchall()
        [[empty]] = connection.execute(sizes_query(Dialect.SQLITE)).fetchall()
    assert len(json.loads(printed)["tables"]) == 1200
    assert json.loads(empty) == {"tables": {}}
