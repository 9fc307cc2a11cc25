"""Two migrations of one version, under a runner that knows them by it."""

from collections.abc import Iterator

from bot.effects.versions import version_of
from bot.lint.rule import Context, Hit, rule
from bot.model import Migration, MigrationHistory


@rule(
    severity="error",
    summary={"en": "two migrations with one version", "ko": "버전이 같은 두 마이그레이션"},
    message={
        "en": "{migration} has the version of {other}, and {runner} knows migrations by their version: it stops, or takes this one for "
        "applied and never runs it; give it the next free one",
        "ko": "{migration}의 버전이 {other}과(와) 같습니다. {runner}은(는) 버전으로 마이그레이션을 구별하므로 중단되거나 "
        "이미 적용한 것으로 보고 실행하지 않습니다. 다음 빈 버전을 붙이십시오",
    },
)
def duplicate_migration_version(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each added migration whose version another one of the head or of the target branch has."""
    added = {migration.name for migration in history.added()}
    gone = {pair.before.name for pair in history.rewritten if pair.after is None or pair.is_moved}
    kept = [migration for migration in (*history.tip, *history.head) if migration.name not in added and migration.name not in gone]
    taken: dict[tuple[int, ...], Migration] = {}
    for migration in (*kept, *history.added()):
        version = version_of(migration, context.project)
        other = taken.setdefault(version, migration) if version is not None else migration
        if other.name != migration.name and migration.name in added:
            yield Hit(migration, migration=migration.name, other=other.name, runner=context.project.runner.name)
