"""Schemas for property tests: every object of the model, in all dialects, in the canonical form that readers give."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from hypothesis import strategies as st

from bot.model import (
    CheckConstraint,
    Column,
    ColumnType,
    Dialect,
    Enum,
    Expression,
    ForeignKey,
    Generated,
    Identity,
    Index,
    IndexPart,
    Message,
    Policy,
    PrimaryKey,
    Problem,
    Schema,
    Sequence,
    Span,
    Table,
    UniqueConstraint,
    Unknown,
    View,
)

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

HERE = Span("schema.ts", 1, 1)
TABLE_NAMES = ("users", "orders", "order", "lineItems", "line_items", 'odd "name', "회원")
COLUMN_NAMES = ("id", "user_id", "userId", "name", "select", "created at", "`tick`")
ACTIONS = ("no action", "restrict", "cascade", "set null")
IDENTITY = (("start", "5"), ("increment", "2"), ("cycle", "yes"), ("minvalue", "-3"))
SEQUENCE = (*IDENTITY, ("as", "integer"), ("cache", "20"))
OPTIONS = {
    Dialect.POSTGRESQL: (("fillfactor", "70"), ("unlogged", "yes")),
    Dialect.MYSQL: (("engine", "innodb"), ("charset", "utf8mb4"), ("collate", "utf8mb4_bin")),
    Dialect.MARIADB: (("engine", "aria"), ("row_format", "dynamic")),
    Dialect.SQLITE: (("strict", "yes"),),
}
UNREAD = Message.of(en="this was not understood: {text}", ko="{text}을(를) 이해하지 못했습니다", text="x")

POSTGRESQL_TYPES = (
    *map(ColumnType, ("smallint", "integer", "bigint", "serial", "text", "boolean", "real", "double precision", "jsonb", "uuid", "date")),
    ColumnType("varchar", length=255),
    ColumnType("char", length=2),
    ColumnType("numeric", precision=10, scale=2),
    ColumnType("numeric"),
    ColumnType("timestamp", with_time_zone=True),
    ColumnType("timestamp", precision=3),
    ColumnType("time", precision=6, with_time_zone=True),
    ColumnType("interval", modifiers=("day to second",), precision=3),
    ColumnType("vector", length=3),
    ColumnType("geometry", modifiers=("point", "4326")),
    ColumnType("text", dimensions=1),
    ColumnType("varchar", length=20, dimensions=2),
)
MYSQL_TYPES = (
    *map(ColumnType, ("tinyint", "smallint", "int", "bigint", "text", "mediumtext", "boolean", "double", "json", "date", "datetime")),
    ColumnType("int", unsigned=True),
    ColumnType("varchar", length=255),
    ColumnType("decimal", precision=10, scale=2),
    ColumnType("timestamp", precision=3),
    ColumnType("binary", length=16),
    ColumnType("enum", values=("new", "it's", "ab,c")),
)
SQLITE_TYPES = (*map(ColumnType, ("integer", "int", "text", "real", "blob", "numeric")), ColumnType("varchar", length=20))
TYPES = {
    Dialect.POSTGRESQL: POSTGRESQL_TYPES,
    Dialect.MYSQL: MYSQL_TYPES,
    Dialect.MARIADB: MYSQL_TYPES,
    Dialect.SQLITE: SQLITE_TYPES,
}
DEFAULTS = {
    "text": ("'new'", "'it''s -- ; \"x\"'", "''"),
    "varchar": ("'new'", "'null'"),
    "integer": ("0", "42"),
    "int": ("0",),
    "bigint": ("-1",),
    "boolean": ("true", "false"),
    "numeric": ("1.5",),
    "decimal": ("0.00",),
    "timestamp": ("current_timestamp",),
    "jsonb": ("'{\"a\":1}'",),
    "uuid": ("gen_random_uuid()",),
}


def dialects() -> st.SearchStrategy[Dialect]:
    return st.sampled_from(Dialect)


def quoted(name: str, dialect: Dialect) -> str:
    mark = "`" if dialect.is_mysql_family else '"'
    return f"{mark}{name.replace(mark, mark * 2)}{mark}"


@st.composite
def columns(draw: Draw[Any], dialect: Dialect, enums: tuple[Enum, ...] = ()) -> Column:
    named = tuple(ColumnType(enum.name, schema=enum.schema, user_defined=True) for enum in enums)
    used = draw(st.sampled_from((*TYPES[dialect], *named)))
    default = draw(st.sampled_from((None, *DEFAULTS.get(used.name, ())))) if not used.dimensions else None
    column = Column(
        draw(st.sampled_from(COLUMN_NAMES)),
        used,
        HERE,
        nullable=draw(st.booleans()) and not used.is_serial,
        default=None if default is None else Expression(default),
        attribute=draw(st.sampled_from((None, "one", "two"))),
    )
    return draw(_special(column, dialect))


@st.composite
def _special(draw: Draw[Any], column: Column, dialect: Dialect) -> Column:
    used = column.type
    assert isinstance(used, ColumnType)
    kind = draw(st.sampled_from(("plain", "plain", "comment", "collation", "generated", "identity", "on update", "charset")))
    if kind == "comment" and dialect is not Dialect.SQLITE:
        return replace(column, comment="what it's for")
    if kind == "collation" and used.name == "text" and not used.dimensions:
        return replace(column, collation={Dialect.POSTGRESQL: "C", Dialect.SQLITE: "nocase"}.get(dialect, "utf8mb4_bin"))
    if kind == "generated" and used.name in ("integer", "int"):
        return replace(column, default=None, generated=Generated(Expression("1 + 1"), stored=True))
    if kind == "identity" and dialect is Dialect.POSTGRESQL and used.name in ("integer", "bigint"):
        return replace(column, default=None, nullable=False, identity=Identity(draw(st.booleans()), draw(_some_options(IDENTITY))))
    if kind == "on update" and dialect.is_mysql_family and used == ColumnType("datetime"):
        return replace(column, on_update=Expression("current_timestamp"))
    if kind == "charset" and dialect.is_mysql_family and used.name == "varchar":
        return replace(column, charset="latin1", collation=draw(st.sampled_from((None, "latin1_bin"))))
    return column


def _some_options(known: tuple[tuple[str, str], ...]) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    return st.lists(st.sampled_from(known), max_size=3, unique=True).map(sorted).map(tuple)


@st.composite
def tables(draw: Draw[Any], dialect: Dialect, name: str, others: tuple[str, ...], enums: tuple[Enum, ...] = (), *, implicit: bool) -> Table:
    own = draw(st.lists(columns(dialect, enums), min_size=1, max_size=5, unique_by=lambda column: column.name.lower()))
    key = draw(_primary_key(own, f"{name}_pkey" if dialect is Dialect.POSTGRESQL else None))
    schema = draw(st.sampled_from((None, None, None, "app"))) if dialect is Dialect.POSTGRESQL else None
    table = Table(name, HERE, schema, columns=_not_null(own, key, dialect), primary_key=key)
    table = replace(table, options=draw(_some_options(OPTIONS[dialect]))) if draw(st.booleans()) else table
    table = draw(_counting(table, dialect))
    if dialect is not Dialect.SQLITE:
        table = replace(table, comment=draw(st.sampled_from((None, None, "all of them"))))
    table = replace(
        table,
        uniques=_distinct(draw(st.lists(_uniques(table, dialect, implicit=implicit), max_size=2))),
        foreign_keys=_distinct(draw(st.lists(_foreign_keys(table, others, dialect, implicit=implicit), max_size=2))),
        checks=_distinct(draw(st.lists(_checks(table, dialect), max_size=2))),
        indexes=_distinct(draw(st.lists(_indexes(table, dialect, implicit=implicit), max_size=3))),
    )
    if dialect is Dialect.POSTGRESQL:
        policies = draw(st.lists(_policies(table), max_size=2))
        return replace(table, policies=_distinct(policies), row_security=draw(st.booleans()))
    return table


@st.composite
def _counting(draw: Draw[Any], table: Table, dialect: Dialect) -> Table:
    """AUTOINCREMENT, where the only key column can have it."""
    first = table.columns[0]
    words = {Dialect.MYSQL: "bigint", Dialect.MARIADB: "bigint", Dialect.SQLITE: "integer"}
    if dialect not in words or first.generated or draw(st.booleans()):
        return table
    counting = replace(
        first, type=ColumnType(words[dialect]), nullable=False, default=None, autoincrement=True, collation=None, charset=None
    )
    counting = replace(counting, on_update=None)
    return replace(table, columns=(counting, *table.columns[1:]), primary_key=PrimaryKey((first.name,), HERE))


def _distinct(parts: list[Any]) -> tuple[Any, ...]:
    return tuple({part.name: part for part in parts}.values())


@st.composite
def _primary_key(draw: Draw[Any], own: list[Column], name: str | None) -> PrimaryKey | None:
    names = [column.name for column in own]
    chosen = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    return PrimaryKey(tuple(chosen), HERE, name) if chosen else None


def _not_null(own: list[Column], key: PrimaryKey | None, dialect: Dialect) -> tuple[Column, ...]:
    return tuple(replace(column, nullable=False) if key and key.forbids_null(column.name, dialect) else column for column in own)


def _some(table: Table) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(table.column_names()), min_size=1, max_size=2, unique=True)


@st.composite
def _uniques(draw: Draw[Any], table: Table, dialect: Dialect, *, implicit: bool) -> UniqueConstraint:
    chosen = tuple(draw(_some(table)))
    by_tool = implicit and draw(st.booleans())
    name = f"{table.name}_{'_'.join(chosen)}_unique" if by_tool else f"{table.name}_uq{draw(st.integers(1, 3))}"
    distinct = dialect is Dialect.POSTGRESQL and draw(st.booleans())
    return UniqueConstraint(name, chosen, HERE, nulls_not_distinct=distinct, implicit=by_tool)


@st.composite
def _foreign_keys(draw: Draw[Any], table: Table, others: tuple[str, ...], dialect: Dialect, *, implicit: bool) -> ForeignKey:
    chosen = tuple(draw(_some(table)))
    target = draw(st.sampled_from((*others, table.full_name)))
    by_tool = implicit and draw(st.booleans())
    name = f"{table.name}_{'_'.join(chosen)}_{target}_fk" if by_tool else f"{table.name}_fk{draw(st.integers(1, 3))}"
    actions = st.sampled_from(ACTIONS)
    columns_there = tuple(draw(st.permutations(COLUMN_NAMES)))[: len(chosen)]
    return ForeignKey(name, chosen, target, columns_there, HERE, draw(actions), draw(actions), draw(_validated(dialect)), by_tool)


def _validated(dialect: Dialect) -> st.SearchStrategy[bool]:
    return st.sampled_from((True, True, False) if dialect is Dialect.POSTGRESQL else (True,))


@st.composite
def _checks(draw: Draw[Any], table: Table, dialect: Dialect) -> CheckConstraint:
    column = quoted(draw(st.sampled_from(table.column_names())), dialect)
    text = draw(st.sampled_from((f"{column} > 0", f"length({column}) < 10 or {column} is null", f"{column} in ('a', 'B')")))
    return CheckConstraint(f"{table.name}_check{draw(st.integers(1, 3))}", Expression(text), HERE, draw(_validated(dialect)))


@st.composite
def _indexes(draw: Draw[Any], table: Table, dialect: Dialect, *, implicit: bool) -> Index:
    chosen = draw(_some(table))
    parts = tuple(draw(_index_part(column, dialect)) for column in chosen)
    by_tool = implicit and draw(st.booleans())
    name = f"{table.name}_{'_'.join(chosen)}_index" if by_tool else f"{table.name}_idx{draw(st.integers(1, 3))}"
    index = Index(name, parts, HERE, unique=draw(st.booleans()), implicit=by_tool)
    column = quoted(draw(st.sampled_from(table.column_names())), dialect)
    where = None if dialect.is_mysql_family else draw(st.sampled_from((None, None, Expression(f"{column} is not null"))))
    if dialect.is_mysql_family and draw(st.booleans()):
        return replace(index, parts=(IndexPart(chosen[0]),), unique=False, method=draw(st.sampled_from(("fulltext", "spatial", "hash"))))
    if dialect is not Dialect.POSTGRESQL:
        return replace(index, where=where)
    method = draw(st.sampled_from(("btree", "btree", "hash", "gin")))
    include = tuple(draw(st.lists(st.sampled_from(table.column_names()), max_size=1)))
    unique = index.unique and method == "btree"
    return replace(index, where=where, method=method, unique=unique, include=include, nulls_not_distinct=unique and draw(st.booleans()))


@st.composite
def _index_part(draw: Draw[Any], column: str, dialect: Dialect) -> IndexPart:
    kind = draw(st.sampled_from(("plain", "plain", "descending", "expression", "special")))
    if kind == "descending":
        return IndexPart(column, descending=True)
    if kind == "expression":
        call = Expression(f"lower({quoted(column, dialect)})")
        return IndexPart(expression=call, collation="C" if dialect is Dialect.POSTGRESQL and draw(st.booleans()) else None)
    if kind == "special" and dialect is Dialect.POSTGRESQL:
        return IndexPart(column, nulls="first", opclass="text_ops")
    if kind == "special" and dialect.is_mysql_family:
        return IndexPart(column, length=10)
    return IndexPart(column)


@st.composite
def _policies(draw: Draw[Any], table: Table) -> Policy:
    column = quoted(draw(st.sampled_from(table.column_names())), Dialect.POSTGRESQL)
    command = draw(st.sampled_from(("all", "select", "insert", "update")))
    return Policy(
        f"policy {draw(st.integers(1, 2))}",
        HERE,
        permissive=draw(st.booleans()),
        command=command,
        roles=draw(st.sampled_from((("public",), ("app", "current_user")))),
        using=None if command == "insert" else Expression(f"{column} = 1"),
        with_check=None if command == "select" else draw(st.sampled_from((None, Expression("true")))),
    )


@st.composite
def schemas(draw: Draw[Any], dialect: Dialect | None = None, *, implicit: bool = False) -> Schema:
    """A fully read Schema; with `implicit`, some names are a tool's own."""
    chosen = dialect or draw(dialects())
    names = tuple(draw(st.lists(st.sampled_from(TABLE_NAMES), max_size=4, unique_by=str.lower)))
    enums = draw(_enums()) if chosen is Dialect.POSTGRESQL else ()
    schema = Schema(chosen, tuple(draw(tables(chosen, name, names, enums, implicit=implicit)) for name in names), enums=enums)
    schema = replace(schema, views=draw(_views(chosen)))
    if chosen is not Dialect.POSTGRESQL:
        return schema
    return replace(
        schema,
        sequences=tuple(draw(st.lists(_sequences(), max_size=1))),
        roles=("app",) if draw(st.booleans()) else (),
        namespaces=("app",),
    )


