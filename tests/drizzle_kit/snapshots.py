"""A snapshot of drizzle-kit, of any line → the neutral form of docs/neutral-form.md.

Up to 0.31 a snapshot is a tree of tables, from 1.0 on a flat list of entities, `ddl`. What a format does not record at all stands in
`UNRECORDED`, and `recorded` takes it out of the other side before the two are compared.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from tests.drizzle_kit.text import default, expression, type_text, unqualified

Data: TypeAlias = dict[str, Any]

DIALECTS = {"pg": "postgresql", "postgres": "postgresql", "postgresql": "postgresql", "mysql": "mysql", "sqlite": "sqlite"}
IDENTITIES = {"always": "always", "bydefault": "by default"}
LISTS = ("views", "existing_views", "sequences", "roles", "schemas")
# By format: keys of a table, of an index, of the whole.
UNRECORDED: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    ("postgresql", "5"): (
        ("checks", "rls", "policies"),
        ("implicit", "order", "opclass", "method", "where"),
        ("views", "existing_views", "sequences", "roles"),
    ),
    ("postgresql", "7"): ((), ("implicit",), ()),
    ("mysql", "5"): ((), ("implicit", "order"), ()),
    ("mysql", "6"): ((), ("implicit",), ()),
    ("sqlite", "5"): (("checks", "order of keys"), ("implicit", "order"), ("views", "existing_views")),
    ("sqlite", "6"): ((), ("implicit", "order"), ()),
    ("sqlite", "7"): (("nulls in the key",), ("order",), ()),
}


def neutral_snapshot(snapshot: Data) -> Data:
    """The neutral form of a snapshot, without `problems`."""
    dialect = DIALECTS[snapshot["dialect"]]
    whole = _from_list(snapshot["ddl"], dialect) if isinstance(snapshot.get("ddl"), list) else _from_tree(snapshot, dialect)
    for table in whole["tables"].values():
        _settle(table, dialect)
    whole.update(
        {key: sorted(whole[key]) for key in LISTS}, tables=dict(sorted(whole["tables"].items())), enums=dict(sorted(whole["enums"].items()))
    )
    return whole


def recorded(data: Data, snapshot: Data) -> Data:
    """Neutral data without what the snapshot's format does not record, and without `problems`."""
    dialect = DIALECTS[snapshot["dialect"]]
    of_table, of_index, of_whole = UNRECORDED.get((dialect, str(snapshot["version"])), ((), (), ()))
    kept = {key: value for key, value in data.items() if key not in (*of_whole, "problems")}
    folded = _as_indexes if (dialect, str(snapshot["version"])) == ("mysql", "6") else dict
    return {**kept, "tables": {name: _recorded_table(folded(table), of_table, of_index) for name, table in data["tables"].items()}}


def _as_indexes(table: Data) -> Data:
    """From 1.0 on MySQL's unique constraints, which are unique indexes there, are recorded as such."""
    indexes = [*table["indexes"], *(_unique_index(unique) for unique in table["unique_constraints"])]
    return {
        **table,
        "uniques": [],
        "unique_constraints": [],
        "indexes": sorted(indexes, key=lambda index: (str(index["name"]), index["columns"])),
    }


def _unique_index(unique: Data) -> Data:
    columns = unique["columns"]
    return {
        "name": unique["name"],
        "columns": columns,
        "order": ["asc"] * len(columns),
        "opclass": None,
        "unique": True,
        "where": None,
        "method": None,
    }


def _recorded_table(table: Data, of_table: Iterable[str], of_index: Iterable[str]) -> Data:
    indexes = [{key: value for key, value in index.items() if key not in of_index} for index in table["indexes"]]
    if "order of keys" in of_table:
        table = {**table, "primary_key": sorted(table["primary_key"])}
    if "nulls in the key" in of_table and len(table["primary_key"]) == 1:
        table = {**table, "columns": {name: _without_nulls(column) for name, column in table["columns"].items()}}
    return {key: value for key, value in {**table, "indexes": indexes}.items() if key not in of_table}


def _without_nulls(column: Data) -> Data:
    """1.0 writes `notNull: false` for the key of an SQLite table, whether the statement says NOT NULL or leaves it out."""
    return {key: value for key, value in column.items() if key != "nullable"} if column["primary_key"] else column


def _blank() -> Data:
    lists: Data = {key: [] for key in ("primary_key", "unique_constraints", "indexes", "foreign_keys", "checks", "policies")}
    return {"columns": {}, **lists, "rls": False}


def _full(schema: str | None, name: str) -> str:
    return name if schema in (None, "", "public") else f"{schema}.{name}"


