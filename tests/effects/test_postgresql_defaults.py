"""Which functions make ADD COLUMN … DEFAULT write every row: our list against the server's own catalogue."""

import pytest

from bot.effects.postgresql_defaults import STABLE, is_computed_per_row
from bot.model import Expression, Unknown
from tests.effects.servers import postgresql

WITH_EXTENSION = {"uuid_nil", "uuid_ns_dns"}


def test_no_function_that_we_call_stable_is_volatile_on_the_server():
    with postgresql() as connection:
        found = dict(
            connection.execute("select proname, bool_or(provolatile = 'v') from pg_proc where proname = any(%s) group by 1", [list(STABLE)])
        )
    assert STABLE - set(found) <= WITH_EXTENSION | {"trim"}  # trim is syntax for btrim
    assert not [name for name, volatile in found.items() if volatile]


@pytest.mark.parametrize(
    ("default", "computed"),
    [
        ("'random()'", False),
        ("now()", False),
        ("now() + interval '1 day'", False),
        ("current_timestamp(3)", False),
        ("'{}'::jsonb", False),
        ("array[]::text[]", False),
        ("cast('a' as varchar(9))", False),
        ("timezone('utc', now())", False),
        ("gen_random_uuid()", True),
        ("gen_random_uuid ()", True),
        ("clock_timestamp()", True),
        ("(random() * 100)::integer", True),
        ("nextval('s')", True),
        ("lower(random()::text)", True),
        ("app.next_code()", True),
        ('"nanoid"(21)', True),
    ],
)
def test_a_default_is_computed_for_each_row(default: str, *, computed: bool):
    assert is_computed_per_row(Expression(default)) is computed


@pytest.mark.parametrize("default", [None, Unknown("someFunction()")])
def test_what_was_not_read_is_not_called_computed(default: Unknown | None):
    assert not is_computed_per_row(default)


@pytest.mark.parametrize(
    "default",
    ["now()", "now() + interval '1 day'", "'{}'::jsonb", "gen_random_uuid()", "(random() * 100)::integer", "current_timestamp(3)"],
)
def test_the_server_writes_the_table_for_the_same_defaults(default: str):
    with postgresql() as connection:
        connection.execute("create table t (id int); insert into t values (1)")
        before = connection.execute("select pg_relation_filenode('t')").fetchone()
        kind = next(name for word, name in (("json", "jsonb"), ("uuid", "uuid"), ("random", "int"), ("", "timestamptz")) if word in default)
        connection.execute(f"alter table t add column c {kind} default {default}")
        after = connection.execute("select pg_relation_filenode('t')").fetchone()
    assert (before != after) is is_computed_per_row(Expression(default))
