"""`schema-review sizes`: the query, and what the file states."""

import pytest


@pytest.mark.parametrize(("dialect", "words"), [("postgresql", "reltuples"), ("mysql", "table_rows"), ("mariadb", "table_rows")])
def test_the_query_needs_no_repository(dialect, words, review_bot, empty_repository):
    answer = review_bot("sizes", "--sql", "--dialect", dialect)
    assert answer.code == 0
    assert words in answer.out
    assert answer.out.count(";") == 1


def test_the_query_for_sqlite_counts_the_tables_of_the_schema(empty_repository, review_bot):
    empty_repository.write("migrations/0001_a.sql", "CREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT);\n")
    empty_repository.commit("base")
    answer = review_bot("sizes", "--sql", "--dialect", "sqlite")
    assert "  ('a', (SELECT count(*) FROM \"a\"))\n" in answer.out


def test_what_the_file_states(repository, review_bot):
    repository.write(".github/schema-sizes.json", '{"tables": {"users": 1200000}}')
    answer = review_bot("sizes")
    assert [line.split() for line in answer.out.splitlines()] == [["users", "1,200,000"], ["sessions", "not", "known"]]


def test_a_broken_file_is_said(repository, review_bot):
    repository.write(".github/schema-sizes.json", '{"tables": []}')
    assert " ".join(review_bot("sizes").out.split()).endswith(
        ".github/schema-sizes.json:1: the sizes in `.github/schema-sizes.json` do not "
        'count: `"tables" with a number of rows for each table is missing`'
    )