# Up to 0.31: a tree


def _from_tree(snapshot: Data, dialect: str) -> Data:
    enums = {_full(enum.get("schema"), enum["name"]): _items(enum["values"]) for enum in _items(snapshot.get("enums"))}
    tables = {_full(table.get("schema"), table["name"]): _table(table, dialect, _short(enums)) for table in _items(snapshot["tables"])}
    views = [(_full(view.get("schema"), view["name"]), view.get("isExisting")) for view in _items(snapshot.get("views"))]
    return {
        "dialect": dialect,
        "tables": tables,
        "enums": enums,
        "views": [name for name, existing in views if not existing],
        "existing_views": [name for name, existing in views if existing],
        "sequences": [_full(sequence.get("schema"), sequence["name"]) for sequence in _items(snapshot.get("sequences"))],
        "roles": list(snapshot.get("roles") or {}),
        "schemas": list((snapshot.get("schemas") or {}).values()),
    }


def _items(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else list(value or ())


def _short(enums: Iterable[str]) -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in enums)


def _table(table: Data, dialect: str, enums: frozenset[str]) -> Data:
    columns = {column["name"]: _column(column, dialect, enums) for column in _items(table["columns"])}
    own = [column["name"] for column in _items(table["columns"]) if column.get("primaryKey")]
    composite = next((_items(key["columns"]) for key in _items(table.get("compositePrimaryKeys"))), own)
    checks = (*_items(table.get("checkConstraints")), *_items(table.get("checkConstraint")))
    return {
        "columns": columns,
        "primary_key": composite,
        "unique_constraints": [_unique(unique) for unique in _items(table.get("uniqueConstraints"))],
        "indexes": [_index(index, table["name"], columns, dialect) for index in _items(table.get("indexes"))],
        "foreign_keys": [_old_key(key, dialect) for key in _items(table.get("foreignKeys"))],
        "checks": [_check(check, table["name"]) for check in checks],
        "policies": [_policy(policy) for policy in _items(table.get("policies"))],
        # The flag says only whether .enableRLS() was called; the statements enable it for a policy as well.
        "rls": bool(table.get("isRLSEnabled") or table.get("policies")),
    }


def _old_key(key: Data, dialect: str) -> Data:
    """On SQLite a name stands in the snapshot only: the statements leave it out, and the neutral form has the default one."""
    columns = key["columnsFrom"]
    default_name = "_".join((key["tableFrom"], *columns, key["tableTo"], *key["columnsTo"], "fk"))
    return {**_foreign_key(key, columns), **({"name": default_name} if dialect == "sqlite" else {})}


# From 1.0 on: a list


def _from_list(entities: list[Data], dialect: str) -> Data:
    enums = {_full(enum["schema"], enum["name"]): list(enum["values"]) for enum in _of(entities, "enums")}
    views = [(_full(view.get("schema"), view["name"]), view.get("isExisting")) for view in _of(entities, "views")]
    tables = {
        _full(table.get("schema"), table["name"]): {**_blank(), "rls": bool(table.get("isRlsEnabled"))} for table in _of(entities, "tables")
    }
    for entity in entities:
        table = tables.get(_full(entity.get("schema"), entity.get("table") or ""))
        if table is not None:
            _add_part(table, entity, dialect, _short(enums))
    return {
        "dialect": dialect,
        "tables": tables,
        "enums": enums,
        "views": [name for name, existing in views if not existing],
        "existing_views": [name for name, existing in views if existing],
        "sequences": [_full(sequence["schema"], sequence["name"]) for sequence in _of(entities, "sequences")],
        "roles": [role["name"] for role in _of(entities, "roles")],
        "schemas": [schema["name"] for schema in _of(entities, "schemas")],
    }


def _of(entities: list[Data], kind: str) -> list[Data]:
    return [entity for entity in entities if entity["entityType"] == kind]


def _add_part(table: Data, entity: Data, dialect: str, enums: frozenset[str]) -> None:
    name = entity["table"]
    match entity["entityType"]:
        case "columns":
            table["columns"][entity["name"]] = _column(entity, dialect, enums)
        case "pks":
            table["primary_key"] = list(entity["columns"])
        case "uniques":
            table["unique_constraints"].append(_unique(entity))
        case "indexes":
            table["indexes"].append({**_index(entity, name, table["columns"], dialect), "implicit": entity.get("nameExplicit") is False})
        case "fks":
            table["foreign_keys"].append(_foreign_key(entity, entity["columns"]))
        case "checks":
            table["checks"].append(_check(entity, name))
        case "policies":
            table["policies"].append(_policy(entity))


# The parts, which all formats write almost alike


