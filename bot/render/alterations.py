"""What differs between two forms of one object, clause by clause."""

from collections.abc import Iterator

from bot.model import (
    AlterColumn,
    AlterEnum,
    AlterForeignKey,
    AlterSequence,
    AlterTable,
    AlterView,
    Change,
    Column,
    Dialect,
    Enum,
    ForeignKey,
    Message,
    Table,
)
from bot.render.definitions import column_type, expression, generated, identity, options, part_definition
from bot.render.references import CARDINALITY

ORDER_CHANGED = Message.of(en="order of values changed", ko="값의 순서 변경")
DEFINITION_CHANGED = Message.of(en="definition changed", ko="정의 변경")


def altered(change: Change, dialect: Dialect) -> Iterator[Message]:
    """The clauses for a change that has both sides and is no rename of a table or column."""
    match change:
        case AlterColumn(before=before, after=after):
            yield from _column(before, after, dialect)
        case AlterTable(before=old, after=new):
            yield from _table(old, new)
        case AlterEnum(before=old_enum, after=new_enum):
            yield from _enum(old_enum, new_enum)
        case AlterForeignKey(table=table, before=old_key, after=new_key):
            yield from _foreign_key(table, old_key, new_key)
        case AlterSequence(before=old_sequence, after=new_sequence):
            yield from _renamed(old_sequence.full_name, new_sequence.full_name)
            yield from _property("options", "옵션", options(old_sequence.options), options(new_sequence.options))
        case AlterView(before=old_view, after=new_view):
            yield from _renamed(old_view.full_name, new_view.full_name)
            if (old_view.definition, old_view.materialized) != (new_view.definition, new_view.materialized):
                yield DEFINITION_CHANGED
        case _:
            yield from _part(change.before, change.after)


def _column(before: Column, after: Column, dialect: Dialect) -> Iterator[Message]:
    if before.type != after.type:
        yield _from_to(column_type(before.type, dialect), column_type(after.type, dialect))
    if before.nullable != after.nullable:
        yield _switched("NOT NULL", "NOT NULL", on=not after.nullable)
    for en, ko, old, new in (
        ("default", "기본값", expression(before.default), expression(after.default)),
        ("computed", "생성 컬럼", generated(before.generated), generated(after.generated)),
        ("identity", "identity", identity(before.identity), identity(after.identity)),
        ("on update", "on update", expression(before.on_update), expression(after.on_update)),
        ("collation", "콜레이션", before.collation or "", after.collation or ""),
        ("character set", "문자 집합", before.charset or "", after.charset or ""),
        ("comment", "주석", before.comment or "", after.comment or ""),
    ):
        yield from _property(en, ko, old, new)
    if before.autoincrement != after.autoincrement:
        yield _switched("autoincrement", "autoincrement", on=after.autoincrement)


def _property(en: str, ko: str, before: str, after: str) -> Iterator[Message]:
    if before == after:
        return
    if not before:
        yield Message.of(en=f"{en} {{after}} added", ko=f"{ko} {{after}} 추가", after=after)
    elif not after:
        yield Message.of(en=f"{en} {{before}} dropped", ko=f"{ko} {{before}} 해제", before=before)
    else:
        yield Message.of(en=f"{en} {{before}} → {{after}}", ko=f"{ko} {{before}} → {{after}}", before=before, after=after)


def _from_to(before: str, after: str) -> Message:
    return Message.of(en="{before} → {after}", ko="{before} → {after}", before=before, after=after)


def _switched(en: str, ko: str, *, on: bool) -> Message:
    return Message.of(en=f"{en} added", ko=f"{ko} 추가") if on else Message.of(en=f"{en} dropped", ko=f"{ko} 해제")


def _table(before: Table, after: Table) -> Iterator[Message]:
    if before.row_security != after.row_security:
        yield _switched("row security", "행 수준 보안(RLS)", on=after.row_security)
    yield from _property("comment", "주석", before.comment or "", after.comment or "")
    yield from _property("options", "옵션", options(before.options), options(after.options))


def _enum(before: Enum, after: Enum) -> Iterator[Message]:
    yield from _renamed(before.full_name, after.full_name)
    added = tuple(value for value in after.values if value not in before.values)
    gone = tuple(value for value in before.values if value not in after.values)
    if added:
        yield Message.of(en="values added: {values}", ko="값 추가: {values}", values=added)
    if gone:
        yield Message.of(en="values removed: {values}", ko="값 제거: {values}", values=gone)
    if [value for value in before.values if value in after.values] != [value for value in after.values if value in before.values]:
        yield ORDER_CHANGED


def _foreign_key(table: Table, before: ForeignKey, after: ForeignKey) -> Iterator[Message]:
    yield from _part(before, after)
    yield CARDINALITY[table.cardinality(after)]


def _part(before: object, after: object) -> Iterator[Message]:
    old, new = part_definition(before), part_definition(after)
    if old != new:
        yield _from_to(old, new)
    yield from _renamed(getattr(before, "name", None) or "", getattr(after, "name", None) or "")
    if old == new and getattr(before, "name", None) == getattr(after, "name", None):
        yield DEFINITION_CHANGED


def _renamed(before: str, after: str) -> Iterator[Message]:
    if before != after:
        yield Message.of(en="renamed from {before}", ko="{before}에서 이름 변경", before=before)
