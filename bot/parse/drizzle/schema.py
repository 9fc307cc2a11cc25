"""The exports of the entry files → a Schema, as drizzle-kit collects it: what is not exported does not exist."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from bot.model import Dialect, Enum, Problem, Relation, Schema, Span, Table, Tree, View, schema_name
from bot.model import Sequence as SequenceObject
from bot.parse.drizzle.kinds import column_call, strings
from bot.parse.drizzle.modifiers import sequence_options
from bot.parse.drizzle.modules import Module, Program
from bot.parse.drizzle.policies import read_policy
from bot.parse.drizzle.problems import declared_twice, too_deep
from bot.parse.drizzle.reading import Reading, Shape, TableReading, problem_of
from bot.parse.drizzle.relations import declares_relations, read_relations
from bot.parse.drizzle.scope import Binding
from bot.parse.drizzle.shapes import SCHEMAS, EnumCall, NamedCall, argument, enum_call, is_foreign, named_call
from bot.parse.drizzle.tables import read_table
from bot.parse.drizzle.values import UNDEFINED, Built, External, Function, Object, Unresolved, Value
from bot.parse.drizzle.views import read_view
from bot.parse.sequences import canonical_sequence

HIDING = re.compile(r"(?:^|\.)(?:\w*[tT]able(?:Creator)?|\w*Enum|(?:pg|mysql|sqlite)[A-Z]\w*)(?:\(\))+$")


@dataclass(frozen=True, slots=True)
class Found:
    """What the exports declare, by identity: the same table under two names is one."""

    tables: dict[int, Table] = field(default_factory=dict)
    enums: dict[str, Enum] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    sequences: list[SequenceObject] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    namespaces: list[str] = field(default_factory=list)
    policies: list[Built] = field(default_factory=list)
    relations: dict[int, tuple[Relation, ...]] = field(default_factory=dict)
    unread: list[Problem] = field(default_factory=list)


def read_drizzle(tree: Tree, paths: Sequence[str], *, dialect: Dialect, casing: str | None = None, kit: int = 0) -> Schema:
    """The Schema that the entry files export, read without running them.

    `casing` is `snake_case` or `camelCase` of the configuration, `kit` the line of drizzle-kit (0 or 1), which decides default names.
    What could not be read stands in `unread` of the Schema or of a Table; nothing raises on bad content.
    """
    with _uncollected():
        program = Program(tree)
        schema = _read(paths, Reading(dialect, casing, kit, program))
        program.forget()
        return schema


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python's search for cycles put off: what a reading makes lives until its end, and to search it again and again costs a third."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(paths: Sequence[str], reading: Reading) -> Schema:
    found = Found()
    for path in paths:
        try:
            _collect_file(path, reading, found)
        except RecursionError:  # thousands of files or constants that only lead to each other
            found.unread.append(too_deep(Span(path, 1, 1)))
    tables = tuple(_last_of_each(_linked(found, reading)))
    broken = [problem for module in reading.program.modules.values() if isinstance(module, Module) for problem in module.damage.problems]
    said = tuple(problem for table in tables for problem in table.unread)
    return Schema(
        reading.dialect,
        tables=tuple(replace(table, unread=_causes(table.unread, reading)) if table.unread else table for table in tables),
        enums=tuple(found.enums.values()),
        views=tuple(found.views.values()),
        sequences=tuple(found.sequences),
        roles=tuple(dict.fromkeys(found.roles)),
        namespaces=tuple(dict.fromkeys(found.namespaces)),
        relations=tuple(relation for relations in found.relations.values() for relation in relations),
        unread=_causes((*found.unread, *broken), reading),
        remarks=tuple(dict.fromkeys(problem for problem in (*found.unread, *said) if not problem.unread)),
    )


def _causes(problems: Iterable[Problem], reading: Reading) -> tuple[Problem, ...]:
    """The Problems that leave something unread, each once, with the syntax error in place of what follows from it."""
    return tuple(dict.fromkeys(_cause(problem, reading) for problem in problems if problem.unread))


def _cause(problem: Problem, reading: Reading) -> Problem:
    module = reading.program.modules.get(problem.span.path)
    return module.damage.cause(problem) if isinstance(module, Module) else problem


def _collect_file(path: str, reading: Reading, found: Found) -> None:
    module = reading.program.load(path)
    if isinstance(module, Unresolved):
        found.unread.append(module.problem)
        return
    for binding in _exports(module, found):
        _collect(binding, reading, found)


def _exports(module: Module, found: Found) -> Iterator[Binding]:
    seen: set[str] = set()
    for item in module.all_exports():
        if isinstance(item, Problem):
            found.unread.append(item)
        elif item[0] not in seen:
            seen.add(item[0])
            yield item[1]


def _collect(binding: Binding, reading: Reading, found: Found) -> None:
    origin = binding.origin()
    if isinstance(origin, Unresolved):
        found.unread.append(origin.problem)
        return
    value = origin.value()
    reading.program.touched.clear()
    match value:
        case Built():
            _collect_built(value, origin, reading, found)
        case Unresolved() if value.broken or _may_hide(value.text) or _calls_factory(origin, reading):
            found.unread.append(value.problem)
        case External() if _hides_table(value, reading):
            found.unread.append(problem_of(value, value.span))


def _may_hide(text: str) -> bool:
    return re.search(r"(?:pg|mysql|sqlite)(?:Table|Enum|Schema)|\w*[tT]able\(", text) is not None


def _calls_factory(origin: Binding, reading: Reading) -> bool:
    """Whether the declaration calls a function of the repository that makes tables."""
    module = reading.program.modules.get(origin.span.path)
    if not isinstance(module, Module):
        return False
    text = b"\n".join(module.source.lines[origin.span.line - 1 : origin.span.end_line]).decode("utf-8", "replace")
    for name in set(re.findall(r"\b(\w+)\s*\(", text)):
        binding = module.scope.find(name)
        value = binding.value() if binding else None
        if isinstance(value, Function) and _may_hide(value.scope.module.source.text.decode("utf-8", "replace")):
            return True
    return False


def _hides_table(value: External, reading: Reading) -> bool:
    """Whether what a package returned may be a table: by its function's name, or because columns are among the arguments."""
    if HIDING.search(value.name):
        return True
    arguments = value.arguments() if value.arguments and value.name.endswith("()") else []
    return _has_columns(arguments, reading)


