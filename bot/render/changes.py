"""What each Change says in the comment's table: one or more clauses in both languages, without naming the object again."""

from collections.abc import Iterator

from bot.model import (
    AddForeignKey,
    AddName,
    AddTable,
    Change,
    CheckConstraint,
    Column,
    Dialect,
    DropName,
    DropTable,
    Enum,
    Index,
    Message,
    Policy,
    PrimaryKey,
    RenameColumn,
    RenameTable,
    UniqueConstraint,
    View,
    change_kind,
)
from bot.render.alterations import altered
from bot.render.definitions import definition, enum_values, expression, part_definition
from bot.render.references import reference_words

GUESS = Message.of(en="a guess: it may be a drop and an addition", ko="추정: 삭제와 추가일 수도 있음")
NAMES = {
    "add-role": Message.of(en="new role", ko="새 롤"),
    "drop-role": Message.of(en="role dropped", ko="롤 삭제"),
    "add-namespace": Message.of(en="new database schema", ko="새 데이터베이스 스키마"),
    "drop-namespace": Message.of(en="database schema dropped", ko="데이터베이스 스키마 삭제"),
}
DROPPED = {
    "drop-table": Message.of(en="table dropped", ko="테이블 삭제"),
    "drop-column": Message.of(en="column dropped", ko="컬럼 삭제"),
    "drop-primary-key": Message.of(en="primary key dropped", ko="기본 키 삭제"),
    "drop-unique": Message.of(en="unique constraint dropped", ko="유니크 제약 삭제"),
    "drop-foreign-key": Message.of(en="foreign key dropped", ko="외래 키 삭제"),
    "drop-check": Message.of(en="check constraint dropped", ko="CHECK 제약 삭제"),
    "drop-index": Message.of(en="index dropped", ko="인덱스 삭제"),
    "drop-policy": Message.of(en="row security policy dropped", ko="RLS 정책 삭제"),
    "drop-enum": Message.of(en="enum dropped", ko="ENUM 삭제"),
    "drop-view": Message.of(en="view dropped", ko="뷰 삭제"),
    "drop-sequence": Message.of(en="sequence dropped", ko="시퀀스 삭제"),
}


def change_words(change: Change, dialect: Dialect) -> tuple[Message, ...]:
    """The clauses that say what the change does; never empty."""
    clauses = tuple(_clauses(change, dialect))
    return clauses if change.certain else (*clauses, GUESS)


def _clauses(change: Change, dialect: Dialect) -> Iterator[Message]:
    match change:
        case AddName() | DropName():
            yield NAMES.get(change_kind(change), Message.of(en="{kind}", ko="{kind}", kind=change_kind(change)))
        case RenameTable() | RenameColumn():
            yield Message.of(en="renamed from {before}", ko="{before}에서 이름 변경", before=_old_name(change))
        case AddTable(after=table):
            yield Message.of(en="new table", ko="새 테이블")
            yield from _counts(len(table.columns), len(table.foreign_keys), len(table.indexes))
        case DropTable(before=table):
            yield DROPPED["drop-table"]
            yield from _counts(len(table.columns), 0, 0)
        case AddForeignKey(table=table, after=key):
            yield from reference_words(table, key)
        case _ if change.after is None:
            yield DROPPED[change_kind(change)]
        case _ if change.before is None:
            yield _new(change.after, dialect)
        case _:
            yield from altered(change, dialect)


def _old_name(change: RenameTable | RenameColumn) -> str:
    return change.before.full_name if isinstance(change, RenameTable) else change.before.name


def _counts(columns: int, foreign_keys: int, indexes: int) -> Iterator[Message]:
    for count, one, many, korean in (
        (columns, "column", "columns", "컬럼"),
        (foreign_keys, "foreign key", "foreign keys", "외래 키"),
        (indexes, "index", "indexes", "인덱스"),
    ):
        if count:
            yield Message.of(en=f"{{count}} {one if count == 1 else many}", ko=f"{korean} {{count}}개", count=count)


def _new(value: object, dialect: Dialect) -> Message:
    match value:
        case Column():
            return Message.of(en="new column {type}", ko="새 컬럼 {type}", type=definition(value, dialect))
        case PrimaryKey(columns=columns):
            return Message.of(en="new primary key on {columns}", ko="새 기본 키 {columns}", columns=columns)
        case UniqueConstraint(columns=columns):
            return Message.of(en="new unique constraint on {columns}", ko="새 유니크 제약 {columns}", columns=columns)
        case CheckConstraint(expression=condition):
            return Message.of(en="new check {condition}", ko="새 CHECK 제약 {condition}", condition=expression(condition))
        case Index() if value.unique:
            return Message.of(en="new unique index {parts}", ko="새 유니크 인덱스 {parts}", parts=_parts(value))
        case Index():
            return Message.of(en="new index {parts}", ko="새 인덱스 {parts}", parts=_parts(value))
        case _:
            return _new_object(value)


def _new_object(value: object) -> Message:
    match value:
        case Policy():
            return Message.of(en="new row security policy {rule}", ko="새 RLS 정책 {rule}", rule=part_definition(value))
        case Enum(values=values):
            return Message.of(en="new enum {values}", ko="새 ENUM {values}", values=enum_values(values))
        case View():
            return Message.of(en="new view", ko="새 뷰")
        case _:
            return Message.of(en="new sequence", ko="새 시퀀스")


def _parts(index: Index) -> str:
    return part_definition(index).removeprefix("unique ").removeprefix("index ")
