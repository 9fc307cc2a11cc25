"""Indexes held against each other: which of them another one makes needless. Pure facts; what to do about it is a rule's."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from bot.model.conditions import follows
from bot.model.parts import Index, IndexPart, PrimaryKey, UniqueConstraint
from bot.model.place import Unknown
from bot.model.schema import Table
from bot.model.types import Expression

KeyPart: TypeAlias = PrimaryKey | UniqueConstraint | Index

# Of the other methods nothing but their columns is in the model: a parser of MySQL's FULLTEXT, the pages of a BRIN range.
COMPARABLE = frozenset({None, "btree", "hash", "gin", "gist"})


def key_parts(table: Table) -> Iterator[KeyPart]:
    """Everything that is an index on the server: primary key, UNIQUE constraints, indexes."""
    if table.primary_key:
        yield table.primary_key
    yield from table.uniques
    yield from table.indexes


def as_index(part: KeyPart) -> Index:
    """The index itself, or the one that the server keeps for the key."""
    if isinstance(part, Index):
        return part
    distinct = isinstance(part, UniqueConstraint) and part.nulls_not_distinct
    return Index(part.name, tuple(map(IndexPart, part.columns)), part.span, unique=True, nulls_not_distinct=distinct)


def order_of_keeping(part: KeyPart, before: Table | None) -> tuple[object, ...]:
    """Of two that do the same, the one that sorts first should stay: the stricter, what the base has, what was named, what stands first."""
    index = as_index(part)
    kind = 0 if isinstance(part, PrimaryKey) else 1 if index.unique else 2
    is_new = before is None or part not in tuple(key_parts(before))
    implicit = not isinstance(part, PrimaryKey) and part.implicit
    written = (part.span.path, part.span.line, part.span.column, part.name or "")
    return (kind, not index.nulls_not_distinct, is_new, isinstance(part, Index), implicit, *written)


def key_title(part: KeyPart) -> str:
    """What a person calls it: the name that was written, else what makes it."""
    if isinstance(part, PrimaryKey):
        return part.name or "PRIMARY KEY"
    named = part.name if isinstance(part, Index) or not part.implicit else None
    return named or f"{'UNIQUE ' if as_index(part).unique else ''}({', '.join(part.columns)})"


def repeats(index: Index, other: Index) -> bool:
    """Whether `other` has exactly the same keys of the same rows, and everything else that `index` includes.

    A B-tree is read in both directions, so that one with every direction turned round is the same. Uniqueness is not compared.
    """
    if len(index.parts) != len(other.parts) or not _comparable(index, other):
        return False
    turned = _is_ordered(index) and _keys(index, turned=True) == _keys(other)
    return _includes(index, other) and (turned or _keys(index) == _keys(other))


def is_prefix(index: Index, other: Index) -> bool:
    """Whether `other` is longer and starts with all keys of `index`, over the same rows."""
    width = len(index.parts)
    if width >= len(other.parts) or not _comparable(index, other) or not _is_ordered(index):
        return False
    head = _keys(other)[:width]
    return _includes(index, other) and head in (_keys(index), _keys(index, turned=True))


def _comparable(index: Index, other: Index) -> bool:
    """Whether both are built the same way over the same rows; what was not understood is never the same."""
    same_method = (index.method or "btree") == (other.method or "btree") and index.method in COMPARABLE
    return same_method and index.where == other.where and not (_is_unclear(index) or _is_unclear(other))


def _is_unclear(index: Index) -> bool:
    return any(isinstance(text, Unknown) for text in (index.where, *(part.expression for part in index.parts)))


def _is_ordered(index: Index) -> bool:
    return index.method in (None, "btree")


def _includes(index: Index, other: Index) -> bool:
    return set(index.include) <= {*other.include, *(part.column for part in other.parts)}


def _keys(index: Index, *, turned: bool = False) -> list[tuple[object, ...]]:
    return [_key(part, turned=turned) for part in index.parts]


def _key(part: IndexPart, *, turned: bool) -> tuple[object, ...]:
    first = part.descending if part.nulls is None else "first" in part.nulls.lower()
    direction = (part.descending ^ turned, first ^ turned)
    return part.column, part.expression, part.opclass, part.collation, part.length, *direction


def guarantees(table: Table, key: Index, renamed: Mapping[str, str]) -> bool:
    """Whether no two rows of the table can be the same in those keys, because fewer or the same ones are unique already.

    `renamed` gives the table's own names of columns that the key calls otherwise.
    """
    wanted = {_looked_up(part, renamed) for part in key.parts}
    strict = not key.nulls_not_distinct or all(
        (column := table.column(renamed.get(name, name))) is not None and not column.nullable for name in key.columns
    )
    for other in map(as_index, key_parts(table)):
        if (
            other.unique
            and _covers(other, key)
            and (strict or other.nulls_not_distinct)
            and {_looked_up(part, {}) for part in other.parts} <= wanted
        ):
            return True
    return False


def accepts_foreign_key(table: Table, columns: tuple[str, ...]) -> bool:
    """Whether something unique that is looked at at once is on exactly those columns, in any order: then a key may refer to them."""
    for part in key_parts(table):
        index = as_index(part)
        whole = index.unique and index.where is None and len(index.columns) == len(index.parts)
        at_once = not (isinstance(part, UniqueConstraint) and part.deferrable)
        if whole and at_once and set(index.columns) == set(columns):
            return True
    return False


def _covers(other: Index, key: Index) -> bool:
    """Whether the rows of the key are among the other's; rows that it leaves out for a NULL in its columns repeat nothing."""
    if other.where is None or other.where == key.where:
        return True
    spared = {f"{quote}{name}{quote} is not null" for name in other.columns for quote in ('"', "`", "")}
    if isinstance(other.where, Expression) and other.where.text in spared:
        return True
    return key.where is not None and follows(other.where, key.where)


def _looked_up(part: IndexPart, renamed: Mapping[str, str]) -> tuple[object, ...]:
    return renamed.get(part.column or "", part.column), part.expression, part.length, part.collation, part.opclass