def _column(column: Data, dialect: str, enums: frozenset[str]) -> Data:
    kind = type_text(column["type"], column.get("typeSchema"), enums=enums, dimensions=column.get("dimensions") or 0)
    increments = bool(column.get("autoincrement") or column.get("autoIncrement"))
    return {
        "type": kind,
        "nullable": not column.get("notNull", False),
        "default": default(column.get("default"), kind, dialect),
        "primary_key": False,
        "autoincrement": None if dialect == "postgresql" else increments,
        "identity": IDENTITIES[column["identity"]["type"].lower().replace(" ", "")] if column.get("identity") else None,
        "generated": _generated(column.get("generated"), dialect),
        "on_update": bool(column.get("onUpdateNow") or column.get("onUpdate")) if dialect == "mysql" else None,
    }


def _generated(generated: Data | None, dialect: str) -> str | None:
    if not generated:
        return None
    return f"{expression(generated['as'])} {(generated.get('type') or ('stored' if dialect == 'postgresql' else 'virtual')).lower()}"


def _unique(unique: Data) -> Data:
    columns = [column if isinstance(column, str) else column["value"] for column in unique["columns"]]
    return {"name": unique["name"], "columns": columns, "nulls_not_distinct": bool(unique.get("nullsNotDistinct"))}


def _index(index: Data, table: str, columns: Iterable[str], dialect: str) -> Data:
    parts = [_index_part(part, table, frozenset(columns)) for part in index["columns"]]
    classes = [operator_class for _, _, operator_class in parts]
    # InnoDB takes USING for a wish and makes a B-tree all the same.
    method = index.get("method") or "btree" if dialect == "postgresql" else None
    return {
        "name": index["name"],
        "columns": [text for text, _, _ in parts],
        "order": [order for _, order, _ in parts],
        "opclass": classes if any(classes) else None,
        "unique": bool(index.get("isUnique")),
        "where": expression(unqualified(index.get("where"), table)),
        "method": method.lower() if method else None,
    }


def _index_part(part: Any, table: str, columns: frozenset[str]) -> tuple[str | None, str, str | None]:
    """Text, order and operator class. A part that is no column is SQL, which SQLite's and MySQL's older formats do not say."""
    if isinstance(part, str):
        return (part if part in columns else unqualified(expression(part), table)), "asc", None
    text = part.get("expression", part.get("value"))
    operator_class = part.get("opclass")
    if isinstance(operator_class, dict):
        operator_class = None if operator_class.get("default") else operator_class["name"]
    shown = unqualified(expression(text), table) if part.get("isExpression") else text
    return shown, "desc" if part.get("asc") is False else "asc", operator_class


def _foreign_key(key: Data, columns: list[str]) -> Data:
    return {
        "name": key["name"],
        "columns": list(columns),
        "ref_table": _full(key.get("schemaTo"), key["tableTo"]),
        "ref_columns": list(key["columnsTo"]),
        "on_delete": (key.get("onDelete") or "no action").lower(),
        "on_update": (key.get("onUpdate") or "no action").lower(),
    }


def _check(check: Data, table: str) -> Data:
    return {"name": check["name"], "expr": expression(unqualified(check["value"], table))}


def _policy(policy: Data) -> Data:
    to = policy.get("to", policy.get("roles")) or []
    return {
        "name": policy["name"],
        "as_": (policy.get("as") or "permissive").lower(),
        "for_": (policy.get("for") or "all").lower(),
        "to": sorted([to] if isinstance(to, str) else to),
        "using": expression(policy.get("using")),
        "with_check": expression(policy.get("withCheck")),
    }


# What follows from the parts together


def _settle(table: Data, dialect: str) -> None:
    """Nullability that a key implies, the short list of uniques, and the order of everything."""
    key = table["primary_key"]
    for name, column in table["columns"].items():
        column["primary_key"] = name in key
        implied = name in key and (dialect != "sqlite" or len(key) == 1)
        counted = dialect == "postgresql" and (column["identity"] or column["type"] in ("smallserial", "serial", "bigserial"))
        column["nullable"] = column["nullable"] and not implied and not counted
    table["uniques"] = [list(columns) for columns in sorted({tuple(unique["columns"]) for unique in table["unique_constraints"]})]
    for kind in ("unique_constraints", "indexes"):
        table[kind].sort(key=lambda part: (str(part["name"]), part["columns"]))
    for kind in ("checks", "policies"):
        table[kind].sort(key=lambda part: str(part["name"]))
    table["foreign_keys"].sort(key=lambda key: (key["columns"], key["ref_table"], key["ref_columns"], str(key["name"])))
