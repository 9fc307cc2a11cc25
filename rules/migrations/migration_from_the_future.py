"""A journal entry whose time has not come yet."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.effects.runners import known_by
from bot.lint.rule import Context, Hit, rule
from bot.model import Layout, MigrationHistory

MARGIN = timedelta(days=2)  # time zones, and clocks that go wrong


@rule(
    severity="warning",
    summary={"en": "migration dated in the future", "ko": "미래 시각의 마이그레이션"},
    message={
        "en": "the `when` of {migration} is {day}: until then, every migration that drizzle-kit generates has an earlier one "
        "and is skipped without a word; set it to the present time",
        "ko": "{migration}의 `when`이 {day}입니다. 그때까지 drizzle-kit이 생성하는 모든 마이그레이션은 이보다 이른 값을 받아 "
        "아무 말 없이 건너뛰어집니다. 현재 시각으로 바꾸십시오",
    },
)
def migration_from_the_future(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each added entry, unless the target branch already has one from the future, behind which it has to come."""
    if history.layout != Layout.JOURNAL or known_by(context.project) != "when":
        return
    limit = datetime(context.today.year, context.today.month, context.today.day, tzinfo=UTC) + MARGIN
    present = int(limit.timestamp() * 1000)
    if any((migration.when or 0) > present for migration in history.tip):
        return
    for migration in history.added():
        if migration.when and present < migration.when < 10**14:  # milliseconds; more is no time at all
            day = datetime.fromtimestamp(migration.when / 1000, UTC).date().isoformat()
            yield Hit(migration, migration=migration.name, day=day)
