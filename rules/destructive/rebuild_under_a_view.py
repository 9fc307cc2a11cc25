"""A SQLite table rebuild that fails over a view that reads the table."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Rebuild


@rule(
    severity="error",
    dialects=("sqlite",),
    summary={"en": "table rebuild under a view", "ko": "뷰가 참조하는 테이블의 재생성"},
    message={
        "en": "giving the new {table} its name fails, because {views} reads {table}, gone by then: drop the view before the rebuild "
        "and create it again afterwards",
        "ko": "새 {table}에 이름을 붙이는 단계에서 실패합니다. 그 시점에는 {views}이(가) 읽는 {table}이(가) 없기 때문입니다. "
        "재생성 전에 뷰를 삭제하고 끝난 뒤에 다시 만드십시오",
    },
)
def rebuild_under_a_view(rebuild: Rebuild, context: Context) -> Iterator[Hit]:
    """SQLite checks every view when a table is renamed, unless legacy_alter_table is on."""
    if rebuild.is_refused and not context.is_new(rebuild.before):
        views = tuple(view.full_name for view in rebuild.views)
        yield Hit(rebuild.ready, object=rebuild.before.full_name, table=rebuild.before.full_name, views=views)
