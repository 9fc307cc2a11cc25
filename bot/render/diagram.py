"""The entity-relationship diagram of the tables a pull request touches, in Mermaid."""

from collections.abc import Iterator
from itertools import chain

from bot.model import (
    Cardinality,
    Change,
    Column,
    ColumnType,
    DropTable,
    Language,
    ProjectReview,
    Table,
)
from bot.render.escape import mermaid_name, mermaid_word

MAX_TABLES = 15
MAX_COLUMNS = 25
ARROWS = {
    Cardinality.ONE_TO_ONE: "||--o|",
    Cardinality.ONE_TO_ONE_OPTIONAL: "|o--o|",
    Cardinality.ONE_TO_MANY: "||--o{",
    Cardinality.ONE_TO_MANY_OPTIONAL: "|o--o{",
}
NEW = {"en": "new", "ko": "추가"}
CHANGED = {"en": "changed", "ko": "변경"}


def er_diagram(project: ProjectReview, language: Language) -> str | None:
    """Mermaid text with the touched tables, their keys and changed columns, and what they reference; None where there is nothing to draw.

    At most 15 tables are drawn, the first by name.
    """
    changes = [reviewed.change for reviewed in project.changes]
    names = sorted({table.full_name for change in changes for table in _touched(change)})
    tables = [table for name in names if (table := project.after.table(name))][:MAX_TABLES]
    if not tables:
        return None
    entities = chain.from_iterable(_entity(table, project, language) for table in tables)
    return "\n".join(("erDiagram", *entities, *_relations(tables)))


def _touched(change: Change) -> Iterator[Table]:
    if isinstance(change, DropTable):
        return
    for value in (getattr(change, "table", None), change.after):
        if isinstance(value, Table):
            yield value


def _entity(table: Table, project: ProjectReview, language: Language) -> Iterator[str]:
    before = project.before.table(table.full_name)
    shown = [column for column in table.columns if before is None or _is_key(column, table) or before.column(column.name) != column]
    yield f"  {mermaid_name(table.full_name)} {{"
    for column in shown[:MAX_COLUMNS]:
        yield f"    {_attribute(column, table, before, language)}"
    if len(shown) > MAX_COLUMNS:
        yield f'    more columns "+{len(shown) - MAX_COLUMNS}"'
    yield "  }"


def _is_key(column: Column, table: Table) -> bool:
    return bool(key_marks(column, table))


def key_marks(column: Column, table: Table) -> list[str]:
    """Which of PK, FK and UK the column is."""
    primary = table.primary_key.columns if table.primary_key else ()
    foreign = {name for key in table.foreign_keys for name in key.columns}
    unique = (column.name,) in set(table.keys()) and primary != (column.name,)
    marks = {"PK": column.name in primary, "FK": column.name in foreign, "UK": unique}
    return [mark for mark, holds in marks.items() if holds]


def _attribute(column: Column, table: Table, before: Table | None, language: Language) -> str:
    type_name = mermaid_word(column.type.name if isinstance(column.type, ColumnType) else "unknown")
    old = before.column(column.name) if before else None
    note = "" if before is None or old == column else f'"{NEW[language] if old is None else CHANGED[language]}"'
    return " ".join(filter(None, (type_name, mermaid_word(column.name), ", ".join(key_marks(column, table)), note)))


def _relations(tables: list[Table]) -> Iterator[str]:
    for table in tables:
        for key in table.foreign_keys:
            arrow = ARROWS[table.cardinality(key)]
            yield f"  {mermaid_name(key.target)} {arrow} {mermaid_name(table.full_name)} : {mermaid_name(', '.join(key.columns))}"
