"""A SQLite table that is rebuilt while foreign keys are checked, with rows of other tables hanging on it."""

from collections.abc import Iterator

from bot.effects.replaced import REACHING
from bot.effects.runners import checks_keys_meanwhile
from bot.lint.rule import Context, Hit, rule
from bot.model import Rebuild


@rule(
    severity="error",
    dialects=("sqlite",),
    summary={"en": "table rebuild that deletes rows of other tables", "ko": "다른 테이블의 행까지 지우는 테이블 재생성"},
    message={
        "en": "DROP TABLE {table} acts on {children} as if every row of {table} were deleted (ON DELETE {actions}): this runner works "
        "inside a transaction, where PRAGMA foreign_keys=OFF does nothing; switch the keys off on the connection before it starts",
        "ko": "DROP TABLE {table}은(는) {table}의 모든 행을 삭제한 것처럼 {children}에 적용됩니다(ON DELETE {actions}). "
        "이 실행기는 트랜잭션 안에서 실행하므로 PRAGMA foreign_keys=OFF가 효과가 없습니다. "
        "마이그레이션을 시작하기 전에 연결에서 외래 키 검사를 끄십시오",
    },
)
def rebuild_deletes_children(rebuild: Rebuild, context: Context) -> Iterator[Hit]:
    """All foreign keys whose action reaches rows when the old table is dropped, where the runner is known to check keys then."""
    table = rebuild.before.full_name
    if context.is_new(rebuild.before) or not checks_keys_meanwhile(context.project):
        return
    # The new table, if it points at itself, points at the old one until that is gone.
    reached = [(table if child.full_name in rebuild.interim_names else child.full_name, child, key) for child, key in rebuild.reached]
    lost = [(name, key) for name, child, key in reached if key.on_delete in REACHING and (name == table or not context.is_new(child))]
    if lost:
        children = tuple(dict.fromkeys(name for name, _ in lost))
        actions = tuple(dict.fromkeys(key.on_delete.upper() for _, key in lost))
        yield Hit(rebuild.drop, object=table, table=table, children=children, actions=actions)
