"""What depends on more than one statement: what is new, what was renamed, what the runner does, what was not written."""

import pytest

from bot.model import Effect

NONE: frozenset[Effect] = frozenset()
FAILS = frozenset({Effect.FAILS})
BREAKS = frozenset({Effect.BREAKS_RUNNING_CODE})
LOSES = frozenset({Effect.LOSES_DATA})
REBUILDS = frozenset({Effect.REWRITES_TABLE, Effect.BLOCKS_WRITES})
INDEXES = frozenset({Effect.BUILDS_INDEX, Effect.BLOCKS_WRITES})

USERS = "CREATE TABLE users (id integer PRIMARY KEY, name text, email text);"


def test_nothing_that_happens_to_a_new_table_does_anything_to_anybody(steps):
    text = """
        CREATE TABLE orders (id integer, user_id integer);
        CREATE INDEX orders_user ON orders (user_id);
        ALTER TABLE orders ADD COLUMN total integer NOT NULL;
        ALTER TABLE orders ALTER COLUMN id TYPE bigint;
        ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id);
        UPDATE orders SET total = 0;
        ALTER TABLE orders RENAME TO purchases;
        DROP TABLE purchases;"""
    assert set(steps(USERS, text)) == {NONE}


def test_a_table_that_the_same_migration_renamed_is_not_new(steps):
    assert steps(USERS, "ALTER TABLE users RENAME TO people; CREATE INDEX people_name ON people (name);") == [BREAKS, INDEXES]


def test_a_renamed_table_is_not_new_for_a_plain_change_either(changes):
    assert changes(USERS, "ALTER TABLE users RENAME TO people; CREATE INDEX people_name ON people (name);") == [BREAKS, INDEXES]


def test_a_new_table_beside_the_renamed_one_is_new_however_alike(steps):
    text = """
        CREATE TABLE members (id integer, name text, email text, joined date);
        ALTER TABLE users RENAME TO people;
        CREATE INDEX members_name ON members (name);
        CREATE INDEX people_name ON people (name);"""
    assert steps(USERS + "ALTER TABLE users ADD COLUMN rank integer;", text) == [NONE, BREAKS, NONE, INDEXES]


def test_a_table_that_was_dropped_and_made_again_is_the_old_one(steps):
    text = "DROP TABLE users; CREATE TABLE users (id integer PRIMARY KEY); CREATE INDEX users_id ON users (id);"
    assert steps(USERS, text)[0] == LOSES | BREAKS


@pytest.mark.parametrize(
    ("transaction", "expected"), [("all", FAILS), ("file", FAILS), ("none", {Effect.BUILDS_INDEX}), (None, {Effect.BUILDS_INDEX})]
)
def test_concurrently_fails_only_where_the_runner_is_known_to_open_a_transaction(steps, transaction, expected):
    assert steps(USERS, "CREATE INDEX CONCURRENTLY n ON users (name);", transaction=transaction) == [expected]


def test_concurrently_fails_in_a_transaction_for_a_new_table_too(steps):
    found = steps("", "CREATE TABLE a (id integer); CREATE INDEX CONCURRENTLY n ON a (id);", transaction="all")
    assert found == [NONE, FAILS]


def test_vacuum_fails_in_a_transaction(steps):
    assert steps(USERS, "VACUUM;", transaction="all") == [FAILS]


def test_a_plain_change_does_not_know_what_else_the_migration_does(changes):
    base = USERS + "CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id));"
    assert changes(base, "DROP TABLE users CASCADE;")[-1] == LOSES | BREAKS


def test_values_that_leave_an_enum_cost_a_rewrite_where_a_column_has_the_type(changes):
    base = "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (id integer PRIMARY KEY, m mood);"
    found = changes(base, "ALTER TYPE mood RENAME VALUE 'b' TO 'c';")
    assert found == [{Effect.REWRITES_TABLE, Effect.BLOCKS_READS, Effect.BLOCKS_WRITES, Effect.BREAKS_RUNNING_CODE}]


def test_renaming_an_enum_value_touches_no_row_but_breaks_code(steps):
    base = "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (id integer PRIMARY KEY, m mood);"
    assert steps(base, "ALTER TYPE mood RENAME VALUE 'b' TO 'c';") == [BREAKS]


