"""What migrations leave behind and a snapshot of drizzle-kit, both as a server reads them; without what only one of them can know.

A server reads an index part written as text, knows a plain name with and without quotes, and PostgreSQL keeps 63 bytes of a name.
Only a schema file knows whether a name is a default one. What has no name in SQLite has one in snapshots only: checks, which are
numbered, and foreign keys, which have a default name; such a check is known by its expression.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from tests.drizzle_kit.text import expression

Data: TypeAlias = dict[str, Any]

PART = re.compile(
    r"(?P<text>.+?)(?:\s+(?P<opclass>\w+_ops))?(?:\s+(?P<order>asc|desc))?(?:\s+nulls\s+(?:first|last))?", re.IGNORECASE | re.DOTALL
)
PLAIN = re.compile(r"""('(?:[^']|'')*')|(["`])([a-z_][a-z0-9_]*)\2""")
KEPT = 63  # bytes that PostgreSQL keeps of a name


def as_run(ours: Data, theirs: Data) -> tuple[Data, Data]:
    """Both sides in the same words."""
    left, right = _as_read(ours), _as_read(theirs)
    for name, table in left["tables"].items():
        table["checks"] = _named(table["checks"], right["tables"].get(name, {}).get("checks", ()))
    return left, right


def _as_read(data: Data) -> Data:
    return {**data, "tables": {name: _table(name, table, data["dialect"]) for name, table in data["tables"].items()}}


def _table(name: str, table: Data, dialect: str) -> Data:
    read = {
        **table,
        "checks": [{**check, "expr": _unquoted(check["expr"])} for check in table.get("checks", ())],
        "indexes": [_index(index, table["columns"]) for index in table["indexes"]],
        "foreign_keys": [{**key, "name": _key_name(key, name, dialect)} for key in table["foreign_keys"]],
    }
    if dialect == "postgresql":
        for kind in ("checks", "indexes", "foreign_keys", "unique_constraints"):
            read[kind] = [{**part, "name": part["name"] and part["name"].encode()[:KEPT].decode(errors="ignore")} for part in read[kind]]
    return read


def _unquoted(text: str | None) -> str | None:
    """Without the quotes that a name needs not."""
    return text and PLAIN.sub(lambda found: found[1] or found[3], text)


def _index(index: Data, columns: Iterable[str]) -> Data:
    """A part that stands as text: its expression or column, its operator class and its order apart."""
    parts = [PART.fullmatch(text) if text not in columns else None for text in index["columns"]]
    texts = [_text(part["text"], columns) if part else text for part, text in zip(parts, index["columns"], strict=True)]
    read = {key: value for key, value in index.items() if key != "implicit"} | {"columns": texts, "where": _unquoted(index.get("where"))}
    if "order" in index:
        read["order"] = [_order(part) or order for part, order in zip(parts, index["order"], strict=True)]
    if "opclass" in index:
        known = index["opclass"] or [None] * len(parts)
        classes = [part["opclass"] if part and part["opclass"] else opclass for part, opclass in zip(parts, known, strict=True)]
        read["opclass"] = classes if any(classes) else None
    return read


def _order(part: re.Match[str] | None) -> str | None:
    return part["order"].lower() if part and part["order"] else None


def _text(text: str, columns: Iterable[str]) -> str | None:
    bare = text[1:-1] if text[:1] in ('"', "`") else text
    return bare if bare in columns else _unquoted(expression(text))


def _key_name(key: Data, table: str, dialect: str) -> str | None:
    """SQLite's unnamed foreign keys are called `a_b_c_d_fk` up to 0.31 and `fk_a_b_c_d_fk` from 1.0 on."""
    name = "_".join((table, *key["columns"], key["ref_table"], *key["ref_columns"], "fk"))
    return name if dialect == "sqlite" and key["name"] == f"fk_{name}" else key["name"]


def _named(checks: Iterable[Data], recorded: Iterable[Data]) -> list[Data]:
    """The checks, and those without a name by that of the same check on the other side."""
    names = {check["expr"]: check["name"] for check in recorded}
    return [check if check["name"] else {**check, "name": names.get(check["expr"])} for check in checks]
