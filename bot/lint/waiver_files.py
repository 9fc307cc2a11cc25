"""The files of a Project that may hold waivers, on both sides."""

from collections.abc import Iterator

from bot.lint.rule import Rule
from bot.lint.waivers import WaiverSource, read_waivers
from bot.model import Problem, Schema, Side, Span, Tree, Waiver
from bot.parse import drizzle, sql
from bot.projects.read import Reading

MARK = b"schema-review:"


def project_waivers(
    base: Tree, head: Tree, before: Reading, after: Reading, rules: tuple[Rule, ...]
) -> tuple[tuple[Waiver, ...], tuple[Problem, ...]]:
    """The waivers in the schema and migration files of both sides, and what is wrong with those of the head."""
    old, _ = read_waivers(_sources(base, before, Side.BASE), rules)
    new, problems = read_waivers(_sources(head, after, Side.HEAD), rules)
    return (*new, *old), problems


def _sources(tree: Tree, reading: Reading, side: Side) -> Iterator[WaiverSource]:
    spans = dict.fromkeys((*_schema_spans(reading.schema), *(step.span for step in reading.replay.steps)))
    paths = {span.path for span in spans} | set(reading.files) | {migration.path for migration in reading.migrations}
    for path in sorted(paths):
        content = tree.read(path)
        if not isinstance(content, bytes) or MARK not in content:
            continue
        text = content.decode("utf-8", "replace").removeprefix("\ufeff")
        found = sql.comments(path, text, reading.project.dialect) if path.endswith(".sql") else drizzle.comments(path, text)
        yield WaiverSource(side, path, text, tuple(found), tuple(span for span in spans if span.path == path))


def _schema_spans(schema: Schema) -> Iterator[Span]:
    for table in schema.tables:
        yield table.span
        for parts in (table.columns, table.uniques, table.foreign_keys, table.checks, table.indexes, table.policies):
            yield from (part.span for part in parts)
        if table.primary_key:
            yield table.primary_key.span
    for collection in (schema.enums, schema.views, schema.sequences):
        yield from (item.span for item in collection)
