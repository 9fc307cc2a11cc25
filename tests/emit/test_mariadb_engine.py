"""MariaDB takes what is emitted, and it reads back to the same."""

import pytest

from bot.emit import create_schema
from bot.model import Dialect
from bot.parse.sql import replay


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (id serial, a int);",
        "CREATE TABLE t (id serial PRIMARY KEY, a timestamp NOT NULL DEFAULT current_timestamp);",
        "CREATE TABLE t (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'it''s');",
    ],
)
def test_the_server_takes_what_is_emitted(text, mariadb):
    schema = replay([("schema.sql", text)], dialect=Dialect.MARIADB).schema
    emitted = create_schema(schema)
    with mariadb.cursor() as cursor:
        for step in replay([("emitted.sql", emitted)], dialect=Dialect.MARIADB).steps:
            cursor.execute(step.text)

    assert replay([("emitted.sql", emitted)], dialect=Dialect.MARIADB).schema == schema
