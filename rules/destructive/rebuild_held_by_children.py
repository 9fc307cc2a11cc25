"""A SQLite table rebuild that fails because rows of other tables point at the old one."""

from collections.abc import Iterator

from bot.effects.replaced import REACHING
from bot.effects.runners import checks_keys_meanwhile
from bot.lint.rule import Context, Hit, rule
from bot.model import Rebuild, Table


@rule(
    severity="error",
    dialects=("sqlite",),
    summary={"en": "table rebuild that foreign keys forbid", "ko": "외래 키 때문에 실패하는 테이블 재생성"},
    message={
        "en": "DROP TABLE {table} fails as soon as a row of {children} points at it: this runner works inside a transaction, where "
        "PRAGMA foreign_keys=OFF does nothing; switch the keys off on the connection before the migrator starts",
        "ko": "{children}에 {table}을(를) 참조하는 행이 하나라도 있으면 DROP TABLE {table}이(가) 실패합니다. "
        "이 실행기는 트랜잭션 안에서 실행하므로 PRAGMA foreign_keys=OFF가 효과가 없습니다. "
        "마이그레이션을 시작하기 전에 연결에서 외래 키 검사를 끄십시오",
    },
)
def rebuild_held_by_children(rebuild: Rebuild, context: Context) -> Iterator[Hit]:
    """Foreign keys without an action, where the runner is known to check keys while the old table is dropped."""
    if context.is_new(rebuild.before) or not checks_keys_meanwhile(context.project):
        return
    table = rebuild.before.full_name
    holding = (child for child, key in rebuild.reached if key.on_delete not in REACHING)
    names = (
        table if child.full_name in rebuild.interim_names else child.full_name
        for child in holding
        if not _is_empty(child, rebuild, context)
    )
    if children := tuple(dict.fromkeys(names)):
        yield Hit(rebuild.drop, object=table, table=table, children=children)


def _is_empty(child: Table, rebuild: Rebuild, context: Context) -> bool:
    return context.is_new(child) and child.full_name not in rebuild.interim_names
