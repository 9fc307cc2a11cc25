"""A migration that drizzle-kit keeps no snapshot of: the next one that it generates does the same again."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Layout, Migration, MigrationHistory, is_undone


@rule(
    severity="warning",
    summary={"en": "migration without drizzle-kit's snapshot", "ko": "drizzle-kit 스냅샷이 없는 마이그레이션"},
    message={
        "en": "{migration} has no snapshot in `meta`, and the schema has its change: the next `drizzle-kit generate` compares with the "
        "snapshot before and writes these statements again; generate the migration, or make it with `generate --custom`",
        "ko": "{migration}의 스냅샷이 `meta`에 없는데 스키마에는 변경이 반영되어 있습니다. "
        "다음 `drizzle-kit generate`가 이전 스냅샷과 비교해 같은 문을 다시 만듭니다. "
        "마이그레이션을 생성하거나 `generate --custom`으로 만드십시오",
    },
)
def migration_without_snapshot(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """The last added migration, where the base keeps a snapshot of its newest and the Drizzle schema changes with it."""
    added = history.added()
    keeps_any = history.layout == Layout.JOURNAL and context.project.has_drizzle_schema
    if not keeps_any or not added or not history.base or history.head[-1] is not added[-1]:
        return
    kept, held = ({snapshot.number for snapshot in group} for group in (history.base_snapshots, history.snapshots))
    if _number(history.base[-1]) not in kept or held - kept or _number(added[-1]) in held:
        return
    unmade = context.unmigrated
    told = (change for change in context.changes if is_undone(change, context.before) and not is_undone(change, context.after))
    if context.steps and any(change not in unmade for change in told):
        yield Hit(added[-1].recorded, object=added[-1].name, migration=added[-1].name)


def _number(migration: Migration) -> str:
    return migration.name.partition("_")[0]
