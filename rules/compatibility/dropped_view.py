"""A view that goes while something may still read it."""

from collections.abc import Iterator

from bot.effects.dragged import is_dragged
from bot.lint.rule import Context, Hit, rule
from bot.model import DropView, Table

SHOWN = 10


@rule(
    severity="warning",
    summary={"en": "view dropped without another in its place", "ko": "대체 없이 삭제되는 뷰"},
    message={
        "en": "every query that reads {view} fails from this migration on, and the code names it at {places} places: "
        "stop reading it one release earlier",
        "ko": "이 마이그레이션부터 {view}을(를) 조회하는 쿼리는 모두 실패하며, 코드에는 사용처가 {places}곳 있습니다. "
        "직전 릴리스에서 먼저 조회를 중단하십시오",
    },
)
def dropped_view(change: DropView, context: Context) -> Iterator[Hit]:
    """A view that is made again is replaced; one that a CASCADE reaches is in the list of `cascading-drop`."""
    view = change.before
    if view.existing or is_dragged(change, context.steps):
        return
    places = context.uses(Table(view.name, view.span, schema=view.schema))
    yield Hit(change, view=view.full_name, places=len(places), also=places[:SHOWN])
