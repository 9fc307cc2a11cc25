"""Names that PostgreSQL cuts to the same 63 bytes, of which it takes only the first."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bot.lint.rule import Context, Hit, rule
from bot.model import POSTGRESQL_NAME_BYTES, Schema, Table


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "names that are cut to the same one", "ko": "잘려서 같아지는 이름"},
    message={
        "en": "PostgreSQL keeps 63 bytes of a name, and {names} are the same up to there: the second one is refused as already there; "
        "name one of them yourself",
        "ko": "PostgreSQL은 이름을 63바이트까지만 보관하는데 {names}은(는) 거기까지 같습니다. 두 번째는 이미 있는 이름이라고 거부되므로 "
        "한쪽의 이름을 직접 지정하십시오",
    },
)
def colliding_names(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Columns and constraints within their table; tables, views, indexes and the indexes of unique constraints within their schema."""
    spaces: dict[tuple[str | None, ...], list[Any]] = defaultdict(list)
    for table in schema.tables:
        for space, part in _named(table):
            if part.name and len(part.name.encode()) > POSTGRESQL_NAME_BYTES:
                spaces[*space, part.name.encode()[:POSTGRESQL_NAME_BYTES].decode(errors="ignore")].append(part)
    for cut, parts in spaces.items():
        if len({part.name for part in parts}) > 1:
            names = tuple(dict.fromkeys(part.name for part in parts))
            yield Hit(parts[0], object=f"{cut[0] or 'public'}:{cut[-1]}", names=names, also=tuple(part.span for part in parts[1:]))


def _named(table: Table) -> Iterator[tuple[tuple[str | None, ...], Any]]:
    """The table and its parts with what their names must differ within."""
    yield (table.schema, "relation"), table
    yield from (((table.full_name, "column"), column) for column in table.columns)
    yield from (((table.full_name, "constraint"), part) for part in (*table.foreign_keys, *table.checks))
    yield from (((table.schema, "relation"), part) for part in (*table.indexes, *table.uniques))
