"""A foreign key to a table or column that nothing makes."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ForeignKey, Schema, Side, Table


@rule(
    severity="error",
    summary={"en": "foreign key to something that does not exist", "ko": "존재하지 않는 대상을 참조하는 외래 키"},
    message={
        "en": "{columns} of {table} references {target}, which does not exist: PostgreSQL and MySQL refuse the key, SQLite takes it and "
        "fails at every write to {table}",
        "ko": "{table}의 {columns}이(가) 존재하지 않는 {target}을(를) 참조합니다. PostgreSQL과 MySQL은 외래 키를 거부하고, SQLite는 "
        "받아들이지만 {table}에 쓸 때마다 실패합니다",
    },
)
def dangling_foreign_key(table: Table, context: Context) -> Iterator[Hit]:
    """Each foreign key whose target is not in a schema that was wholly read, nor in a part of it that others look after."""
    stray = {key.target for rebuild in context.rebuilds for _, key in rebuild.stray}
    for key in table.foreign_keys:
        missing = _missing(key, context.schema)
        if missing and key.target not in stray and not (context.side is Side.HEAD and _is_a_part(context.before)):
            yield Hit(key, columns=key.columns, table=table.full_name, target=missing)


def _is_a_part(schema: Schema) -> bool:
    """Whether keys to tables that stand elsewhere are usual here: these files make only some of the database's tables."""
    return any(schema.table(key.target) is None for table in schema.tables for key in table.foreign_keys)


def _missing(key: ForeignKey, schema: Schema) -> str | None:
    """What does not exist: the table, else the first such column of it; None where all is there or may be."""
    target = schema.table(key.target)
    if target is None:
        namespace = key.target.rpartition(".")[0]
        foreign = namespace and not any(schema.tables_mentioning(namespace, _namespace))
        return None if schema.unread or foreign or key.target in schema.opaque else key.target
    absent = (name for name in key.target_columns if target.column(name) is None)
    return next((f"{key.target}.{name}" for name in absent), None) if target.columns and not target.unread else None


def _namespace(table: Table) -> tuple[str, ...]:
    return (table.schema,) if table.schema else ()
