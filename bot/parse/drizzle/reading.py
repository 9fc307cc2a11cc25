"""One reading of a schema: the settings it runs under, and the tables that references may point at."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.model import Dialect, Expression, Problem, Span, Unknown, full_name, schema_name
from bot.parse.drizzle.facts import column_name
from bot.parse.drizzle.functions import invoke
from bot.parse.drizzle.modules import Program
from bot.parse.drizzle.names import ColumnName
from bot.parse.drizzle.problems import not_static, not_understood, too_deep
from bot.parse.drizzle.shapes import TableCall, argument, table_call
from bot.parse.drizzle.sqltext import NotText, Writer, unknown_parts
from bot.parse.drizzle.values import UNDEFINED, Built, Builtin, External, Function, Member, Object, Sql, Unresolved, Value, is_small
from bot.parse.expressions import canonical_expression

ACTIONS = ("no action", "restrict", "cascade", "set null", "set default")
FOREIGN = {"authUsers": ("auth", "users")}  # tables that drizzle-orm/supabase declares


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What others need to know of a table: its name, and its columns by their keys."""

    name: str
    schema: str | None
    call: TableCall
    columns: Object
    names: dict[str, ColumnName]

    @property
    def full_name(self) -> str:
        """The name with its schema, unless that is the default one."""
        return full_name(self.schema, self.name)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that something points at: its table and itself."""

    table: str
    schema: str | None
    column: ColumnName

    @property
    def target(self) -> str:
        """The full name of the table."""
        return full_name(self.schema, self.table)


@dataclass(frozen=True, slots=True)
class Reading:
    """The settings of one reading, and the shapes met so far by the identity of their chains."""

    dialect: Dialect
    casing: str | None
    kit: int
    program: Program
    _shapes: dict[int, tuple[Built, Shape | Problem | None, list[Problem]]] = field(default_factory=dict)

    def shape(self, built: Built) -> Shape | Problem | None:
        """The shape of the table that a chain declares; None where it is no table, a Problem where its name is not known."""
        log = self.program.touched
        if id(built) not in self._shapes:
            call, start = table_call(built), len(log)
            shape = self._shape(built, call) if call else None
            self._shapes[id(built)] = (built, shape, log[start:])
            del log[start:]
        _, shape, touched = self._shapes[id(built)]
        log.extend(touched)
        return shape

    def _shape(self, built: Built, call: TableCall) -> Shape | Problem:
        if not isinstance(call.name, str):
            return problem_of(call.name, built.span)
        schema = None if call.schema is UNDEFINED else call.schema
        if schema is not None and not isinstance(schema, str):
            return problem_of(schema, built.span)
        columns = self._columns(call, built.span)
        casing = call.casing or self.casing
        names = {key: column_name(key, entry.value, casing) for key, entry in columns.entries.items()}
        return Shape(call.name, schema_name(schema) if schema else None, call, columns, names)

    def _columns(self, call: TableCall, span: Span) -> Object:
        columns = call.columns
        if isinstance(columns, Function):
            builders = Builtin(call.module, "")
            columns = invoke(columns, [builders], lambda: Unresolved(call.module, not_understood(span, "columns")))
        if isinstance(columns, Object):
            return columns
        gap = columns if isinstance(columns, Unresolved) else Unresolved("", problem_of(columns, span))
        return Object({}, [gap])

    def reference(self, value: Value) -> Reference | None:
        """The column that a value stands for."""
        match value:
            case Member(of=Built() as built, name=key):
                shape = self.shape(built)
                if isinstance(shape, Shape) and key in shape.names:
                    return Reference(shape.name, shape.schema, shape.names[key])
            case Builtin(name=name) if (parts := name.split("."))[0] in FOREIGN and len(parts) == 2:
                schema, table = FOREIGN[parts[0]]
                return Reference(table, schema, ColumnName(parts[1], parts[1]))
        return None

    def locate(self, value: Value) -> tuple[str, ...] | None:
        """The names that a column or table is written with in SQL, outermost first."""
        if isinstance(value, Built):
            shape = self.shape(value)
            if isinstance(shape, Shape):
                return (shape.schema, shape.name) if shape.schema else (shape.name,)
            return None
        found = self.reference(value)
        if found is None:
            return None
        table = (found.schema, found.table) if found.schema else (found.table,)
        return (*table, found.column.name)

    def sql(self, value: Value, span: Span, problems: list[Problem], *, inline: bool = False, short: bool = False) -> str | Unknown:
        """The SQL text of a value; Unknown with a Problem where a part is not known."""
        if isinstance(value, Function):
            value = invoke(value, [], lambda: Unresolved("", not_understood(span, "sql")))
        if not is_small(value):
            problems.append(too_deep(span))
            return Unknown("…")
        try:
            return Writer(self.dialect, self.locate, inline, short, self.kit).write(value)
        except NotText as part:
            problems.append(problem_of(part.value, span))
            return Unknown(_text(value))


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table being read: its shape, the reading it belongs to, and the Problems met in it."""

    shape: Shape
    reading: Reading
    problems: list[Problem]

    def expression(self, value: Value, span: Span, *, qualified: bool = False) -> Expression | Unknown:
        """An SQL expression in canonical form, without the table's own name unless `qualified`; Unknown, with a Problem, where needed."""
        text = self.sql(value, span)
        table = None if qualified else self.shape.name
        return text if isinstance(text, Unknown) else canonical_expression(text, self.reading.dialect, table=table)

    def name_of(self, built: Built) -> str | None:
        """The name that a constraint, an index or a policy was given."""
        return self.text(argument(built.calls[0], 0), built.span)

    def condition(self, value: Value, span: Span) -> Expression | Unknown:
        """The condition of a check or a partial index; the 1.0 line writes bound values into it on PostgreSQL."""
        reading = self.reading
        text = self.sql(value, span, inline=reading.kit > 0 and reading.dialect is Dialect.POSTGRESQL)
        return text if isinstance(text, Unknown) else canonical_expression(text, reading.dialect, table=self.shape.name)

    def text(self, value: Value, span: Span) -> str | None:
        """A name or keyword; None where there is none, with a Problem where it is not known."""
        if isinstance(value, str) or value is UNDEFINED or value is None:
            return value if isinstance(value, str) and value else None
        self.problems.append(problem_of(value, span))
        return None

    def action(self, value: Value, span: Span) -> str:
        """A referential action in lower case, `no action` by default; a Problem where it is none."""
        found = (self.text(value, span) or "no action").lower()
        if found not in ACTIONS:
            self.problems.append(not_understood(span, found))
        return found

    def sql(self, value: Value, span: Span, *, inline: bool = False, short: bool = False) -> str | Unknown:
        """The SQL text of a value; Unknown, with a Problem, where a part is not known."""
        return self.reading.sql(value, span, self.problems, inline=inline, short=short)


def _text(value: Value) -> str:
    match value:
        case Unresolved(text=text) | External(text=text):
            return text
        case Sql():
            return "".join(str(getattr(part, "text", "…")) for part in value.parts)
    return next((str(getattr(part, "text", "…")) for part in unknown_parts(value)), "…")


def problem_of(value: Value, span: Span) -> Problem:
    """Why a value cannot be used: its own Problem, or that it is not known at this place."""
    match value:
        case Unresolved():
            return value.problem
        case External():
            return not_static(span, value.text)
        case Member(name=name):
            return not_understood(value.span, name)
        case Built():
            return not_understood(value.span, ".".join([value.name, *(call.name for call in value.calls if call.name)]))
        case Builtin(name=name):
            return not_understood(span, name)
        case str() | int() | float():
            return not_understood(span, str(value))
    return not_understood(span, "undefined" if value is UNDEFINED else type(value).__name__.lower())
