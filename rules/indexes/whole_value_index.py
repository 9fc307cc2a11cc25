"""A B-tree over jsonb, an array or a tsvector: it finds whole values, never what is in them."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Index, Table

CONTAINERS = frozenset({"jsonb", "tsvector"})


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "B-tree index on a container type", "ko": "컨테이너 타입에 대한 B-tree 인덱스"},
    message={
        "en": "{index} is a {method} index on {column} ({type}): it serves only comparisons of the whole value, not `@>`, `?` or `@@`, "
        "and refuses values that do not fit a page; use GIN, or index the expression that is looked up",
        "ko": "{index}은(는) {column}({type})에 대한 {method} 인덱스입니다. 값 전체를 비교할 때만 쓰이고 `@>`, `?`, `@@` 조회에는 쓰이지 "
        "않으며, 페이지에 들어가지 않는 값은 저장할 수 없습니다. GIN을 쓰거나 조회하는 표현식에 인덱스를 만드십시오",
    },
)
def whole_value_index(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each index that is not unique and starts with such a column; a unique one forbids repeated values, which may be meant."""
    for index in table.indexes:
        column = table.column(index.columns[0]) if index.columns and index.method in (None, "btree", "hash") else None
        kind = _container(column) if column else None
        if column and kind and not index.unique and not index.parts[0].opclass:
            yield Hit(index, index=_title(index), method=index.method or "btree", column=column.name, type=kind)


def _container(column: Column) -> str | None:
    used = column.type
    if not isinstance(used, ColumnType):
        return None
    return f"{used.name}[]" if used.dimensions else used.name if used.name in CONTAINERS else None


def _title(index: Index) -> str:
    return index.name or f"({', '.join(index.columns)})"
