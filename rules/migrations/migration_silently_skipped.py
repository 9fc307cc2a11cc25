"""A migration that looks older than one the target branch already has: Drizzle's migrator passes over it and says nothing."""

from collections.abc import Iterator

from bot.effects.runner_rows import SKIPPED
from bot.effects.runners import fact
from bot.lint.rule import Context, Hit, rule
from bot.model import Layout, MigrationHistory, Project


@rule(
    severity="error",
    summary={"en": "migration that the migrator will skip", "ko": "실행되지 않고 건너뛰는 마이그레이션"},
    message={
        "en": "{migration} will never run: its `when` is not after that of {newest}, which is already on the target branch; "
        "rebase and generate it again, or raise its `when`",
        "ko": "{migration}의 `when`이 대상 브랜치에 이미 있는 {newest}보다 늦지 않아 이 마이그레이션은 실행되지 않습니다. "
        "리베이스한 뒤 다시 생성하거나 `when` 값을 늘리십시오",
    },
)
def migration_silently_skipped(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each added migration whose time is not above the newest of the target branch; the order among the added ones does no harm."""
    known = [migration for migration in history.tip if migration.when is not None]
    if history.layout != Layout.JOURNAL or not known or _remembers_names(context.project):
        return
    newest = max(known, key=lambda migration: migration.when or 0)
    names = {migration.name for migration in history.tip}
    for migration in history.added():
        if migration.name not in names and migration.when is not None and migration.when <= (newest.when or 0):
            yield Hit(migration, migration=migration.name, newest=newest.name)


def _remembers_names(project: Project) -> bool:
    """Whether the runner looks at no time: a tool that does not know the journal, or one of which that is known."""
    return project.runner.name == "sql" or fact(project, "late") not in (None, SKIPPED)
