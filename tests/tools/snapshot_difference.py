"""The difference of two drizzle-kit snapshots and our Changes in the same words, so that the two can be held against each other."""

import copy
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.model import Change, RenameColumn, RenameTable, ReviewedChange, change_kind, change_object

Entry = tuple[str, ...]


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("snapshot_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def snapshot(tool: ModuleType, tree: Any, path: str | None) -> dict[str, Any] | None:
    content = tree.read(path) if path else None
    return tool.normalise(json.loads(content)) if isinstance(content, bytes) else None


def expected(tool: ModuleType, before: dict[str, Any], after: dict[str, Any], *, strict: bool = False) -> Iterator[Entry]:
    """The difference of two snapshots, one entry an object; `strict` sees letter case in expressions and methods of indexes too."""
    for kind, where, old, new in tool.diff(before, after, strict):
        head = kind.split(".")[0]
        match head:
            case "table" | "column" | "index" | "policy" | "view" if "." not in kind:
                yield (head, where, "-" if new is False else "+")
            case "unique":
                yield (head, where, ",".join(sorted(new or old)), "-" if new is None else "+")
            case "foreign_key":
                key = new or old
                yield (head, where, ",".join(key[0]), "-" if new is None else "+")
            case "rls":
                yield ("table", where, "~")
            case _:
                yield (head, where, "~")


def reported(changes: Iterable[Change], dialect: str) -> Iterator[Entry]:
    """Our Changes in the same words, but for renames of tables and columns, which `renamed` carries out."""
    for change in changes:
        if isinstance(change, RenameTable | RenameColumn):
            continue
        kind, about = change_kind(change), change_object(change)
        verb, _, noun = kind.partition("-")
        sign = {"add": "+", "drop": "-", "alter": "~"}.get(verb, "")
        if noun in ("unique", "index", "foreign-key"):
            yield from keys(change, noun, change.table.full_name, dialect)
        elif noun == "primary-key":
            yield ("primary_key", change.table.full_name, "~")
        elif noun == "check":
            table = change.table.full_name
            yield from {(noun, f"{table}:{part.name or 'check'}", "~") for part in (change.before, change.after) if part}
        elif noun == "enum":
            yield (noun, about, "~")
        elif noun in ("table", "column", "policy", "view"):
            yield (noun, about, sign)


def keys(change: Any, noun: str, table: str, dialect: str) -> Iterator[Entry]:
    """The entries of a constraint or index: an altered one is dropped and added where its columns name it."""
    sides = [(side, sign) for side, sign in ((change.before, "-"), (change.after, "+")) if side]
    for part, sign in sides:
        columns = ",".join(sorted(part.columns)) if noun != "foreign-key" else ",".join(part.columns)
        folded = noun == "index" and dialect != "postgresql" and part.unique and part.is_plain
        if noun == "foreign-key":
            yield ("foreign_key", table, columns, sign)
        elif noun == "unique" or folded:
            yield ("unique", table, columns, sign)
        elif len(sides) == 2 and change.before.name == change.after.name:
            yield ("index", f"{table}:{part.name}", "~")
        else:
            yield ("index", f"{table}:{part.name}", sign)


def in_migrations_only(reviewed: ReviewedChange) -> bool:
    """Whether only statements of migrations say so: drizzle-kit's snapshots record what the schema files declare and nothing else."""
    return bool(reviewed.places) and all(place.span.path.endswith(".sql") for place in reviewed.places)


def renamed(model: dict[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """The base's snapshot after our renames, so that what else changed in a renamed table or column is compared as well."""
    model = copy.deepcopy(model)
    for change in changes:
        if isinstance(change, RenameTable):
            _rename_table(model, change.before.full_name, change.after.full_name)
    for change in changes:
        if isinstance(change, RenameColumn):
            _rename_column(model, change.table.full_name, change.before.name, change.after.name)
    return model


def _rename_table(model: dict[str, Any], old: str, new: str) -> None:
    if old in model["tables"]:
        model["tables"][new] = model["tables"].pop(old)
    for table in model["tables"].values():
        for key in table["foreign_keys"]:
            key["ref_table"] = new if key["ref_table"] == old else key["ref_table"]


def _rename_column(model: dict[str, Any], owner: str, old: str, new: str) -> None:
    def follow(columns: list[str]) -> list[str]:
        return [new if column == old else column for column in columns]

    table = model["tables"].get(owner)
    if table is None or old not in table["columns"]:
        return
    table["columns"][new] = table["columns"].pop(old)
    table["primary_key"], table["uniques"] = follow(table["primary_key"]), [follow(columns) for columns in table["uniques"]]
    for part in (*table["unique_constraints"], *table["indexes"], *table["foreign_keys"]):
        part["columns"] = follow(part["columns"])
    for part, text in [*((index, "where") for index in table["indexes"]), *((check, "expr") for check in table["checks"])]:
        part[text] = part[text] and re.sub(rf"\b{re.escape(old)}\b", new, part[text])
    for key in (key for other in model["tables"].values() for key in other["foreign_keys"] if key["ref_table"] == owner):
        key["ref_columns"] = follow(key["ref_columns"])
