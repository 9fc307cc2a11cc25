"""A SQLite table that is rebuilt while foreign keys are checked, with rows of other tables hanging on it."""

from collections.abc import Iterator

from bot.effects.replaced import REACHING
from bot.effects.runners import checks_keys_meanwhile
from bot.lint.rule import Context, Hit, rule
from bot.model import Message, Rebuild

CONNECTION = Message(
    en="switch the keys off on the connection before it starts",
    ko="마이그레이션을 시작하기 전에 연결에서 외래 키 검사를 끄십시오",
)
D1 = Message(
    en="D1 cannot switch them off, so copy the rows of those tables aside before and back behind it, or leave this table as it is",
    ko="D1에서는 외래 키 검사를 끌 수 없으므로 그 테이블들의 행을 먼저 다른 곳에 복사해 두었다가 되돌리거나, 이 테이블을 그대로 두십시오",
)


@rule(
    severity="error",
    dialects=("sqlite",),
    summary={"en": "table rebuild that deletes rows of other tables", "ko": "다른 테이블의 행까지 지우는 테이블 재생성"},
    message={
        "en": "DROP TABLE {table} acts on {children} as if every row of {table} were deleted (ON DELETE {actions}): inside this runner's "
        "transaction PRAGMA foreign_keys=OFF does nothing, and defer_foreign_keys puts off the check but not the action",
        "ko": "DROP TABLE {table}은(는) {table}의 모든 행을 삭제한 것처럼 {children}에 적용됩니다(ON DELETE {actions}). "
        "이 실행기의 트랜잭션 안에서는 PRAGMA foreign_keys=OFF가 효과가 없고, defer_foreign_keys는 검사만 미룰 뿐 동작은 미루지 않습니다",
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
        advice = D1 if context.project.runner.driver == "d1" or context.project.runner.name == "wrangler" else CONNECTION
        yield Hit(rebuild.drop, object=table, advice=advice, table=table, children=children, actions=actions)
