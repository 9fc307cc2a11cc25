"""What the effects of a change ask of its rollout: at most one item a change, the worst first."""

from collections.abc import Iterator

from bot.checklist.draft import Draft, Scene
from bot.model import AddTable, Change, Dialect, DropColumn, DropTable, Effect, ItemKind, Message, RenameColumn, RenameTable, change_object

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
        en="As plain DDL the change of {object} fails on a server that has rows: run the migration on a copy of production first.",
        ko="행이 있는 서버에서는 {object} 변경이 단순한 DDL로는 실패합니다. 운영 데이터 사본에서 마이그레이션을 먼저 실행해 봅니다.",
        object=change_object(change),
    )
    return Draft("refused", ItemKind.ROLLOUT, message)


def _lossy(change: Change) -> Draft:
    message = Message.of(
        en="What {object} loses cannot be brought back: take a backup that was restored once, and run the migration on a copy first.",
        ko="{object}에서 잃는 값은 되돌릴 수 없습니다. 복원까지 확인한 백업을 두고 사본에서 마이그레이션을 먼저 실행해 봅니다.",
        object=change_object(change),
    )
    return Draft("lossy", ItemKind.ROLLOUT, message)


def _blocking(change: Change, scene: Scene) -> Draft:
    message = Message.of(
        en="Measure on a copy of production how long {table} is blocked; choose a quiet hour and a limit after which it gives up.",
        ko="운영 데이터 사본에서 {table}이(가) 얼마나 막히는지 재고, 한가한 시간과 포기할 제한 시간을 정합니다.",
        table=_table(change),
    )
    return Draft("blocking", ItemKind.ROLLOUT, message, WAITING[scene.dialect], table=_table(change))


def _working(change: Change) -> Draft:
    message = Message.of(
        en="Measure on a copy of production how long the work on {table} takes and what it leaves of the server meanwhile.",
        ko="운영 데이터 사본에서 {table} 작업이 얼마나 걸리고 그동안 서버에 얼마나 부담을 주는지 잽니다.",
        table=_table(change),
    )
    return Draft("working", ItemKind.ROLLOUT, message, table=_table(change))


def _breaking(change: Change) -> Draft:
    message = Message.of(
        en="The code that runs during the migration still works with {object}: settle which goes first, the migration or the release.",
        ko="마이그레이션 중에 돌고 있는 코드가 {object} 변경 후에도 동작하는지 확인하고, 마이그레이션과 배포의 순서를 정합니다.",
        object=change_object(change),
    )
    return Draft("breaking", ItemKind.ROLLOUT, message)
