"""A migration that the runner takes for a new one, because what it remembers of it has changed."""

from collections.abc import Iterator

from bot.effects.runner_rows import REFUSED, SKIPPED
from bot.effects.runners import fact, known_by
from bot.effects.versions import place_of
from bot.lint.rule import Context, Hit, rule
from bot.model import Migration, MigrationHistory


@rule(
    severity="error",
    summary={"en": "applied migration that runs again", "ko": "이미 적용되었는데 다시 실행되는 마이그레이션"},
    message={
        "en": "every database that has applied {before} runs {migration} again: the runner knows it by its {mark}, and that has changed; "
        "give it back the old one",
        "ko": "{before}을(를) 이미 적용한 데이터베이스에서 {migration}이(가) 다시 실행됩니다. 실행기는 {mark}(으)로 적용 여부를 판단하는데 "
        "그 값이 바뀌었습니다. 원래 값으로 되돌리십시오",
    },
)
def renamed_migration_runs_again(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each migration of the base under another name, version or time; `drizzle-kit up` renames all of them and the migrator knows it."""
    mark = known_by(context.project)
    if mark is None or history.layout != history.base_layout or fact(context.project, "removed") == REFUSED:
        return
    if mark == "when":
        yield from (Hit(new, migration=new.name, before=new.name, mark=mark) for new in _raised(history))
        return
    newest = max((place_of(migration, context.project) or () for migration in history.tip), default=())
    only_later = fact(context.project, "late") == SKIPPED
    for pair in history.rewritten:
        if pair.after is None or not pair.is_moved:
            continue
        place = place_of(pair.after, context.project)
        if place is not None and place != place_of(pair.before, context.project) and (not only_later or place > newest):
            yield Hit(pair.after, migration=pair.after.name, before=pair.before.name, mark=mark)


def _raised(history: MigrationHistory) -> Iterator[Migration]:
    """Those of the base whose time now lies behind the newest; one that had been skipped for its time has to be raised."""
    newest = max((migration.when or 0 for migration in history.tip), default=0)
    new = {migration.name: migration for migration in history.head}
    latest = 0
    for old in history.base:
        has_run, latest = (old.when or 0) > latest, max(latest, old.when or 0)
        now = new.get(old.name)
        if has_run and now and now.when and now.when > newest:
            yield now