def test_row_security_switched_on_hides_every_row(steps):
    assert steps(USERS, "ALTER TABLE users ENABLE ROW LEVEL SECURITY;") == [BREAKS]


class TestRebuildOnSqlite:
    CHILD = "CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users (id) ON DELETE CASCADE);"
    REBUILD = """
        CREATE TABLE __new_users (id integer PRIMARY KEY, name text NOT NULL, email text);
        INSERT INTO __new_users (id, name, email) SELECT id, name, email FROM users;
        DROP TABLE users;
        ALTER TABLE __new_users RENAME TO users;
        CREATE INDEX users_name ON users (name);"""

    def test_it_is_a_rewrite_and_neither_a_drop_nor_a_rename(self, steps):
        assert steps(USERS, self.REBUILD, dialect="sqlite") == [NONE, NONE, REBUILDS | BREAKS, NONE, INDEXES]  # name is required now

    def test_a_column_that_is_left_behind_is_lost(self, steps):
        text = self.REBUILD.replace(", email text)", ")").replace(", email", "")
        assert steps(USERS, text, dialect="sqlite")[2] == REBUILDS | LOSES | BREAKS

    def test_the_rows_of_children_go_where_keys_are_checked_in_the_transaction(self, steps):
        found = steps(USERS + self.CHILD, self.REBUILD, dialect="sqlite", driver="better-sqlite3", transaction="all")
        assert found[2] == REBUILDS | LOSES | BREAKS

    def test_the_rows_of_children_stay_where_keys_are_not_checked(self, steps):
        found = steps(USERS + self.CHILD, self.REBUILD, dialect="sqlite", driver="libsql", transaction="all")
        assert found[2] == REBUILDS | BREAKS

    def test_a_new_table_with_another_name_does_not_save_the_rows(self, steps):
        text = "CREATE TABLE members (id integer PRIMARY KEY, name text, email text); DROP TABLE users;"
        assert steps(USERS, text, dialect="sqlite")[1] == LOSES | BREAKS


class TestPlainChangesOnSqlite:
    def test_what_alter_table_cannot_do_is_a_rebuild(self, changes):
        base = "CREATE TABLE a (id integer PRIMARY KEY, n integer);"
        assert changes(base, "ALTER TABLE a DROP COLUMN n;", dialect="sqlite") == [REBUILDS | LOSES | BREAKS]


def test_a_rewrite_on_mysql_is_documented_to_be_the_same_as_on_mariadb(steps):
    base = "CREATE TABLE t (id int PRIMARY KEY, a int);"
    assert (
        steps(base, "ALTER TABLE t MODIFY a bigint;", dialect="mysql")
        == steps(base, "ALTER TABLE t MODIFY a bigint;", dialect="mariadb")
        == [REBUILDS]
    )


def test_mysql_copies_for_a_collation_where_mariadb_does_not(steps):
    base = "CREATE TABLE t (id int PRIMARY KEY, s varchar(9) COLLATE utf8mb4_general_ci);"
    text = "ALTER TABLE t MODIFY s varchar(9) COLLATE utf8mb4_bin;"
    assert steps(base, text, dialect="mysql") == [REBUILDS]
    assert steps(base, text, dialect="mariadb") == [NONE]


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE users SET name = '' -- where nothing is\n;",
        "UPDATE users SET name = (SELECT email FROM users u WHERE u.id = 1);",
        "UPDATE \"users\" SET name = ' where ';",
        "UPDATE ONLY public.users SET name = '';",
        "UPDATE users SET name = '' WHERE true;",
        "UPDATE users SET name = '' WHERE 1 = 1",
    ],
)
def test_a_condition_somewhere_else_is_no_condition(steps, text):
    assert steps(USERS, text) == [{Effect.SCANS_TABLE, Effect.BLOCKS_WRITES}]


@pytest.mark.parametrize(
    "text",
    ["DELETE FROM users WHERE id = 1;", "INSERT INTO users (id) VALUES (1);", "WITH o AS (SELECT 1) DELETE FROM users USING o WHERE true;"],
)
def test_rows_that_are_named_are_meant(steps, text):
    assert steps(USERS, text) == [NONE]
