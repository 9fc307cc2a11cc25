"""Another text in a migration that has been merged, where the runner does not look at it again."""

from collections.abc import Iterator

from bot.effects.runner_rows import IGNORED
from bot.effects.runners import edited
from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory


@rule(
    severity="warning",
    summary={"en": "edited migration that will not run again", "ko": "수정해도 다시 실행되지 않는 마이그레이션"},
    message={
        "en": "{migration} is already merged: databases that have applied it never get this change, and nothing reports it; "
        "leave it as it was and add a new migration",
        "ko": "{migration}은(는) 이미 병합된 마이그레이션입니다. 이미 적용한 데이터베이스에는 이 변경이 반영되지 않고 "
        "아무 오류도 나지 않습니다. 원래대로 되돌리고 새 마이그레이션을 추가하십시오",
    },
)
def applied_migration_edited(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each migration of the base that does something else now, under a runner that remembers only that it has run."""
    if edited(context.project) != IGNORED:
        return
    for pair in history.rewritten:
        is_read = pair.after and pair.after.content and pair.before.content
        if is_read and not pair.is_moved and not pair.acts_alike:
            yield Hit(pair.place, object=pair.before.name, migration=pair.before.name)
