"""The tables of the program."""


def start(connection):
    connection.execute("CREATE TABLE IF NOT EXISTS calls (id bigint PRIMARY KEY, answer text)")
