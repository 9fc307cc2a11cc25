"""A migration file that Drizzle's journal does not name: the migrator reads the journal and no folder."""

from collections.abc import Iterator

from bot.effects.runners import fact
from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory, Span


@rule(
    severity="error",
    summary={"en": "migration that the journal does not name", "ko": "저널에 없는 마이그레이션"},
    message={
        "en": "{path} never runs: `meta/_journal.json` does not name it, and Drizzle's migrator reads nothing else; "
        "make it with `drizzle-kit generate --custom`, which adds the entry",
        "ko": "{path}은(는) 실행되지 않습니다. Drizzle의 마이그레이터는 `meta/_journal.json`만 읽는데 여기에 이 파일이 없습니다. "
        "항목을 함께 추가하는 `drizzle-kit generate --custom`으로 만드십시오",
    },
)
def migration_not_in_journal(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """Each added file; where most migrations stand beside the journal already, somebody else runs them."""
    goes_by_journal = fact(context.project, "known_by") in ("when", None)
    if goes_by_journal and len(history.base_unlisted) <= len(history.base):
        yield from (Hit(Span(path, 1, 1), object=path, path=path) for path in history.unlisted)
