"""ALTER TABLE that writes every row of a table in use again, or builds every index on a column again."""

from collections.abc import Iterator

from bot.effects import effects_of
from bot.effects.locks import named_tables
from bot.lint.rule import Context, Hit, rule
from bot.model import AddColumn, AlterColumn, Change, Effect, Message, Step, change_object, changed_table

WORK = {Effect.REWRITES_TABLE, Effect.BUILDS_INDEX}
COMPUTED = Message(
    "{written} is computed for every row, so add the column without it, SET DEFAULT in a statement of its own, "
    "and fill the old rows in batches outside the migration",
    "{written}은(는) 행마다 계산됩니다. 기본값 없이 컬럼을 추가하고 SET DEFAULT는 별도의 문으로 실행한 뒤, "
    "기존 행은 마이그레이션 밖에서 나누어 채우십시오",
)
NUMBERED = Message(
    "every old row gets a number, so add a nullable column, fill it in batches from a sequence, and make that its default",
    "기존 행마다 번호를 매기기 때문입니다. NULL을 허용하는 컬럼을 추가하고 시퀀스로 나누어 채운 뒤 그 시퀀스를 기본값으로 지정하십시오",
)
GENERATED = Message(
    "a stored expression is computed for every row, so add a plain column that the program or a trigger writes, and fill it in batches",
    "STORED 식은 행마다 계산됩니다. 일반 컬럼을 추가해 프로그램이나 트리거로 쓰고 기존 행은 나누어 채우십시오",
)
RETYPED = Message(
    "add a column of the new type, write both, fill it in batches, and switch over in a later release",
    "새 타입의 컬럼을 추가해 양쪽에 쓰고, 기존 행을 나누어 채운 다음, 이후 릴리스에서 전환하십시오",
)
MOVED = Message("run it in a maintenance window", "점검 시간에 실행하십시오")


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "ALTER TABLE that rewrites a table in use", "ko": "사용 중인 테이블을 다시 쓰는 ALTER TABLE"},
    message={
        "en": "{table} cannot be read or written while this rewrites the table or indexes of it",
        "ko": "이 문이 테이블이나 인덱스를 다시 쓰는 동안 {table}을(를) 읽지도 쓰지도 못합니다",
    },
)
def table_rewrite(step: Step, context: Context) -> Iterator[Hit]:
    """Each change of the statement that writes all rows again: a default computed for each, a number, another type, another place."""
    if step.verb != "alter table" or not {Effect.BLOCKS_READS, Effect.BLOCKS_WRITES} <= context.effects(step):
        return
    rewriting = [change for change in step.changes if _rewrites(change, step, context)]
    for change in rewriting:
        table = changed_table(change)
        if table is not None:
            yield Hit(step, object=change_object(change), table=table.full_name, advice=_advice(change))
    if not rewriting and Effect.REWRITES_TABLE in context.effects(step):
        for name in named_tables(step):
            yield Hit(step, object=name, table=name, advice=MOVED)


def _rewrites(change: Change, step: Step, context: Context) -> bool:
    """Not a constraint's index, which another rule reports, nor what becomes of a column that the pull request itself adds."""
    old = context.standing.table(change.table.full_name) if isinstance(change, AlterColumn) else None
    if isinstance(change, AlterColumn) and old is not None and old.column(change.before.name) is None:
        return False
    found = effects_of(step, base=context.standing, project=context.project, only=(change,))
    return bool(found & WORK) and (Effect.REWRITES_TABLE in found or isinstance(change, AlterColumn))


def _advice(change: Change) -> Message:
    match change:
        case AddColumn() if change.after.generated:
            return GENERATED
        case AddColumn() if change.after.default is not None:
            return COMPUTED.filled(written=f"DEFAULT {change.after.default.text}")
        case AddColumn():
            return NUMBERED
        case AlterColumn():
            return RETYPED
    return MOVED
