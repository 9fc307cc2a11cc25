"""A foreign key that no index starts with."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Fit, ForeignKey, Schema, Severity, Table, accepts_foreign_key, fit, referenced_pairs

FOLLOWS = ("cascade", "set null", "set default")  # the schema itself says that rows of the parent are deleted


@rule(
    severity="warning",
    dialects=("postgresql", "sqlite"),  # InnoDB makes this index itself
    summary={"en": "foreign key without an index", "ko": "인덱스가 없는 외래 키"},
    message={
        "en": "no index starts with {columns}: every delete from {target} and every join reads all of {table}",
        "ko": "{columns}(으)로 시작하는 인덱스가 없어 {target}의 행을 삭제하거나 조인할 때마다 {table}을(를) 풀 스캔합니다",
    },
)
def unindexed_foreign_key(table: Table, context: Context) -> Iterator[Hit]:
    """Each foreign key whose columns neither an index nor a key of the table can look up, unless the server refuses the key itself."""
    if table.unread:
        return
    for key in table.foreign_keys:
        columns = tuple(map(table.column, key.columns))
        if None in columns or table.has_index_on(key.columns) or _narrows_enough(table, key, context.schema):
            continue
        if not _stands(table, key, context.migrated) and not _is_refused(table, key, context.schema):
            candidate = context.candidate(table, key.columns)
            severity = Severity.WARNING if key.on_delete in FOLLOWS else Severity.NOTE
            yield Hit(key, columns=key.columns, target=key.target, table=table.full_name, candidate=candidate, at_most=severity)


def _narrows_enough(table: Table, key: ForeignKey, schema: Schema) -> bool:
    """Whether one column of a composite key is indexed and unique by itself in the target: `order_id` of `(tenant_id, order_id)`."""
    target = schema.table(key.target)
    pairs = zip(key.columns, key.target_columns, strict=False)
    return len(key.columns) > 1 and any(target and target.has_key_on((theirs,)) and table.has_index_on((own,)) for own, theirs in pairs)


def _stands(table: Table, key: ForeignKey, migrated: Schema | None) -> bool:
    """Whether the migrations build the index by hand where the schema does not declare it."""
    made = migrated.table(table.full_name) if migrated else None
    return made is not None and made.has_index_on(key.columns)


def _is_refused(table: Table, key: ForeignKey, schema: Schema) -> bool:
    """Whether another rule says that there can be no such key: its target is no key, or has types that cannot be compared."""
    target = schema.table(key.target)
    if target is not None and not target.unread and key.target_columns and not accepts_foreign_key(target, key.target_columns):
        return True
    return any(fit(own, theirs, schema) is Fit.REFUSED for own, theirs in referenced_pairs(table, key, schema))
