"""Two of drizzle-kit's snapshots that were made on top of the same one."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory, Snapshot, Span


@rule(
    severity="warning",
    summary={"en": "two snapshots of one parent", "ko": "부모가 같은 두 스냅샷"},
    message={
        "en": "{snapshots} were made on top of the same snapshot: drizzle-kit refuses to generate any further migration and still exits "
        "with 0; drop the younger migration, rebase and generate it again",
        "ko": "{snapshots}이(가) 같은 스냅샷을 부모로 가리킵니다. drizzle-kit이 더는 마이그레이션을 생성하지 않으면서 "
        "종료 코드는 0을 반환합니다. 나중 마이그레이션을 지우고 리베이스한 뒤 다시 생성하십시오",
    },
)
def forked_snapshot(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # one history, one run
    """Each group with one parent that the pull request makes, or makes larger, at the last of them."""
    old = {(snapshot.path, snapshot.parent) for snapshot in history.base_snapshots}
    groups: dict[str, list[Snapshot]] = {}
    for snapshot in history.snapshots:
        if snapshot.parent is not None:
            groups.setdefault(snapshot.parent, []).append(snapshot)
    for group in groups.values():
        if len(group) > 1 and any((snapshot.path, snapshot.parent) not in old for snapshot in group):
            *others, last = (Span(snapshot.path, 1, 1) for snapshot in group)
            yield Hit(last, object=last.path, snapshots=tuple(snapshot.path for snapshot in group), also=tuple(others))
