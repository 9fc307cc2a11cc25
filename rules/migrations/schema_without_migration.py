"""A change of the Drizzle schema that no migration makes."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Change, MigrationHistory, Schema, Table, change_object, is_undone

SHOWN = 5


@rule(
    severity="warning",
    summary={"en": "schema changed without a migration", "ko": "마이그레이션 없이 변경된 스키마"},
    message={
        "en": "no migration makes this change ({changes}): the program expects it, the database will not have it; generate the migration",
        "ko": "이 변경({changes})을 수행하는 마이그레이션이 없어 프로그램이 기대하는 구조가 데이터베이스에 생기지 않습니다. "
        "마이그레이션을 생성하십시오",
    },
)
def schema_without_migration(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """One finding a table or enum: what differs in the schema while all migrations together still leave it as it was."""
    migrated = context.migrated
    unread = not history.head or not all(migration.content for migration in history.head)
    if migrated is None or unread or not context.project.has_drizzle_schema or _is_left_behind(migrated, context):
        return
    missing: dict[str, list[Change]] = {}
    for change in context.changes:
        if is_undone(change, migrated):
            missing.setdefault(_owner(change), []).append(change)
    for owner, changes in missing.items():
        objects = tuple(dict.fromkeys(map(change_object, changes)))
        yield Hit(changes[0], object=owner, changes=objects[:SHOWN])


def _is_left_behind(migrated: Schema, context: Context) -> bool:
    """Whether the migrations lack a table that the schema had all along, or make none: this database is made by other means.

    `drizzle-kit pull` writes its first migration as one comment, for a database that is there already.
    """
    kept = (table for table in context.before.tables if context.after.table(table.full_name))
    return not migrated.tables or any(migrated.table(table.full_name) is None for table in kept)


def _owner(change: Change) -> str:
    table = getattr(change, "table", None)
    return table.full_name if isinstance(table, Table) else change_object(change)
