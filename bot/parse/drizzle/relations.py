"""Relations that programs query by, of either line: `relations(table, …)` and `defineRelations(tables, …)`."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Relation
from bot.parse.drizzle.functions import invoke
from bot.parse.drizzle.problems import not_understood
from bot.parse.drizzle.reading import Reading, Shape
from bot.parse.drizzle.shapes import argument, option
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, Entry, Function, Object, Unresolved, Value

TABLE_RELATIONS = "relations"
ALL_RELATIONS = ("defineRelations", "defineRelationsPart")
KINDS = ("one", "many")


def declares_relations(built: Built) -> bool:
    """Whether a chain is one of the calls that declare relations."""
    return built.name in (TABLE_RELATIONS, *ALL_RELATIONS) and len(built.calls) == 1


def read_relations(built: Built, reading: Reading) -> Iterator[Relation]:
    """The relations that such a chain declares. What of one is not known is None in it."""
    first, callback = argument(built.calls[0], 0), argument(built.calls[0], 1)
    if built.name == TABLE_RELATIONS:
        yield from _of_table(built, first, callback, reading)
    else:
        yield from _of_tables(built, first, callback, reading)


def _of_table(built: Built, table: Value, callback: Value, reading: Reading) -> Iterator[Relation]:
    source = _shape(table, reading)
    made = _called(callback, Object({kind: Entry(Builtin("drizzle-orm", kind), built.span) for kind in KINDS}), built)
    if source is None or not isinstance(made, Object):
        return
    for name, entry in made.entries.items():
        kind = entry.value.name if isinstance(entry.value, Built) else ""
        if isinstance(entry.value, Built) and kind in KINDS:
            call = entry.value.calls[0]
            options = argument(call, 1)
            target = _shape(argument(call, 0), reading)
            yield Relation(
                name,
                source.full_name,
                entry.span,
                target=target.full_name if target else None,
                is_many=kind == "many",
                columns=_columns(option(options, "fields"), reading),
                target_columns=_columns(option(options, "references"), reading),
                alias=_text(option(options, "relationName")),
            )


def _of_tables(built: Built, tables: Value, callback: Value, reading: Reading) -> Iterator[Relation]:
    # In 1.0 the callback gets one object for everything: r.one.users({…}), r.users.id.
    made = _called(callback, Builtin("drizzle-orm", "r"), built)
    if not isinstance(tables, Object) or not isinstance(made, Object):
        return
    shapes = {key: shape for key, entry in tables.entries.items() if (shape := _shape(entry.value, reading))}
    for key, declared in made.entries.items():
        source = shapes.get(key)
        if source is None or not isinstance(declared.value, Object):
            continue
        for name, entry in declared.value.entries.items():
            if isinstance(entry.value, Built):
                yield from _of_chain(name, entry, source, shapes)


def _of_chain(name: str, entry: Entry, source: Shape, shapes: dict[str, Shape]) -> Iterator[Relation]:
    chain = entry.value
    parts = chain.name.split(".") if isinstance(chain, Built) else []
    if not isinstance(chain, Built) or len(parts) != 3 or parts[1] not in KINDS:
        return
    options, target = argument(chain.calls[0], 0), shapes.get(parts[2])
    yield Relation(
        name,
        source.full_name,
        entry.span,
        target=target.full_name if target else None,
        is_many=parts[1] == "many",
        columns=_paths(option(options, "from"), shapes),
        target_columns=_paths(option(options, "to"), shapes),
        alias=_text(option(options, "alias")),
    )


def _called(callback: Value, given: Value, built: Built) -> Value:
    if not isinstance(callback, Function):
        return callback
    return invoke(callback, [given], lambda: Unresolved("", not_understood(built.span, built.name)))


def _shape(value: Value, reading: Reading) -> Shape | None:
    shape = reading.shape(value) if isinstance(value, Built) else None
    return shape if isinstance(shape, Shape) else None


def _columns(value: Value, reading: Reading) -> tuple[str, ...] | None:
    """The columns of a list, empty where there is no list, None where one of them is not known."""
    if value is UNDEFINED:
        return ()
    found = [reading.reference(item) for item in value] if isinstance(value, list) else [None]
    names = [reference.column.name for reference in found if reference]
    return tuple(names) if len(names) == len(found) else None


def _paths(value: Value, shapes: dict[str, Shape]) -> tuple[str, ...] | None:
    """The columns of `r.users.id` or of a list of such; `.through(…)`, which leads over another table, makes them unknown."""
    if value is UNDEFINED:
        return ()
    names = [_path(item, shapes) for item in (value if isinstance(value, list) else [value])]
    known = [name for name in names if name is not None]
    return tuple(known) if len(known) == len(names) else None


def _path(value: Value, shapes: dict[str, Shape]) -> str | None:
    match value.name.split(".") if isinstance(value, Builtin) else []:
        case ["r", table, column] if table in shapes and column in shapes[table].names:
            return shapes[table].names[column].name
    return None


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None
