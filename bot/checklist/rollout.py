"""What the effects of a change ask of its rollout: at most one item a change, the worst first."""

from collections.abc import Iterator

from bot.checklist.draft import Draft, Scene
from bot.model import (
    AddColumn,
    AddTable,
    Change,
    Dialect,
    DropColumn,
    DropTable,
    Effect,
    ItemKind,
    Message,
    RenameColumn,
    RenameTable,
    change_object,
)

WAITING = {
    Dialect.POSTGRESQL: "SET lock_timeout = '5s';",
    Dialect.MYSQL: "SET SESSION lock_wait_timeout = 5;",
    Dialect.MARIADB: "SET SESSION lock_wait_timeout = 5;",
    Dialect.SQLITE: "PRAGMA busy_timeout = 5000;",
}
BLOCKING = frozenset({Effect.BLOCKS_READS, Effect.BLOCKS_WRITES})
WORKING = frozenset({Effect.REWRITES_TABLE, Effect.SCANS_TABLE, Effect.BUILDS_INDEX})


def rolled_out(change: Change, scene: Scene) -> Iterator[Draft]:
    """The rollout item of a change, for every kind of change alike."""
    if isinstance(change, AddTable):
        return
    if Effect.FAILS in scene.effects:
        if not isinstance(change, AddColumn):  # its own item asks what the rows get
            yield _refused(change)
    elif Effect.LOSES_DATA in scene.effects:
        if not isinstance(change, DropTable | DropColumn):  # their own items keep a copy, as those of renames say how both names live
            yield _lossy(change)
    elif scene.effects & BLOCKING:
        yield _blocking(change, scene)
    elif scene.effects & WORKING:
        yield _working(change)
    elif Effect.BREAKS_RUNNING_CODE in scene.effects and not isinstance(change, RenameTable | RenameColumn):
        yield _breaking(change)


def _table(change: Change) -> str:
    table = getattr(change, "table", None) or change.before or change.after
    return str(getattr(table, "full_name", table))


def _refused(change: Change) -> Draft:
    message = Message.of(
        en="Run the migration on a copy of production first: as it stands it may fail for {objects}.",
        ko="운영 데이터 사본에서 마이그레이션을 먼저 실행해 봅니다. 지금대로라면 {objects}에서 실패할 수 있습니다.",
        objects=(change_object(change),),
    )
    return Draft("refused", ItemKind.ROLLOUT, message, joins="objects")


def _lossy(change: Change) -> Draft:
    message = Message.of(
        en="Values lost in {objects} cannot be recovered: take a backup, test restoring it, and run the migration on a copy first.",
        ko="{objects}에서 잃은 값은 복구할 수 없습니다. 백업을 받아 복원까지 테스트하고, 사본에서 마이그레이션을 먼저 실행해 봅니다.",
        objects=(change_object(change),),
    )
    return Draft("lossy", ItemKind.ROLLOUT, message, joins="objects")


def _blocking(change: Change, scene: Scene) -> Draft:
    message = Message.of(
        en="Measure on a copy of production how long the migration blocks {tables}; choose a quiet hour and a limit for waiting on locks.",
        ko="운영 데이터 사본에서 마이그레이션이 {tables}을(를) 얼마나 오래 차단하는지 측정하고, "
        "한가한 시간대와 잠금 대기 제한 시간을 정합니다.",
        tables=(_table(change),),
    )
    return Draft("blocking", ItemKind.ROLLOUT, message, WAITING[scene.dialect], table=_table(change), joins="tables")


def _working(change: Change) -> Draft:
    message = Message.of(
        en="Measure on a copy of production how long the work on {tables} takes and how much load it puts on the server.",
        ko="운영 데이터 사본에서 {tables} 작업이 얼마나 걸리고 서버에 부하를 얼마나 주는지 측정합니다.",
        tables=(_table(change),),
    )
    return Draft("working", ItemKind.ROLLOUT, message, table=_table(change), joins="tables")


def _breaking(change: Change) -> Draft:
    message = Message.of(
        en="The code that runs during the migration works with {objects} after the change: decide which goes first, migration or release.",
        ko="마이그레이션 중에 실행 중인 코드가 {objects} 변경 후에도 동작하는지 확인하고, 마이그레이션과 릴리스의 순서를 정합니다.",
        objects=(change_object(change),),
    )
    return Draft("breaking", ItemKind.ROLLOUT, message, joins="objects")
