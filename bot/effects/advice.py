"""Advice that several rules give, in the words that fit what applies the migrations."""

from collections.abc import Mapping

from bot.effects.runners import fact
from bot.effects.way_out import Next, WayOut, next_transaction, way_out
from bot.model import AddIndex, AddPrimaryKey, AddUnique, AlterPrimaryKey, AlterUnique, Message, Project, Schema, Step, Table

Key = AddUnique | AlterUnique | AddPrimaryKey | AlterPrimaryKey

CONCURRENTLY: Mapping[WayOut, Message] = {
    WayOut.NOTHING: Message("add CONCURRENTLY, and look at {valid} afterwards", "CONCURRENTLY를 붙이고 끝난 뒤 {valid}를 확인하십시오"),
    WayOut.COMMIT: Message(
        "run it with CONCURRENTLY, outside of this file's BEGIN and COMMIT, and look at {valid} afterwards",
        "CONCURRENTLY를 붙여 이 파일의 BEGIN과 COMMIT 밖에서 실행하고 끝난 뒤 {valid}를 확인하십시오",
    ),
    WayOut.CALL: Message(
        "run it with CONCURRENTLY as the only statement of a migration, since several statements of one call are one transaction",
        "한 번에 보내는 여러 SQL 문은 하나의 트랜잭션이 되므로 CONCURRENTLY를 붙인 이 문만 담은 마이그레이션으로 나누십시오",
    ),
    WayOut.OPT_OUT: Message(
        "run it with CONCURRENTLY as the only statement of a migration that says {opt_out}, and look at {valid} afterwards",
        "{opt_out}을(를) 적은 별도의 마이그레이션에서 CONCURRENTLY를 붙여 이 문만 실행하고 끝난 뒤 {valid}를 확인하십시오",
    ),
    WayOut.HAND: Message(
        "this runner wraps every migration in a transaction, so run it by hand with CONCURRENTLY before the deployment, "
        "look at {valid}, and let the migration find it with IF NOT EXISTS",
        "이 실행기는 모든 마이그레이션을 트랜잭션으로 묶으므로 배포 전에 CONCURRENTLY로 직접 실행하고 {valid}를 확인한 다음, "
        "마이그레이션에는 IF NOT EXISTS를 붙여 두십시오",
    ),
    WayOut.UNKNOWN: Message(
        "run it with CONCURRENTLY, outside of any transaction, and look at {valid} afterwards",
        "트랜잭션 밖에서 CONCURRENTLY를 붙여 실행하고 끝난 뒤 {valid}를 확인하십시오",
    ),
}

INDEX_FIRST: Mapping[WayOut, Message] = {
    WayOut.HAND: Message(
        "build the unique index by hand with CONCURRENTLY before the deployment, look at {valid}, "
        "and take it over with ADD CONSTRAINT … USING INDEX",
        "배포 전에 CONCURRENTLY로 유니크 인덱스를 직접 만들어 {valid}를 확인하고, ADD CONSTRAINT … USING INDEX로 그 인덱스를 쓰십시오",
    ),
    WayOut.OPT_OUT: Message(
        "build the unique index with CONCURRENTLY in an earlier migration that says {opt_out}, "
        "and take it over with ADD CONSTRAINT … USING INDEX",
        "{opt_out}을(를) 적은 앞선 마이그레이션에서 CONCURRENTLY로 유니크 인덱스를 만들고, "
        "ADD CONSTRAINT … USING INDEX로 그 인덱스를 쓰십시오",
    ),
}
FIRST_ON_NEW_COLUMN: Mapping[WayOut, Message] = {
    WayOut.HAND: Message(
        "leave the constraint to a later deployment; once its columns are there, build the unique index by hand with CONCURRENTLY, "
        "look at {valid}, and take it over with ADD CONSTRAINT … USING INDEX",
        "제약 조건은 다음 배포로 미루십시오. 컬럼이 생긴 뒤 CONCURRENTLY로 유니크 인덱스를 직접 만들어 {valid}를 확인하고, "
        "ADD CONSTRAINT … USING INDEX로 그 인덱스를 쓰십시오",
    ),
    WayOut.OPT_OUT: Message(
        "add its columns first, then build the unique index with CONCURRENTLY in a migration of its own that says {opt_out}, "
        "and take it over with ADD CONSTRAINT … USING INDEX",
        "컬럼을 먼저 추가하고, {opt_out}을(를) 적은 별도의 마이그레이션에서 CONCURRENTLY로 유니크 인덱스를 만든 다음 "
        "ADD CONSTRAINT … USING INDEX로 그 인덱스를 쓰십시오",
    ),
}
OUTSIDE = Message(
    "build the unique index with CONCURRENTLY outside of any transaction, and take it over with ADD CONSTRAINT … USING INDEX",
    "트랜잭션 밖에서 CONCURRENTLY로 유니크 인덱스를 만들고, ADD CONSTRAINT … USING INDEX로 그 인덱스를 쓰십시오",
)

