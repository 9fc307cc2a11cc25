"""A migration that comes before one the target branch already has, under a runner that stops there."""

from collections.abc import Iterator

from bot.effects.runner_rows import REFUSED
from bot.effects.runners import fact
from bot.effects.versions import place_of
from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory


@rule(
    severity="error",
    summary={"en": "migration that comes too late for its runner", "ko": "순서가 늦어 실행기가 거부하는 마이그레이션"},
    message={
        "en": "{runner} stops on every database that has applied {newest}, which is already on the target branch: {migration} sorts "
        "before it; rename it so that it comes last",
        "ko": "대상 브랜치에 이미 있는 {newest}을(를) 적용한 데이터베이스에서 {runner}이(가) 중단됩니다. "
        "{migration}의 순서가 그보다 앞이기 때문입니다. 마지막에 오도록 이름을 바꾸십시오",
    },
)
def out_of_order_migration(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each such migration, unless the repository speaks of the runner's option that lets it run."""
    project = context.project
    known = [(place, migration) for migration in history.tip if (place := place_of(migration, project)) is not None]
    if fact(project, "late") != REFUSED or not known:
        return
    newest_place, newest = max(known, key=lambda found: found[0])
    names = {migration.name for migration in history.tip}
    late = [
        migration
        for migration in history.added()
        if migration.name not in names and (place := place_of(migration, project)) is not None and place < newest_place
    ]
    if late and not context.says(*fact(project, "lets_late")):
        for migration in late:
            yield Hit(migration, migration=migration.name, newest=newest.name, runner=project.runner.name)
