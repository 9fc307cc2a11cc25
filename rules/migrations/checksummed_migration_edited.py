"""Another text in a migration that has been merged, where the runner keeps a checksum of it."""

from collections.abc import Iterator

from bot.effects.runner_rows import REFUSED
from bot.effects.runners import edited
from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory, Rewritten

REPEATABLE = "R__"  # Flyway runs these again whenever their text changes


@rule(
    severity="error",
    summary={"en": "edited migration that fails its checksum", "ko": "체크섬 검사에 실패하는 수정된 마이그레이션"},
    message={
        "en": "{runner} keeps a checksum of {migration}, which is already merged: on every database that has applied it, "
        "the next migration run stops here; leave it as it was and add a new migration",
        "ko": "{runner}은(는) 이미 병합된 {migration}의 체크섬을 보관합니다. 이미 적용한 데이터베이스에서는 다음 실행이 여기서 중단됩니다. "
        "원래대로 되돌리고 새 마이그레이션을 추가하십시오",
    },
)
def checksummed_migration_edited(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each migration of the base with another text; a comment is enough, except for Liquibase."""
    runner = context.project.runner.name
    if edited(context.project) != REFUSED:
        return
    for pair in history.rewritten:
        if pair.after and not pair.is_moved and not pair.before.name.startswith(REPEATABLE) and _is_refused(pair, runner):
            yield Hit(pair.place, object=pair.before.name, migration=pair.before.name, runner=runner)


def _is_refused(pair: Rewritten, runner: str) -> bool:
    """Line endings do not count; a Liquibase file may grow, since each changeset has its own checksum."""
    old, new = pair.before.content.splitlines(), pair.after.content.splitlines() if pair.after else []
    if not old or not new or old == new:
        return False
    return runner != "liquibase" or (not pair.acts_alike and new[: len(old)] != old)