ELSEWHERE: Mapping[WayOut, Message] = {
    WayOut.COMMIT: Message("move it outside of this file's BEGIN and COMMIT", "이 파일의 BEGIN과 COMMIT 밖으로 옮기십시오"),
    WayOut.CALL: Message(
        "make it the only statement of a migration, since several statements of one call are one transaction",
        "한 번에 보내는 여러 SQL 문은 하나의 트랜잭션이 되므로 이 문만 담은 마이그레이션으로 나누십시오",
    ),
    WayOut.OPT_OUT: Message(
        "make it the only statement of a migration that says {opt_out}", "{opt_out}을(를) 적은 별도의 마이그레이션에 이 문만 두십시오"
    ),
    WayOut.HAND: Message(
        "this runner wraps every migration, so run it by hand before the deployment, look at {valid}, "
        "and leave in the migration what then finds it done (IF NOT EXISTS without CONCURRENTLY)",
        "이 실행기는 모든 마이그레이션을 트랜잭션으로 묶으므로 배포 전에 직접 실행해 {valid}를 확인하고, "
        "마이그레이션에는 이미 되어 있으면 아무 일도 하지 않는 문(CONCURRENTLY 없는 IF NOT EXISTS)을 두십시오",
    ),
}
ON_NEW_COLUMN = Message(
    "leave the index to a later deployment; once the column is there, build it by hand with CONCURRENTLY, look at {valid}, "
    "and let that migration find it with IF NOT EXISTS",
    "인덱스는 다음 배포로 미루십시오. 컬럼이 생긴 뒤 CONCURRENTLY로 직접 만들어 {valid}를 확인하고, "
    "그 마이그레이션에는 IF NOT EXISTS를 붙여 두십시오",
)

LATER: Mapping[Next, Message] = {
    Next.COMMIT: Message("after the COMMIT", "COMMIT 뒤"),
    Next.MIGRATION: Message("in a later migration", "다음 마이그레이션"),
    Next.DEPLOYMENT: Message(
        "in a later deployment, since this runner puts all pending migrations into one transaction",
        "다음 배포(이 실행기는 대기 중인 마이그레이션을 모두 하나의 트랜잭션으로 묶습니다)",
    ),
    Next.UNKNOWN: Message("in a later transaction", "다음 트랜잭션"),
}


def concurrently(step: Step, project: Project) -> Message:
    """How this statement can run with CONCURRENTLY here; where it cannot, what to do instead."""
    way = way_out(step, project)
    return _valued(CONCURRENTLY[way], project)


def index_online(index: AddIndex, step: Step, project: Project, *, base: Schema) -> Message:
    """The same for an index, which cannot be built beforehand where one of its columns is new."""
    way = way_out(step, project)
    is_new = _has_new_column(index.table, index.after.columns, base)
    return _valued(ON_NEW_COLUMN, project) if is_new and way is WayOut.HAND else concurrently(step, project)


def elsewhere(step: Step, project: Project) -> Message:
    """Where a statement that is refused in this transaction can run."""
    way = way_out(step, project)
    return _valued(ELSEWHERE[way], project)


def index_first(key: Key, step: Step, project: Project, *, base: Schema) -> Message:
    """How the unique index of a constraint can be there before the constraint is, where one of its columns is new as well."""
    is_new = _has_new_column(key.table, key.after.columns, base)
    return _valued((FIRST_ON_NEW_COLUMN if is_new else INDEX_FIRST).get(way_out(step, project), OUTSIDE), project)


def _has_new_column(table: Table, columns: tuple[str, ...], base: Schema) -> bool:
    old = base.table(table.full_name)
    return old is not None and any(old.column(name) is None for name in columns)


def _valued(text: Message, project: Project) -> Message:
    values = {"opt_out": fact(project, "opt_out") or "", "valid": "pg_index.indisvalid"}
    return text.filled(**{name: value for name, value in values.items() if f"{{{name}}}" in text.en})


def later(step: Step, project: Project, *, en: str, ko: str, **values: str) -> Message:
    """The two sentences with `{when}` replaced by where a later transaction begins."""
    when = LATER[next_transaction(step, project)]
    return Message.of(en.replace("{when}", when.en), ko.replace("{when}", when.ko), **values)
