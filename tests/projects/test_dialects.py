"""What SQL gives away about its database."""

import pytest

from bot.model import Dialect
from bot.projects.dialects import dialect_of_sql


@pytest.mark.parametrize(
    ("sql", "dialect"),
    [
        ("INSERT INTO a VALUES (jsonb('1')), (jsonb('2')), (jsonb('3')); CREATE TABLE a (id integer primary key autoincrement);", "sqlite"),
        ("CREATE TABLE a (id serial, unsigned int, b jsonb); -- unsigned\nALTER TABLE a ADD unsigned int;", "postgresql"),
        ("CREATE TABLE a (id int);", None),
    ],
)
def test_several_signs_of_a_database_weigh_more_than_one_often(sql, dialect):
    assert dialect_of_sql((sql,)) == (dialect and Dialect(dialect))
