"""Two schemas in the neutral form, object by object: what agrees, what differs and in what, what one of them lacks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

Data: TypeAlias = dict[str, Any]
Objects: TypeAlias = dict[str, Data]

KINDS = ("tables", "columns", "primary keys", "uniques", "indexes", "foreign keys", "checks", "enums", "views", "policies")
COLUMN = ("type", "nullable", "default", "autoincrement", "identity", "generated", "on_update")
VERDICTS = ("agree", "spelling", "differ", "missing", "extra")
# What the meaning does not hang on; where only these differ, the verdict is "spelling".
NAMES = ("name", "implicit")
EXPRESSIONS = ("default", "generated", "where", "expr", "columns", "using", "with_check")


@dataclass(frozen=True, slots=True)
class Compared:
    """One object on both sides. `attributes` are those that are not equal; `ours` and `theirs` hold their values."""

    kind: str
    where: str
    verdict: str
    attributes: tuple[str, ...] = ()
    ours: tuple[object, ...] = ()
    theirs: tuple[object, ...] = ()

    @property
    def table(self) -> str:
        """The table that it is, or that it belongs to; empty for what stands beside tables."""
        return "" if self.kind in ("enums", "views") else self.where.partition(" ")[0]


def agreement(ours: Data, theirs: Data) -> Iterator[Compared]:
    """Every object of either side; both must be `recorded` by the same format."""
    left, right = objects(ours), objects(theirs)
    for kind in KINDS:
        mine, others = left[kind], right[kind]
        for where in [*others, *(where for where in mine if where not in others)]:
            yield _compared(kind, where, mine.get(where), others.get(where))


def _compared(kind: str, where: str, ours: Data | None, theirs: Data | None) -> Compared:
    if ours is None or theirs is None:
        return Compared(kind, where, "missing" if ours is None else "extra")
    unequal = tuple(name for name in theirs if ours.get(name) != theirs[name])
    if not unequal:
        return Compared(kind, where, "agree")
    spelled = all(name in NAMES or (name in EXPRESSIONS and loose(ours.get(name)) == loose(theirs[name])) for name in unequal)
    values = tuple(ours.get(name) for name in unequal), tuple(theirs[name] for name in unequal)
    return Compared(kind, where, "spelling" if spelled else "differ", unequal, *values)


def loose(value: object) -> object:
    """An expression without quotes, parentheses, blanks and casts."""
    if isinstance(value, list):
        return [loose(item) for item in value]
    return re.sub(r'[\s"`()]|::\w+', "", value).lower() if isinstance(value, str) else value


def objects(data: Data) -> dict[str, Objects]:
    """By kind and place. A part of a table is known by what it covers, so that its name is an attribute like others."""
    found: dict[str, Objects] = {kind: {} for kind in KINDS}
    for table, content in data["tables"].items():
        found["tables"][table] = {"rls": content.get("rls")}
        found["columns"].update(
            (f"{table} {name}", {key: column[key] for key in COLUMN if key in column}) for name, column in content["columns"].items()
        )
        if content["primary_key"]:
            found["primary keys"][table] = {"columns": content["primary_key"]}
        for kind, part in _parts(content, data["dialect"]):
            _put(found[kind], f"{table} {_key(kind, part)}", part)
    found["enums"] = {name: {"values": values} for name, values in data["enums"].items()}
    found["views"] = {name: {} for name in data.get("views", ())}
    return found


def _parts(table: Data, dialect: str) -> Iterator[tuple[str, Data]]:
    """A unique index without conditions is a unique constraint on MySQL and SQLite, and snapshots put it on either side."""
    yield from (("uniques", unique) for unique in table["unique_constraints"])
    for index in table["indexes"]:
        plain = index["unique"] and not index.get("where") and all(column in table["columns"] for column in index["columns"])
        if dialect != "postgresql" and plain:
            yield "uniques", {"name": index["name"], "columns": index["columns"], "nulls_not_distinct": False}
        else:
            yield "indexes", index
    yield from (("foreign keys", key) for key in table["foreign_keys"])
    yield from (("checks", check) for check in table.get("checks", ()))
    yield from (("policies", policy) for policy in table.get("policies", ()))


def _key(kind: str, part: Data) -> str:
    match kind:
        case "uniques":
            return f"({', '.join(map(str, part['columns']))})"
        case "indexes":
            return f"({', '.join(str(loose(column)) for column in part['columns'])}) {loose(part.get('where')) or ''}".strip()
        case "foreign keys":
            return f"({', '.join(part['columns'])}) → {part['ref_table']} ({', '.join(part['ref_columns'])})"
    return str(part["name"])


def _put(place: Objects, key: str, part: Data) -> None:
    """Two of one key stay two."""
    number = sum(1 for known in place if known.partition(" #")[0] == key)
    place[f"{key} #{number + 1}" if number else key] = part


def counted(compared: Iterable[Compared]) -> Counter[tuple[str, str]]:
    """How many of each kind and verdict; of columns also by the attributes that a reader looks at first."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in compared:
        counts[item.kind, item.verdict] += 1
        if item.kind == "columns" and item.verdict in ("agree", "spelling", "differ"):
            for name, label in (("type", "types"), ("nullable", "nullability"), ("default", "defaults")):
                counts[label, "differ" if name in item.attributes else "agree"] += 1
    return counts


def construct(item: Compared) -> str:
    """What differs, in the words by which causes are grouped: the attribute and the shape of both values."""
    if item.verdict in ("missing", "extra"):
        return f"{item.kind}: {item.verdict}"
    shapes = (
        f"{name} {shape(mine)} instead of {shape(other)}" for name, mine, other in zip(item.attributes, item.ours, item.theirs, strict=True)
    )
    return f"{item.kind}: {'; '.join(shapes) if item.verdict == 'differ' else ' and '.join(item.attributes) + ' spelled otherwise'}"


def shape(value: object) -> str:
    """A value without its own words: `'…'`, `varchar(0)`."""
    text = re.sub(r"'(?:[^']|'')*'", "'…'", str(value))
    return re.sub(r"\d+", "0", re.sub(r'"[^"]*"', '"…"', text))[:60]
