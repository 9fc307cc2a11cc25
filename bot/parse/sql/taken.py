"""Which names PostgreSQL has given away in a schema: those of relations, and those of constraints."""

from dataclasses import dataclass

from bot.model import Schema, Sorted, Table, View, full_name
from bot.parse.sql.draft import Draft


@dataclass(frozen=True, slots=True)
class Taken:
    """The names that a new relation or constraint in the schema of `table` must differ from, those of the table as it grows among them."""

    draft: Draft
    table: Table
    relations: bool = False
    constraints: bool = False

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        kinds = (relation_names,) * self.relations + (constraint_names,) * self.constraints
        own = self.table
        if any(name in names(own) for names in kinds):
            return True
        schema = self.draft.schema
        others = (table for names in kinds for table in schema.tables_mentioning(name, names))
        if any(table.schema == own.schema and table.name != own.name for table in others):
            return True
        return self.relations and _is_other_relation(schema, name, own.schema)


def relation_names(table: Table) -> frozenset[str]:
    """The table's own name, those of its indexes, and those of the sequences that its columns bring along."""
    parts = (*table.uniques, *table.indexes, *table.exclusions, *((table.primary_key,) if table.primary_key else ()))
    sequences = (column.sequence_in(table.name) for column in table.columns if column.has_sequence)
    return frozenset((table.name, *(part.name for part in parts if part.name), *sequences))


def constraint_names(table: Table) -> frozenset[str]:
    """The names of a table's constraints."""
    parts = (*table.uniques, *table.checks, *table.foreign_keys, *table.exclusions, *((table.primary_key,) if table.primary_key else ()))
    return frozenset(part.name for part in parts if part.name)


def _is_other_relation(schema: Schema, name: str, own: str | None) -> bool:
    """Whether something that is no table but shares their names has that one, in the schema called `own`."""
    views, full = Sorted.of(schema.views), full_name(own, name)
    if views.find(full) or Sorted.of(schema.sequences).find(full) or any(each.full_name == full for each in schema.types):
        return True
    return any(view.schema == own for view in views.mentioning(name, _index_names))


def _index_names(view: View) -> tuple[str, ...]:
    return tuple(index.name for index in view.indexes if index.name)
