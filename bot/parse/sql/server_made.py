"""What PostgreSQL makes of keys: those it merges, and what it calls the parts of an index by."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Column, Exclusion, Expression, Index, PrimaryKey, Table, UniqueConstraint, Unknown
from bot.parse.sql.draft import Draft
from bot.parse.sql.naming import chosen_name
from bot.parse.sql.taken import Taken

if TYPE_CHECKING:
    from bot.parse.sql.parts import Parts

CALL = re.compile(r"(?:\w+\.)?(\w+)\s*\(")
CAST = re.compile(r"::\s*([\w .\"]+)(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])*$")
INTERNAL = {
    "integer": "int4",
    "int": "int4",
    "bigint": "int8",
    "smallint": "int2",
    "boolean": "bool",
    "real": "float4",
    "double precision": "float8",
    "character varying": "varchar",
    "character": "bpchar",
    "char": "bpchar",
    "decimal": "numeric",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "time with time zone": "timetz",
}
NAME = re.compile(r'"((?:[^"]|"")+)"|(\w+)')


def merged(key: PrimaryKey | None, parts: "Parts") -> PrimaryKey | None:
    """The primary key, with the uniques in `parts` that stay: of constraints that one statement writes twice, the server makes one.

    A name that only the later one has is taken over.
    """
    uniques: list[UniqueConstraint] = []
    for unique in parts.uniques:
        if parts.primary_key and key and _facts(key) == _facts(unique):
            key = replace(key, name=key.name or unique.name)
            continue
        twin = next((place for place, other in enumerate(uniques) if _facts(other) == _facts(unique)), None)
        if twin is None:
            uniques.append(unique)
        elif uniques[twin].name is None:
            uniques[twin] = unique
    parts.uniques = uniques
    return key


def _facts(key: PrimaryKey | UniqueConstraint) -> tuple[object, ...]:
    return key.columns, key.include, key.deferrable, isinstance(key, UniqueConstraint) and key.nulls_not_distinct


def named_sequence(column: Column, table: Table, draft: Draft) -> Column:
    """A serial or identity column with the name of its sequence, where that is not the usual one."""
    if not column.has_sequence:
        return column
    name = chosen_name(table.name, column.name, "seq", Taken(draft, table, relations=True))
    return column if name == replace(column, sequence=None).sequence_in(table.name) else replace(column, sequence=name)


def with_exclusion(table: Table, exclusion: Exclusion, draft: Draft) -> Table:
    """The table with the constraint, named where it has no name."""
    if exclusion.name is None:
        taken = Taken(draft, table, relations=True, constraints=True)
        name = chosen_name(table.name, index_columns(exclusion.index), "excl", taken)
        exclusion = replace(exclusion, index=replace(exclusion.index, name=name))
    return replace(table, exclusions=tuple(sorted((*table.exclusions, exclusion), key=lambda each: each.name or "")))


def with_indexes(table: Table, indexes: Iterable[Index], draft: Draft) -> Table:
    """The table with indexes that have no names yet."""
    for index in indexes:
        name = index.name or chosen_name(table.name, index_columns(index), "idx", Taken(draft, table, relations=True))
        table = replace(table, indexes=(*table.indexes, replace(index, name=name)))
    return table


def index_columns(index: Index) -> str:
    """What the server calls the parts of an index by, joined; a name that comes twice is numbered."""
    names: list[str] = []
    for wanted in (*(part.column or called(part.expression) for part in index.parts), *index.include):
        number, name = 0, wanted
        while name in names:
            number += 1
            name = f"{wanted}{number}"
        names.append(name)
    return "_".join(names)


def called(expression: Expression | Unknown | None) -> str:
    """What an index part is called by: the function it calls, the column it casts, `case`, or `expr`."""
    return (_called(expression.text)[0] if isinstance(expression, Expression) else "") or "expr"


def _called(text: str) -> tuple[str, bool]:
    """The name, and whether it is more than that of a type or of CASE: FigureColnameInternal."""
    text = _bare(text)
    if cast := CAST.search(text):
        return _of_cast(text[: cast.start()], cast[1])
    if text.startswith("case ") and text.endswith(" end"):
        otherwise = text.rpartition(" else ")[2].removesuffix(" end") if " else " in text else ""
        name, is_sure = _called(otherwise) if otherwise else ("", False)
        return (name, True) if is_sure else ("case", False)
    if column := NAME.fullmatch(text):
        return column[1] or column[2], True
    call = CALL.match(text)
    if call is None or _closing(text, call.end() - 1) != len(text) - 1:
        return "", False
    if call[1] == "cast":
        operand, _, type_ = text[call.end() : -1].rpartition(" as ")
        return _of_cast(operand, type_)
    return call[1], True


def _of_cast(operand: str, type_: str) -> tuple[str, bool]:
    name, is_sure = _called(operand)
    bare = re.sub(r"\(.*?\)|\[\]|\"", "", type_).strip()
    return (name, True) if is_sure else (INTERNAL.get(bare, bare.rpartition(".")[2]), False)


def _bare(text: str) -> str:
    text = text.strip()
    while text.startswith("(") and _closing(text, 0) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closing(text: str, start: int) -> int:
    """Where the parenthesis closes that opens there."""
    depth = 0
    for found in re.finditer(r"'(?:[^']|'')*'|\"[^\"]*\"|[()]", text[start:]):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0:
            return start + found.start()
    return -1