def _has_columns(values: list[Value], reading: Reading) -> bool:
    entries = (entry for item in values if isinstance(item, Object) for entry in item.entries.values())
    return any(column_call(entry.value, reading, []) is not None for entry in entries)


def _collect_built(built: Built, origin: Binding, reading: Reading, found: Found) -> None:
    if is_foreign(built, reading.dialect):
        return
    shape = reading.shape(built)
    enum, other = enum_call(built), named_call(built)
    if isinstance(shape, Problem):
        found.unread.append(shape)
    elif shape is not None:
        _collect_table(built, shape, origin, reading, found)
    elif origin.problems:
        return  # it may have lost a part, and the syntax error has already been said
    elif enum is not None and not enum.rest:
        _collect_enum(enum, built, found)
    elif other is not None:
        _collect_named(other, built, reading, found)
    elif declares_relations(built):
        found.relations[id(built)] = tuple(read_relations(built, reading))
    elif built.name.partition(".")[0] in SCHEMAS or _has_columns([item for call in built.calls for item in call.arguments], reading):
        found.unread.append(problem_of(built, built.span))


def _collect_table(built: Built, shape: Shape, origin: Binding, reading: Reading, found: Found) -> None:
    # drizzle-kit reads the tables of one MySQL database alone, that of the connection.
    if id(built) in found.tables or (reading.dialect.is_mysql_family and shape.schema):
        return
    variable = origin.name if origin.name != "default" else None
    table = read_table(built, shape, reading, span=origin.span, variable=variable)
    altered = [problem for _, problem in filter(None, [reading.program.altered.get(id(built))])]
    found.tables[id(built)] = _unread_too(table, [*origin.problems, *reading.program.touched, *altered])


def _collect_enum(enum: EnumCall, built: Built, found: Found) -> None:
    values = strings(enum.values)
    if not isinstance(enum.name, str) or values is None:
        unknown = enum.name if not isinstance(enum.name, str) else enum.values
        found.unread.append(problem_of(unknown, built.span))
        return
    schema = schema_name(enum.schema) if isinstance(enum.schema, str) else None
    made = Enum(enum.name, values, built.span, schema)
    earlier = found.enums.get(made.full_name)
    if earlier is not None and earlier != made:
        found.unread.append(declared_twice(earlier.span, made.full_name))
    found.enums[made.full_name] = made


def _collect_named(call: NamedCall, built: Built, reading: Reading, found: Found) -> None:
    if not isinstance(call.name, str):
        found.unread.append(problem_of(call.name, built.span))
        return
    schema = schema_name(call.schema) if isinstance(call.schema, str) else None
    match call.kind:
        case "Schema" if schema_name(call.name) and not reading.dialect.is_mysql_family:
            found.namespaces.append(call.name)
        case "Role" if not any(item.name == "existing" for item in call.rest):
            found.roles.append(call.name)
        case "Sequence":
            options = call.arguments[1] if len(call.arguments) > 1 else UNDEFINED
            found.sequences.append(SequenceObject(call.name, built.span, schema, canonical_sequence(sequence_options(options))))
        case "Policy":
            found.policies.append(built)
        case "View" | "MaterializedView" if not _is_left_out(call, reading):
            view = read_view(call, schema, built, reading, found.unread)
            found.views[view.full_name] = view


def _is_left_out(call: NamedCall, reading: Reading) -> bool:
    """Whether drizzle-kit knows nothing of a view: the 1.0 line leaves out those that exist already, except on SQLite."""
    return reading.kit > 0 and reading.dialect is not Dialect.SQLITE and any(item.name == "existing" for item in call.rest)


def _last_of_each(tables: list[Table]) -> Iterator[Table]:
    """The tables, of several under one name the last, with a remark where that loses something."""
    last = {table.full_name: table for table in tables}
    lost: dict[str, list[Problem]] = {}
    for table in tables:
        if table is not (kept := last[table.full_name]) and table != kept:
            lost.setdefault(table.full_name, []).append(declared_twice(table.span, table.full_name))
    return (_unread_too(table, lost.get(name, [])) for name, table in last.items())


def _unread_too(table: Table, problems: list[Problem]) -> Table:
    """The table with more that could not be read of it."""
    return replace(table, unread=tuple(dict.fromkeys([*table.unread, *problems]))) if problems else table


def _linked(found: Found, reading: Reading) -> list[Table]:
    """The tables with the policies that were linked to them from outside."""
    tables = dict(found.tables)
    for built in found.policies:
        link = next((call for call in built.calls if call.name == "link"), None)
        target = argument(link, 0) if link else UNDEFINED
        shape = reading.shape(target) if isinstance(target, Built) else None
        if not isinstance(shape, Shape):
            continue
        for key, table in tables.items():
            if table.full_name == shape.full_name:
                problems: list[Problem] = []
                policy = read_policy(built, TableReading(shape, reading, problems))
                policies = (*table.policies, policy) if policy else table.policies
                tables[key] = replace(table, policies=policies, row_security=True, unread=(*table.unread, *problems))
    return list(tables.values())
