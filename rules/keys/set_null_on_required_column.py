"""A foreign key that would write NULL where NULL is not allowed."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ForeignKey, Schema, Side, Table


@rule(
    severity="error",
    summary={"en": "SET NULL on a column that cannot be NULL", "ko": "NOT NULL 컬럼에 대한 SET NULL"},
    message={
        "en": "{action} writes NULL into {columns}, which is NOT NULL: MySQL refuses the key, elsewhere it fails for each row of "
        "{target} that is still referenced; allow NULL, or say RESTRICT or CASCADE",
        "ko": "{action}은(는) NOT NULL인 {columns}에 NULL을 씁니다. MySQL은 외래 키를 거부하고, 다른 서버에서는 참조되고 있는 {target}의 "
        "행마다 실패합니다. NULL을 허용하거나 RESTRICT 또는 CASCADE로 지정하십시오",
    },
)
def set_null_on_required_column(table: Table, context: Context) -> Iterator[Hit]:
    """Each key with SET NULL, or SET DEFAULT without a default, over such a column; on a column of the primary key as well."""
    for key in table.foreign_keys:
        for event, action in (("DELETE", key.on_delete), ("UPDATE", key.on_update)):
            required = (
                tuple(_required(table, _as_migrated(table, key, context), action, context.schema)) if action.startswith("set ") else ()
            )
            if required:
                yield Hit(key, action=f"ON {event} {action.upper()}", columns=required, target=key.target)
                break


def _as_migrated(table: Table, key: ForeignKey, context: Context) -> ForeignKey:
    """The key as the migrations make it: only they can say `SET NULL (column)`, Drizzle cannot."""
    made = context.migrated.table(table.full_name) if context.migrated and context.side is Side.HEAD else None
    return next((other for other in (made.foreign_keys if made else ()) if other.columns == key.columns and other.nulled), key)


def _required(table: Table, key: ForeignKey, action: str, schema: Schema) -> Iterator[str]:
    for column in map(table.column, key.nulled or key.columns):
        if column is None or (action == "set default" and column.has_value_without_input):
            continue
        if not column.nullable or (table.primary_key and table.primary_key.forbids_null(column.name, schema.dialect)):
            yield column.name
