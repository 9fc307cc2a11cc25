import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.model import (
    LANGUAGES,
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
    Language,
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
from bot.parse.types import canonical_type
from bot.render.neutral import neutral, type_text

SPAN = Span("schema.ts", 3, 4)
INTEGER = ColumnType("integer")


def full_table() -> Table:
    return Table(
        "orders",
        SPAN,
        schema="shop",
        columns=(
            Column("id", INTEGER, SPAN, nullable=False, identity=Identity(always=True)),
            Column("state", ColumnType("state", user_defined=True), SPAN, default=Expression("'new'")),
            Column("twice", INTEGER, SPAN, generated=Generated(Expression("id * 2"), stored=True)),
            Column("odd", Unknown("strange(1)"), SPAN, default=Unknown("clock()")),
        ),
        primary_key=PrimaryKey(("id",), SPAN),
        uniques=(UniqueConstraint("b", ("twice", "id"), SPAN), UniqueConstraint("a", ("twice", "id"), SPAN, nulls_not_distinct=True)),
        foreign_keys=(ForeignKey("fk", ("id",), "users", ("id",), SPAN, on_delete="cascade"),),
        checks=(CheckConstraint("positive", Expression("id > 0"), SPAN),),
        indexes=(
            Index(
                "z",
                (IndexPart("id", descending=True, opclass="int4_ops"), IndexPart(expression=Expression("lower(x)"))),
                SPAN,
                method="btree",
            ),
            Index("y", (IndexPart("id"),), SPAN, unique=True, where=Expression("id > 0"), method="btree", implicit=True),
        ),
        policies=(Policy("own", SPAN, roles=("public",), using=Expression("true")),),
        row_security=True,
    )


def full_schema(dialect: Dialect = Dialect.POSTGRESQL) -> Schema:
    return Schema(
        dialect,
        tables=(full_table(), Table("empty", SPAN)),
        enums=(Enum("state", ("new", "done"), SPAN),),
        views=(View("late", None, SPAN, existing=True), View("early", None, SPAN, schema="shop")),
        sequences=(Sequence("numbers", SPAN),),
        roles=("editor",),
        namespaces=("shop",),
    )


def problem() -> Problem:
    return Problem(SPAN, Message.of(en="no {name} in {places}", ko="{places}에 {name}이(가) 없습니다", name="x", places=("a", "b")))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads((Path(__file__).parents[2] / "docs/schemas/inspect.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *schema["$defs"].values()]


def test_the_json_schema_is_closed_and_wants_every_key(validator: Draft202012Validator) -> None:
    assert all(
        node["additionalProperties"] is False and set(node["required"]) == set(node["properties"]) for node in objects(validator.schema)
    )


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_schema_fits_it(validator: Draft202012Validator, dialect: Dialect, language: Language) -> None:
    validator.validate(json.loads(json.dumps(neutral(full_schema(dialect), [problem()], language))))


def test_a_missing_key_does_not_fit(validator: Draft202012Validator) -> None:
    made = neutral(full_schema(), [])
    del made["tables"]["shop.orders"]["columns"]["id"]["identity"]
    assert not validator.is_valid(made)


def test_a_table_is_written_out() -> None:
    made = neutral(full_schema(), [])["tables"]["shop.orders"]
    assert made["columns"]["id"] == {
        "type": "integer",
        "nullable": False,
        "default": None,
        "primary_key": True,
        "autoincrement": None,
        "identity": "always",
        "generated": None,
        "on_update": None,
    }
    assert made["columns"]["odd"]["type"] == "?strange(1)"
    assert made["columns"]["odd"]["default"] == "?clock()"
    assert made["columns"]["twice"]["generated"] == "id * 2 stored"
    assert made["uniques"] == [["twice", "id"]]
    assert [unique["name"] for unique in made["unique_constraints"]] == ["a", "b"]
    assert made["indexes"][1] == {
        "name": "z",
        "columns": ["id", "lower(x)"],
        "order": ["desc", "asc"],
        "opclass": ["int4_ops", None],
        "unique": False,
        "where": None,
        "method": "btree",
        "implicit": False,
    }
    assert made["indexes"][0]["implicit"] is True
    assert made["rls"] is True


def test_an_index_part_written_as_sql_stays_as_it_was_written() -> None:
    written = IndexPart("id", descending=True, opclass="int4_ops", spelling='"id" int4_ops desc')
    index = Index("i", (written, IndexPart("state", descending=True)), SPAN)
    (made,) = neutral(Schema(Dialect.POSTGRESQL, (Table("t", SPAN, indexes=(index,)),)), [])["tables"]["t"]["indexes"]
    assert (made["columns"], made["order"], made["opclass"]) == (['"id" int4_ops desc', "state"], ["asc", "desc"], None)


def test_lists_beside_the_tables() -> None:
    made = neutral(full_schema(Dialect.MARIADB), [])
    assert made["dialect"] == "mysql"
    assert (made["views"], made["existing_views"]) == (["shop.early"], ["late"])
    assert (made["sequences"], made["roles"], made["schemas"]) == (["numbers"], ["editor"], ["shop"])
    assert "version" not in made


@pytest.mark.parametrize(("language", "message"), [("en", "no x in a, b"), ("ko", "a, b에 x이(가) 없습니다")])
def test_problems_speak_the_language(language: Language, message: str) -> None:
    assert neutral(full_schema(), [problem()], language)["problems"] == [{"path": "schema.ts", "line": 3, "message": message}]


@pytest.mark.parametrize(
    ("written", "dialect", "text"),
    [
        ("int4", "postgresql", "integer"),
        ("character varying(80)", "postgresql", "varchar(80)"),
        ("timestamptz(3)", "postgresql", "timestamp(3) with time zone"),
        ("numeric(10, 2)", "postgresql", "numeric(10,2)"),
        ("numeric(10)", "postgresql", "numeric(10)"),
        ("numeric(10, 0)", "postgresql", "numeric(10,0)"),
        ("interval day to second(3)", "postgresql", "interval day to second(3)"),
        ("text[][]", "postgresql", "text[][]"),
        ("vector(3)", "postgresql", "vector(3)"),
        ("BIGINT UNSIGNED", "mysql", "bigint unsigned"),
        ("enum('a','it''s')", "mysql", "enum('a','it''s')"),
        ("TEXT(20)", "sqlite", "text(20)"),
    ],
)
def test_types_have_one_spelling(written: str, dialect: str, text: str) -> None:
    kind = canonical_type(written, Dialect(dialect))
    assert type_text(kind, Dialect(dialect)) == text


def test_autoincrement_and_on_update_belong_to_mysql() -> None:
    column = Column("n", ColumnType("int"), SPAN, autoincrement=True, on_update=Expression("current_timestamp"))
    for dialect, expected in [(Dialect.MYSQL, (True, True)), (Dialect.SQLITE, (True, None)), (Dialect.POSTGRESQL, (None, None))]:
        made = neutral(Schema(dialect, (Table("t", SPAN, columns=(column,)),)), [])["tables"]["t"]["columns"]["n"]
        assert (made["autoincrement"], made["on_update"]) == expected
