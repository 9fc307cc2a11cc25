"""The tables of the program."""

from sqlalchemy import Connection


def start(connection: Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS calls (id bigint PRIMARY KEY, answer text)")
    connection.execute("ALTER TABLE calls ADD COLUMN IF NOT EXISTS caller text NOT NULL DEFAULT ''")
