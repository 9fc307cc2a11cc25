"""A Schema for a terminal: every table with its columns and parts, then the other objects."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from bot.model import Dialect, Language, Message, Part, Problem, Schema, Sizes, Table
from bot.render import titles
from bot.render.consoles import columns, printed
from bot.render.definitions import definition
from bot.render.escape import one_line
from bot.render.message import plain
from bot.render.places import span_text

UNKNOWN = Message.of(en="not known", ko="알 수 없음")


def render_schema(schema: Schema, problems: tuple[Problem, ...], language: Language, *, width: int = 80, color: bool = False) -> str:
    """The parsed schema and what of it could not be read."""
    return printed(_lines(schema, problems, language), width=width, color=color)


def _lines(schema: Schema, problems: tuple[Problem, ...], language: Language) -> Iterator[RenderableType]:
    for table in schema.tables:
        yield from _table(table, schema.dialect)
    for kind, objects in (("enum", schema.enums), ("view", schema.views), ("sequence", schema.sequences)):
        for item in objects:
            yield Text.assemble((kind, "bold"), f" {one_line(item.full_name)} ", one_line(definition(item, schema.dialect)))
    for kind, names in (("schema", schema.namespaces), ("role", schema.roles)):
        for name in names:
            yield Text.assemble((kind, "bold"), f" {one_line(name)}")
    yield from _problems(problems, language)


def render_sizes(
    schema: Schema, sizes: Sizes, problems: tuple[Problem, ...], language: Language, *, width: int = 80, color: bool = False
) -> str:
    """The rows of every table, the largest first, and what could not be read."""
    grid = columns(0, 1)
    for table in sorted(schema.tables, key=lambda table: (-(sizes.of(table.full_name) or 0), table.full_name)):
        rows = sizes.of(table.full_name)
        grid.add_row(Text(one_line(table.full_name), style="cyan"), plain(UNKNOWN, language) if rows is None else f"{rows:,}")
    return printed((grid, *_problems(problems, language)), width=width, color=color)


def _problems(problems: tuple[Problem, ...], language: Language) -> Iterator[Text]:
    if problems:
        yield Text(plain(titles.titled(titles.PROBLEMS, len(problems)), language), style="bold yellow")
    for problem in problems:
        yield Text(f"  {one_line(span_text(problem.span))}: {plain(problem.message, language)}")


def _table(table: Table, dialect: Dialect) -> Iterator[RenderableType]:
    yield Text.assemble(("table", "bold"), f" {one_line(table.full_name)}  ", (span_text(table.span), "dim"))
    grid = columns(2, 3)
    for column in table.columns:
        grid.add_row(Text(f"  {one_line(column.name)}", style="cyan"), Text(one_line(definition(column, dialect))))
    parts: tuple[Part, ...] = (*table.uniques, *table.foreign_keys, *table.checks, *table.indexes, *table.policies)
    if table.primary_key:
        grid.add_row("", Text(definition(table.primary_key, dialect)))
    for part in parts:
        grid.add_row(Text(f"  :{one_line(part.name or '')}"), Text(one_line(definition(part, dialect))))
    yield grid
    yield Text("")
