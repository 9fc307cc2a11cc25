"""Random statements for PostgreSQL. Many of them make no sense at the moment they come: the server refuses those, and they are left out."""

from typing import Any

from hypothesis import strategies as st

LONG = "a_rather_long_table_name_that_fills_the_space_of_an_identifier"
TABLES = st.sampled_from(("a", "a", "a", "b", "b", "ab", '"Odd T"', LONG))
COLUMN_NAMES = ("id", "x", "y", '"Mixed"', '"order"', "b_x")
COLUMNS = st.sampled_from(COLUMN_NAMES)
# a type with defaults that fit
TYPED = (
    ("integer", ("1", "-5", "1 + 2")),
    ("bigint", ("1",)),
    ("text", ("'x'", "lower('X')", "NULL")),
    ("varchar(10)", ("'x'", "''")),
    ("boolean", ("true", "false")),
    ("numeric(8,2)", ("0", "1.50")),
    ("timestamptz", ("now()", "CURRENT_TIMESTAMP")),
    ("date", ("'2024-01-01'",)),
    ("serial", ()),
    ("mood", ("'x'",)),
    ("integer[]", ("'{}'",)),
    ("small", ("3",)),
)
DEFAULTS = st.sampled_from(("1", "'x'", "now()", "NULL", "true", "'2024-01-01'", "1 + 2", "'{}'", "-5", "lower('X')"))
NAMES = st.sampled_from(("one", "two", "a_x_key", "a_pkey", "b_pkey", "a_x_check", "a_check", "a_x_fkey", "a_x_idx", "b_x_idx", "b_x_key"))
ACTIONS = st.sampled_from(("", " ON DELETE CASCADE", " ON UPDATE SET NULL", " DEFERRABLE", " NOT VALID"))
SUFFIX = st.sampled_from(("", " CASCADE"))

START = ("CREATE TYPE mood AS ENUM ('x', 'y')", "CREATE DOMAIN small AS integer CHECK (VALUE < 10)")

Text = st.SearchStrategy[str]


def maybe(text: Text) -> Text:
    return st.one_of(st.just(""), text)


def joined(*parts: Text | str) -> Text:
    """The texts behind each other."""
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map("".join)


def listed(items: Text, most: int = 3) -> Text:
    return st.lists(items, min_size=1, max_size=most, unique=True).map(", ".join)


def conditions(*names: str) -> Text:
    """A condition over one of these columns, or two."""
    columns = st.sampled_from(names or COLUMN_NAMES)
    tests = st.sampled_from((" IS NOT NULL", "::text <> 'id'", " IS NULL OR true"))
    return st.one_of(joined(columns, tests), joined(columns, "::text <> ", columns, "::text"))


@st.composite
def column(draw: Any, name: str | None = None) -> str:
    """A column definition that makes sense on its own."""
    name = name or draw(COLUMNS)
    type_, defaults = draw(st.sampled_from(TYPED))
    words = [name, type_]
    if defaults and draw(st.integers(0, 2)) == 0:
        words.append(f"DEFAULT {draw(st.sampled_from(defaults))}")
    clauses = st.one_of(
        st.sampled_from(("NOT NULL", "UNIQUE", "UNIQUE NULLS NOT DISTINCT", "PRIMARY KEY")),
        joined("CHECK (", conditions(name), ")"),
        joined("CONSTRAINT ", NAMES, " CHECK (", conditions(name), ")"),
    )
    if draw(st.integers(0, 2)) == 0:
        words.append(draw(clauses))
    return " ".join(words)


def constraint(*names: str) -> Text:
    """A table constraint over these columns."""
    columns = st.sampled_from(names or COLUMN_NAMES)
    named = maybe(joined("CONSTRAINT ", NAMES, " "))
    bodies = st.one_of(
        joined("PRIMARY KEY (", listed(columns), ")"),
        joined("UNIQUE (", listed(columns), ")", maybe(st.just(" DEFERRABLE"))),
        joined("UNIQUE (", listed(columns), ")"),
        joined("CHECK (", conditions(*names), ")"),
        joined("FOREIGN KEY (", columns, ") REFERENCES ", TABLES, maybe(joined(" (", COLUMNS, ")")), ACTIONS),
        joined("EXCLUDE (", columns, " WITH =)"),
    )
    return joined(named, bodies)


