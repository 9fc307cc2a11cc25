"""Foreign keys that point at a table which a rebuild has taken away."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Rebuild


@rule(
    severity="error",
    dialects=("sqlite",),
    summary={"en": "table rebuild that leaves foreign keys astray", "ko": "외래 키가 없는 테이블을 가리키게 되는 재생성"},
    message={
        "en": "after {table} is made anew, the foreign keys of {children} point at {gone}, which does not exist: every write to them fails "
        "where keys are checked; fill the new table under another name and rename it at the end",
        "ko": "{table} 재생성 후 {children}의 외래 키가 존재하지 않는 {gone}을(를) 가리킵니다. "
        "외래 키를 검사하면 이 테이블에 대한 쓰기가 모두 실패합니다. 새 테이블을 다른 이름으로 만들어 채운 뒤 마지막에 이름을 바꾸십시오",
    },
)
def rebuild_leaves_keys_astray(rebuild: Rebuild, context: Context) -> Iterator[Hit]:
    """RENAME of the old table re-aims the keys that point at it, and they stay with it."""
    if rebuild.stray and not context.is_new(rebuild.before):
        children = tuple(dict.fromkeys(child.full_name for child, _ in rebuild.stray))
        gone = tuple(dict.fromkeys(key.target for _, key in rebuild.stray))
        yield Hit(rebuild.drop, object=rebuild.before.full_name, table=rebuild.before.full_name, children=children, gone=gone)
