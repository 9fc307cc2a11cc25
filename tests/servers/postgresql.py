"""PostgreSQL's catalogue as a Schema, read without the product's SQL reader: expressions are the server's own texts."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row

from bot.model import (
    SEQUENCE_DEFAULTS,
    CheckConstraint,
    Column,
    ColumnType,
    Dialect,
    Domain,
    Enum,
    Exclusion,
    Expression,
    ForeignKey,
    Generated,
    Identity,
    Index,
    IndexPart,
    OtherType,
    Policy,
    PrimaryKey,
    Routine,
    Schema,
    Sequence,
    Span,
    Table,
    Trigger,
    UniqueConstraint,
    View,
    full_name,
)
from tests.servers import catalog_postgresql as sql

HERE = Span("pg_catalog", 1, 1)
SPACES = "n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'"
ACTIONS = {"a": "no action", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default", " ": "no action"}
COMMANDS = {"*": "all", "r": "select", "a": "insert", "w": "update", "d": "delete"}
SERIALS = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}
LARGEST = {"smallint": "32767", "integer": "2147483647"}
SMALLEST = {"smallint": "-32768", "integer": "-2147483648"}
DESCENDING, NULLS_FIRST = 1, 2

Row = Any
Connection = psycopg.Connection[Any]


def space(name: str | None) -> str | None:
    return None if name in ("public", None) else name


def read(connection: Connection, prefix: str = "") -> Schema:
    """What the catalogue holds; with a prefix only the schemas whose names begin with it, named without it."""
    return _Reader(connection, prefix).schema()


class _Reader:
    def __init__(self, connection: Connection, prefix: str) -> None:
        self.connection = connection
        self.prefix = prefix
        self.spaces = f"n.nspname LIKE '{prefix}%%'" if prefix else SPACES

    def space(self, name: str | None) -> str | None:
        return space(name.removeprefix(self.prefix) if name and self.prefix else name)

    def rows(self, query: str) -> list[Row]:
        with self.connection.cursor(row_factory=namedtuple_row) as cursor:
            return cursor.execute(query.replace("{spaces}", self.spaces).replace("%%", "%")).fetchall()

    def by_owner(self, query: str) -> dict[int, list[Row]]:
        found = defaultdict(list)
        for row in self.rows(query):
            found[row.owner].append(row)
        return found

    def schema(self) -> Schema:
        queries = (sql.COLUMNS, sql.CONSTRAINTS, sql.INDEXES, sql.POLICIES, sql.TRIGGERS)
        parts = [self.by_owner(query) for query in queries]
        self.sequences = {row.oid: row for row in self.rows(sql.SEQUENCES)}
        self.filling: set[int] = set()
        tables = tuple(self.table(row, [part[row.oid] for part in parts]) for row in self.rows(sql.TABLES))
        return Schema(
            Dialect.POSTGRESQL,
            tables=tables,
            enums=tuple(Enum(r.name, tuple(r.values), HERE, schema=self.space(r.space)) for r in self.rows(sql.ENUMS)),
            views=tuple(self.view(row, parts[2][row.oid]) for row in self.rows(sql.VIEWS)),
            sequences=tuple(self.sequence(row) for oid, row in self.sequences.items() if oid not in self.filling),
            namespaces=tuple(r.space for r in self.rows(sql.NAMESPACES) if self.space(r.space)),
            domains=tuple(map(self.domain, self.rows(sql.DOMAINS))),
            types=tuple(OtherType(r.name, r.kind, HERE, schema=self.space(r.space)) for r in self.rows(sql.TYPES)),
            routines=tuple(
                Routine(r.name, r.kind, HERE, schema=self.space(r.space), arguments=tuple(r.arguments)) for r in self.rows(sql.ROUTINES)
            ),
        )

    def table(self, row: Row, parts: list[list[Row]]) -> Table:
        columns, constraints, indexes, policies, triggers = parts
        by_kind = defaultdict(list)
        for constraint in constraints:
            by_kind[constraint.kind].append(constraint)
        made = {index.oid: index for index in indexes}
        options = [("unlogged", "yes")] if row.unlogged else []
        options += [("partition by", row.partition)] if row.partition else []
        options += [tuple(option.split("=", 1)) for option in row.options or ()]
        return Table(
            row.name,
            HERE,
            schema=self.space(row.space),
            columns=tuple(self.column(column) for column in columns),
            primary_key=next((self.primary_key(each, made[each.index]) for each in by_kind["p"]), None),
            uniques=tuple(self.unique(each, made[each.index]) for each in by_kind["u"]),
            foreign_keys=tuple(map(self.foreign_key, by_kind["f"])),
            checks=tuple(map(check, by_kind["c"])),
            indexes=tuple(map(index_of, (index for index in indexes if not index.constrained))),
            policies=tuple(map(policy, policies)),
            row_security=row.secured,
            comment=row.comment,
            options=tuple(sorted(options)),
            parents=tuple(full_name(self.space(where), name) for where, name in row.parents),
            bounds=row.bounds,
            exclusions=tuple(Exclusion(index_of(made[e.index]), tuple(e.operators), waiting(e)) for e in by_kind["x"]),
            triggers=tuple(Trigger(t.name, full_name(self.space(t.space), t.routine), HERE) for t in triggers),
            row_security_forced=row.forced,
        )

    def column(self, row: Row) -> Column:
        dimensions = row.type.count("[]")
        type_ = ColumnType(row.type.removesuffix("[]"), dimensions=dimensions)
        value = row.value
        filled = bool(value) and value.startswith("nextval(") and row.sequence and value == f"nextval('{self.regclass(row)}'::regclass)"
        if filled and row.type in SERIALS:
            self.filling.add(row.sequence)
            type_, value = ColumnType(SERIALS[row.type]), None
        if row.identity:
            self.filling.add(row.sequence)
        return Column(
            row.name,
            type_,
            HERE,
            nullable=not row.not_null,
            default=Expression(value) if value is not None and not row.generated else None,
            generated=Generated(Expression(value), row.generated == "s") if row.generated else None,
            identity=Identity(row.identity == "a", self.options(self.sequences[row.sequence], row.type)) if row.identity else None,
            collation=row.collation,
            comment=row.comment,
            inherited=row.inherited,
            not_null_validated=row.not_null_validated,
            sequence=row.sequence_name if row.sequence in self.filling else None,
        )

    def regclass(self, row: Row) -> str:
        return self.connection.execute("SELECT %s::oid::regclass::text", (row.sequence,)).fetchone()[0].replace("'", "''")

    def options(self, row: Row, size: str) -> tuple[tuple[str, str], ...]:
        """Those that differ from what the server assumes by direction and size; LIKE copies an end as if it were written."""
        values = {name: getattr(row, name) for name in ("increment", "minvalue", "maxvalue", "start", "cache", "cycle")}
        if values["increment"].startswith("-"):
            ends = {"maxvalue": "-1", "minvalue": SMALLEST.get(size, "-9223372036854775808"), "start": row.maxvalue}
        else:
            ends = {"maxvalue": LARGEST.get(size, SEQUENCE_DEFAULTS["maxvalue"]), "start": row.minvalue}
        assumed = SEQUENCE_DEFAULTS | ends
        return tuple(sorted((name, value) for name, value in values.items() if value != assumed[name]))

    def sequence(self, row: Row) -> Sequence:
        owner = f"{full_name(self.space(row.owner_space), row.owner_table)}.{row.owner_column}" if row.owner_column else None
        values = self.options(row, row.size)
        if row.size != "bigint":
            values = tuple(sorted((*values, ("as", row.size))))
        return Sequence(row.name, HERE, schema=self.space(row.space), options=values, owner=owner)

    def primary_key(self, row: Row, index: Row) -> PrimaryKey:
        return PrimaryKey(tuple(row.columns), HERE, row.name, include=included(index), deferrable=waiting(row))

    def unique(self, row: Row, index: Row) -> UniqueConstraint:
        given = {"nulls_not_distinct": index.not_distinct, "include": included(index), "deferrable": waiting(row)}
        return UniqueConstraint(row.name, tuple(row.columns), HERE, **given)

    def foreign_key(self, row: Row) -> ForeignKey:
        return ForeignKey(
            row.name,
            tuple(row.columns),
            full_name(self.space(row.target_space), row.target),
            tuple(row.target_columns),
            HERE,
            on_delete=ACTIONS[row.on_delete],
            on_update=ACTIONS[row.on_update],
            validated=row.validated,
            deferrable=waiting(row),
            match_full=row.matching == "f",
        )

    def domain(self, row: Row) -> Domain:
        checks = (CheckConstraint(name, Expression(text), HERE, validated=valid == "true") for name, text, valid in row.checks)
        default = Expression(row.value) if row.value is not None else None
        given = {"schema": self.space(row.space), "nullable": not row.not_null, "default": default}
        return Domain(row.name, ColumnType(row.type), HERE, checks=tuple(sorted(checks, key=lambda c: c.name)), **given)

    def view(self, row: Row, indexes: list[Row]) -> View:
        text = Expression(row.definition.strip().removesuffix(";"))
        given = {"materialized": row.materialized, "columns": tuple(row.columns), "comment": row.comment}
        return View(row.name, text, HERE, schema=self.space(row.space), indexes=by_name(map(index_of, indexes)), **given)


def by_name(parts: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(parts, key=lambda part: part.name))


def waiting(row: Row) -> str:
    return "deferrable initially deferred" if row.waits else "deferrable" if row.can_wait else ""


def included(index: Row) -> tuple[str, ...]:
    return tuple(index.columns[index.keys :])


def check(row: Row) -> CheckConstraint:
    return CheckConstraint(
        row.name, Expression(row.expression), HERE, validated=row.validated, no_inherit=row.no_inherit, inherited=row.inherited
    )


def index_of(row: Row) -> Index:
    return Index(
        row.name,
        tuple(_part(row, place) for place in range(row.keys)),
        HERE,
        unique=row.is_unique,
        method=row.method,
        where=Expression(row.predicate) if row.predicate else None,
        include=included(row),
        nulls_not_distinct=row.not_distinct,
    )


def _part(row: Row, place: int) -> IndexPart:
    column, option = row.columns[place], row.options[place]
    descending, first = bool(option & DESCENDING), bool(option & NULLS_FIRST)
    return IndexPart(
        column,
        None if column else Expression(row.texts[place]),
        descending=descending,
        nulls=None if first == descending else "first" if first else "last",
        opclass=row.opclasses[place],
        collation=row.collations[place],
    )


def policy(row: Row) -> Policy:
    texts = {"using": row.seen and Expression(row.seen), "with_check": row.checked and Expression(row.checked)}
    return Policy(row.name, HERE, permissive=row.permissive, command=COMMANDS[row.command], roles=tuple(sorted(row.roles)), **texts)
