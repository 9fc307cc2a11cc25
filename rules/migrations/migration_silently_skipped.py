"""A migration that looks older than one the target branch already has: the runner passes over it and says nothing."""

from collections.abc import Iterator

from bot.effects.runner_rows import SKIPPED
from bot.effects.runners import fact, known_by
from bot.effects.versions import place_of
from bot.lint.rule import Context, Hit, rule
from bot.model import Layout, MigrationHistory, Project


@rule(
    severity="error",
    summary={"en": "migration that the migrator will skip", "ko": "실행되지 않고 건너뛰는 마이그레이션"},
    message={
        "en": "{migration} will never run: its {mark} is not after that of {newest}, which is already on the target branch; "
        "rebase and generate it again, or give it a later one",
        "ko": "{migration}의 {mark} 값이 대상 브랜치에 이미 있는 {newest}보다 늦지 않아 이 마이그레이션은 실행되지 않습니다. "
        "리베이스한 뒤 다시 생성하거나 더 늦은 값으로 바꾸십시오",
    },
)
def migration_silently_skipped(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each added migration whose time or version is not above the newest of the target branch; the order among the added does no harm."""
    project = context.project
    known = [(place, migration) for migration in history.tip if (place := place_of(migration, project)) is not None]
    if not known or not _skips(project, history):
        return
    newest_place, newest = max(known, key=lambda found: found[0])
    names = {migration.name for migration in history.tip}
    for migration in history.added():
        place = place_of(migration, project)
        if migration.name not in names and place is not None and place <= newest_place:
            yield Hit(migration, migration=migration.name, newest=newest.name, mark=known_by(project) or "")


def _skips(project: Project, history: MigrationHistory) -> bool:
    """Whether the runner passes over what comes late: one that is known to, or an unknown one of a journal."""
    late = fact(project, "late")
    return late == SKIPPED or (late is None and history.layout == Layout.JOURNAL and project.runner.name != "sql")
