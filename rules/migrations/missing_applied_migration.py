"""A migration that databases have applied and the runner wants to find."""

from collections.abc import Iterator

from bot.effects.runner_rows import REFUSED
from bot.effects.runners import fact
from bot.effects.versions import place_of
from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory, Place, Project, Rewritten, Side

SHOWN = 5


@rule(
    severity="error",
    summary={"en": "applied migration that the runner misses", "ko": "실행기가 찾지 못하는 적용된 마이그레이션"},
    message={
        "en": "{runner} stops on every database that has applied {migrations}: it is gone, or has another version or name; "
        "put it back and undo it in a new migration",
        "ko": "{migrations}을(를) 이미 적용한 데이터베이스에서 {runner}이(가) 중단됩니다. 파일이 없거나 버전 또는 이름이 바뀌었습니다. "
        "파일을 되돌리고 새 마이그레이션으로 취소하십시오",
    },
)
def missing_applied_migration(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """One finding for all migrations of the base that the runner cannot find, where it looks for them."""
    if history.layout != history.base_layout or fact(context.project, "removed") != REFUSED:
        return
    gone = [pair.before for pair in history.rewritten if _is_gone(pair, context.project)]
    if gone and history.head:
        names = tuple(migration.name for migration in gone[:SHOWN])
        first, *others = (Place(Side.BASE, migration.recorded) for migration in gone)
        yield Hit(first, object="migrations", migrations=names, runner=context.project.runner.name, also=tuple(others))


def _is_gone(pair: Rewritten, project: Project) -> bool:
    """Whether no file has what the runner remembers; what has no version, as Flyway's repeatable files, may come and go."""
    mark = place_of(pair.before, project)
    if mark is None:
        return False
    is_renamed = pair.is_moved and project.runner.name == "flyway"  # it compares the description as well
    return pair.after is None or is_renamed or place_of(pair.after, project) != mark
