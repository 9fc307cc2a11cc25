"""A migration that has been merged and is gone."""

from collections.abc import Iterator

from bot.effects.runner_rows import REFUSED
from bot.effects.runners import fact, remembers
from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory, Place, Side

SHOWN = 5


@rule(
    severity="warning",
    summary={"en": "merged migration that is gone", "ko": "병합된 뒤 삭제된 마이그레이션"},
    message={
        "en": "removing {migrations} undoes nothing: databases that have applied it keep what it did, and new ones never get it; "
        "undo it in a new migration",
        "ko": "{migrations}을(를) 삭제해도 되돌려지지 않습니다. 이미 적용한 데이터베이스에는 변경이 그대로 남고 "
        "새 데이터베이스에는 반영되지 않습니다. 새 마이그레이션으로 되돌리십시오",
    },
)
def applied_migration_removed(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """One finding for all migrations of the base that are gone, where the runner goes on without them."""
    if not remembers(context.project) or history.layout != history.base_layout or fact(context.project, "removed") == REFUSED:
        return
    gone = [pair.before for pair in history.rewritten if pair.after is None and pair.before.content.strip()]
    if gone and history.head:
        names = tuple(migration.name for migration in gone[:SHOWN])
        first, *others = (Place(Side.BASE, migration.recorded) for migration in gone)
        yield Hit(first, object="migrations", migrations=names, also=tuple(others))