@st.composite
def _sequences(draw: Draw[Any]) -> Sequence:
    return Sequence("counter", HERE, draw(st.sampled_from((None, "app"))), draw(_some_options(SEQUENCE)))


@st.composite
def _enums(draw: Draw[Any]) -> tuple[Enum, ...]:
    names = draw(st.lists(st.sampled_from(("status", "Role", "mood")), max_size=2, unique=True))
    values = st.lists(st.sampled_from(("new", "done", "it's", "대기")), min_size=1, max_size=3, unique=True)
    return tuple(Enum(name, tuple(draw(values)), HERE, draw(st.sampled_from((None, "app")))) for name in names)


@st.composite
def _views(draw: Draw[Any], dialect: Dialect) -> tuple[View, ...]:
    names = draw(st.lists(st.sampled_from(("active", "old_ones")), max_size=2, unique=True))
    definitions = st.sampled_from(("select 1 as one", "select 'A' as letter, 2 as two"))
    kept = dialect is Dialect.POSTGRESQL and draw(st.booleans())
    return tuple(View(name, Expression(draw(definitions)), HERE, materialized=kept) for name in names)


@st.composite
def half_read(draw: Draw[Any], schema: Schema) -> Schema:
    """The Schema as a reader would give it that lost some objects and knows it."""
    lost = draw(st.booleans())
    kept = tuple(draw(_half_read_table(table)) for table in schema.tables if not (lost and draw(st.booleans())))
    schema = replace(schema, tables=kept)
    if not lost:
        return schema
    return replace(
        schema, enums=(), views=(), sequences=(), roles=(), namespaces=(), unread=(Problem(Span("schema.ts", 900, 900), UNREAD),)
    )


@st.composite
def _half_read_table(draw: Draw[Any], table: Table) -> Table:
    if draw(st.booleans()):
        return table
    kept = tuple(column for column in table.columns if draw(st.booleans()))
    blurred = tuple(replace(column, type=Unknown("custom(1)")) if draw(st.booleans()) else column for column in kept)
    return replace(
        table,
        columns=blurred,
        primary_key=None,
        uniques=table.uniques[1:],
        foreign_keys=(),
        checks=tuple(replace(check, expression=Unknown("sql`…`")) for check in table.checks),
        indexes=table.indexes[1:],
        policies=(),
        row_security=False,
        comment=None,
        unread=(Problem(Span("schema.ts", 800, 800), UNREAD),),
    )
