"""A change of the Drizzle schema that no migration makes."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Change, MigrationHistory, Table, change_object, changed_table

SHOWN = 5


@rule(
    severity="warning",
    summary={"en": "schema changed without a migration", "ko": "마이그레이션 없이 변경된 스키마"},
    message={
        "en": "no migration makes this change ({changes}): the program expects it, but the database will not have it; "
        "generate the migration",
        "ko": "이 변경({changes})에 해당하는 마이그레이션이 없습니다. "
        "프로그램은 변경된 구조를 기대하지만 데이터베이스에는 반영되지 않습니다. 마이그레이션을 생성하십시오",
    },
)
def schema_without_migration(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """One finding a table or enum: what differs in the schema while all migrations together still leave it as it was.

    Where a file was added that the journal does not name, `migration-not-in-journal` says why.
    """
    if history.unlisted:
        return
    missing: dict[str, list[Change]] = {}
    for change in context.unmigrated:
        table = changed_table(change)
        if table is not None and "." in table.name:
            continue  # a table of another schema, which drizzle-kit pull writes so: no migration of this project makes it
        missing.setdefault(_owner(change), []).append(change)
    for owner, changes in missing.items():
        objects = tuple(dict.fromkeys(map(change_object, changes)))
        yield Hit(changes[0], object=owner, changes=objects[:SHOWN])


def _owner(change: Change) -> str:
    table = getattr(change, "table", None)
    return table.full_name if isinstance(table, Table) else change_object(change)
