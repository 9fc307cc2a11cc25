"""The tables of the program."""

from sqlalchemy import Connection


def start(connection: Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS calls (id bigint PRIMARY KEY, answer text)")