@st.composite
def create_table(draw: Any, name: str | None = None) -> str:
    """A new table; the first ones have their names given, and name no other table."""
    is_first = name is not None
    name = name or draw(TABLES)
    columns = draw(st.lists(COLUMNS, min_size=2, max_size=5, unique=True))
    parts = [draw(column(each)) for each in columns]
    if not is_first and draw(st.booleans()):
        parts.append(draw(constraint(*columns)))
    if not is_first and draw(st.integers(0, 9)) == 0:
        parts.append("LIKE " + draw(joined(TABLES, st.sampled_from(("", " INCLUDING ALL", " INCLUDING DEFAULTS", " INCLUDING INDEXES")))))
    tail = draw(joined(" INHERITS (", TABLES, ")")) if not is_first and draw(st.integers(0, 2)) == 0 else ""
    return f"CREATE TABLE {name} ({', '.join(parts)}){tail}"


def action() -> Text:
    return st.one_of(
        joined("ADD COLUMN ", maybe(st.just("IF NOT EXISTS ")), column()),
        joined("ADD ", constraint()),
        joined("DROP COLUMN ", maybe(st.just("IF EXISTS ")), COLUMNS, SUFFIX),
        joined("DROP CONSTRAINT ", maybe(st.just("IF EXISTS ")), NAMES, SUFFIX),
        joined("ALTER ", COLUMNS, " TYPE ", st.sampled_from(("bigint", "text", "integer", "varchar(10)", "numeric(8,2)")), " USING NULL"),
        joined("ALTER ", COLUMNS, " TYPE ", st.sampled_from(("bigint", "text", "varchar(20)"))),
        joined("ALTER ", COLUMNS, st.sampled_from((" SET NOT NULL", " DROP NOT NULL", " DROP DEFAULT", " DROP IDENTITY IF EXISTS"))),
        joined("ALTER ", COLUMNS, " SET DEFAULT ", DEFAULTS),
        joined("ALTER ", COLUMNS, " ADD GENERATED BY DEFAULT AS IDENTITY"),
    )


def alter_table() -> Text:
    head = joined("ALTER TABLE ", maybe(st.just("ONLY ")), TABLES, " ")
    one = st.one_of(
        joined("RENAME COLUMN ", COLUMNS, " TO ", COLUMNS),
        joined("RENAME TO ", TABLES),
        joined("RENAME CONSTRAINT ", NAMES, " TO ", NAMES),
        joined("VALIDATE CONSTRAINT ", NAMES),
        joined("INHERIT ", TABLES),
        joined("NO INHERIT ", TABLES),
    )
    several: Text = st.lists(action(), min_size=1, max_size=3, unique=True).map(", ".join)
    return joined(head, st.one_of(several, several, one))


def index() -> Text:
    part = st.one_of(COLUMNS, joined(COLUMNS, " DESC"), joined("lower(", COLUMNS, "::text)"), joined("(", COLUMNS, " IS NULL)"))
    where = maybe(joined(" WHERE ", conditions()))
    include = maybe(joined(" INCLUDE (", COLUMNS, ")"))
    name = maybe(joined(NAMES, " "))
    return st.one_of(
        joined("CREATE ", maybe(st.just("UNIQUE ")), "INDEX ", name, "ON ", TABLES, " (", listed(part), ")", include, where),
        joined("DROP INDEX ", maybe(st.just("IF EXISTS ")), NAMES, SUFFIX),
        joined("ALTER INDEX ", NAMES, " RENAME TO ", NAMES),
    )


def other() -> Text:
    return st.one_of(
        joined("DROP TABLE ", TABLES, SUFFIX),
        st.sampled_from(("DROP TYPE mood CASCADE", "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'z'")),
        st.sampled_from(
            ("DROP DOMAIN small CASCADE", "CREATE DOMAIN small AS integer CHECK (VALUE < 10)", "ALTER TYPE mood RENAME TO temper")
        ),
        joined("COMMENT ON COLUMN ", TABLES, ".", COLUMNS, " IS 'said'"),
    )


def sequences() -> st.SearchStrategy[list[Any]]:
    """Statements in order: two tables at first, then anything."""
    following = st.one_of(alter_table(), alter_table(), alter_table(), index(), index(), create_table(), other())
    first = st.tuples(create_table("a"), create_table("b"))
    return st.tuples(first, st.lists(following, min_size=4, max_size=12)).map(lambda both: [*START, *both[0], *both[1]])
