"""Items for keys, foreign keys, checks and indexes."""

from collections.abc import Iterator
from dataclasses import replace

from bot.checklist.columns import unread
from bot.checklist.draft import Draft, Scene, When
from bot.checklist.queries import count, duplicates, explain_index, explain_lookup, expression_text, index_use, orphans, rows_per_parent
from bot.effects.statement import mentions
from bot.model import (
    AddCheck,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    AlterCheck,
    AlterForeignKey,
    AlterIndex,
    AlterPrimaryKey,
    AlterUnique,
    DropCheck,
    DropForeignKey,
    DropIndex,
    DropPrimaryKey,
    DropUnique,
    ForeignKey,
    Index,
    ItemKind,
    Message,
    Table,
    part_object,
)


def key_added(change: AddPrimaryKey | AlterPrimaryKey | AddUnique | AlterUnique, scene: Scene) -> Iterator[Draft]:
    """Columns that must now tell the rows apart."""
    key, table = change.after, change.table
    if change.before and replace(change.before, name=key.name) == key:
        yield _renamed_part(part_object(table, change.before), part_object(table, key))
        return
    equal = bool(getattr(key, "nulls_not_distinct", False))
    yield _unique(table, key.columns, scene, nulls_equal=equal)


def _unique(table: Table, columns: tuple[str, ...], scene: Scene, *, where: str | None = None, nulls_equal: bool = False) -> Draft:
    if not scene.stood(table, columns):
        return _second_row(table, columns, scene, where=where)
    message = Message.of(
        en="No two rows have the same {keys}: each list must be empty before the migration, and a duplicate must be refused after it.",
        ko="{keys} 값이 중복된 행이 없는지 확인합니다. 마이그레이션 전에는 결과가 모두 비어 있고 이후에는 중복 행이 거부되어야 합니다.",
        keys=(_keyed(table, columns),),
    )
    old = scene.origin_columns(table, columns)
    sql = duplicates(scene.origin(table), old, scene.dialect, where=where, nulls_equal=nulls_equal)
    return Draft("unique", ItemKind.INTEGRITY, message, sql, joins="keys")


def _keyed(table: Table, columns: tuple[str, ...]) -> str:
    return f"{table.full_name}({', '.join(columns)})"


def _second_row(table: Table, columns: tuple[str, ...], scene: Scene, *, where: str | None = None) -> Draft:
    message = Message.of(
        en="A second row with the same {keys} is refused.",
        ko="{keys} 값이 중복된 행이 거부되는지 확인합니다.",
        keys=(_keyed(table, columns),),
    )
    sql = duplicates(table, columns, scene.dialect, where=where)
    return Draft("unique", ItemKind.INTEGRITY, message, sql, When.AFTER, joins="keys")


def _renamed_part(old: str, new: str) -> Draft:
    message = Message.of(
        en="Nothing uses the old name any more (query hints, error handling, monitoring): {names}.",
        ko="쿼리 힌트, 오류 처리, 모니터링에 이전 이름이 남아 있지 않은지 확인합니다: {names}.",
        names=(f"{old} → {new}",),
    )
    return Draft("part-names", ItemKind.CONSISTENCY, message, joins="names")


def key_dropped(change: DropPrimaryKey | DropUnique, scene: Scene) -> Iterator[Draft]:
    """Columns that tell the rows apart no longer."""
    columns = change.before.columns
    if gone := _dropped(change.table, columns, scene):
        yield unread(change.table, gone, scene)
        return
    message = Message.of(
        en="Nothing relies on {keys} being unique any more: no upsert, foreign key or code that expects one row.",
        ko="UPSERT, 외래 키, 한 행만 기대하는 코드 등 {keys}의 유일성에 더 이상 의존하는 곳이 없는지 확인합니다.",
        keys=(_keyed(change.table, columns),),
    )
    sql = duplicates(change.table, columns, scene.dialect)
    yield Draft("unique", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="keys")


def _dropped(table: Table, columns: tuple[str, ...], scene: Scene) -> tuple[str, ...]:
    """Those of the columns that go too: what stood on them has nothing left to be tested but who reads them."""
    return tuple(column for column in scene.dropped_columns(table) if column in columns)


def reference_added(change: AddForeignKey | AlterForeignKey, scene: Scene) -> Iterator[Draft]:
    """Rows that must now have a parent: orphans, how many rows a parent has, what deleting it does."""
    table, key, before = change.table, change.after, change.before
    if before and replace(before, name=key.name) == key:
        yield _renamed_part(part_object(table, before), part_object(table, key))
        return
    if not _held(before, key) and scene.stood(table, key.columns) and scene.before.table(key.target):
        yield _orphans(table, key, scene)
    yield relations(table, (key,), rows_per_parent(table, key.columns, scene.dialect))
    if before is None and table.has_index_on(key.columns):
        yield lookup(table, key, scene)


def _held(before: ForeignKey | None, after: ForeignKey) -> bool:
    """Whether the key before already saw to it that every row has its parent."""
    meant = (after.columns, after.target, after.target_columns)
    return before is not None and before.validated and (before.columns, before.target, before.target_columns) == meant


def _orphans(table: Table, key: ForeignKey, scene: Scene) -> Draft:
    message = Message.of(
        en="Every row has its parent ({keys}): each count must be 0 before the migration.",
        ko="모든 행에 부모 행이 있는지 확인합니다({keys}). 마이그레이션 전에 건수가 모두 0이어야 합니다.",
        keys=(f"{_keyed(table, key.columns)} → {key.target}",),
    )
    old = replace(key, columns=scene.origin_columns(table, key.columns))
    return Draft("orphans", ItemKind.INTEGRITY, message, orphans(scene.origin(table), old, scene.before), joins="keys")


def relations(table: Table, keys: tuple[ForeignKey, ...], sql: str | None = None) -> Draft:
    """How many rows a parent may have, and what deleting it does."""
    message = Message.of(
        en="The relationships are as intended ({relations}): test a parent without child rows and one with many, and delete both.",
        ko="관계가 의도한 대로인지 확인합니다({relations}). 자식 행이 없는 부모와 많은 부모로 테스트하고, 두 부모를 모두 삭제해 봅니다.",
        relations=tuple(f"{key.target} → {table.full_name} {table.cardinality(key)}, on delete {key.on_delete}" for key in keys),
    )
    return Draft("relation", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="relations")


def lookup(table: Table, key: ForeignKey, scene: Scene) -> Draft:
    """Finding the rows of one parent."""
    message = Message.of(
        en="Looking up the child rows of a parent uses an index ({keys}): joins and every delete of a parent do it.",
        ko="부모의 자식 행을 찾을 때 인덱스를 사용하는지 확인합니다({keys}). 조인하거나 부모를 삭제할 때마다 필요한 조회입니다.",
        keys=(_keyed(table, key.columns),),
    )
    return Draft("lookup", ItemKind.PERFORMANCE, message, explain_lookup(table, key.columns, scene.dialect), When.AFTER, joins="keys")


def reference_dropped(change: DropForeignKey, scene: Scene) -> Iterator[Draft]:
    """Rows that may now lose their parent."""
    key = change.before
    if gone := _dropped(change.table, key.columns, scene):
        yield unread(change.table, gone, scene)
        return
    message = Message.of(
        en="Rows can now reference a parent that does not exist ({keys}): something else prevents it, or each count stays 0.",
        ko="이제 존재하지 않는 부모를 참조하는 행이 생길 수 있습니다({keys}). "
        "다른 수단으로 막고 있는지, 아니면 건수가 모두 0으로 유지되는지 확인합니다.",
        keys=(f"{_keyed(change.table, key.columns)} → {key.target}",),
    )
    yield Draft("orphans", ItemKind.INTEGRITY, message, orphans(change.table, key, scene.after), When.AFTER, joins="keys")


def check_added(change: AddCheck | AlterCheck, scene: Scene) -> Iterator[Draft]:
    """Rows that must now meet a condition."""
    table, check = change.table, change.after
    if change.before and replace(change.before, name=check.name) == check:
        yield _renamed_part(part_object(table, change.before), part_object(table, check))
        return
    text = expression_text(check.expression)
    if _names_new_columns(change, scene):
        yield _refused_row(change, scene, text)
        return
    message = Message.of(
        en="No row violates {checks}: each count must be 0 before the migration, and such a row must be refused after it.",
        ko="{checks}을(를) 위반하는 행이 없는지 확인합니다. 마이그레이션 전에는 건수가 모두 0이고, 이후에는 그런 행이 거부되어야 합니다.",
        checks=(part_object(table, check),),
    )
    sql = count(scene.origin(table), f"NOT ({text})", scene.dialect) if text else None
    yield Draft("violations", ItemKind.INTEGRITY, message, sql, joins="checks")


def _names_new_columns(change: AddCheck | AlterCheck, scene: Scene) -> bool:
    """Whether the condition reads a column that the migration adds or renames."""
    new = set(change.table.column_names()) - set(scene.origin(change.table).column_names())
    return any(mentions(change.after, name) for name in new)


def _refused_row(change: AddCheck | AlterCheck, scene: Scene, text: str | None) -> Draft:
    message = Message.of(
        en="A row that violates {checks} is refused.",
        ko="{checks}을(를) 위반하는 행이 거부되는지 확인합니다.",
        checks=(part_object(change.table, change.after),),
    )
    sql = count(change.table, f"NOT ({text})", scene.dialect) if text else None
    return Draft("violations", ItemKind.INTEGRITY, message, sql, When.AFTER, joins="checks")


def check_dropped(change: DropCheck, scene: Scene) -> Iterator[Draft]:
    """Rows that may now break a condition."""
    table, check = change.table, change.before
    gone = tuple(column for column in scene.dropped_columns(table) if mentions(check, column))
    if gone:
        yield unread(table, gone, scene)
        return
    text = expression_text(check.expression)
    message = Message.of(
        en="The code handles rows that {checks} refused until now.",
        ko="지금까지 {checks} 제약이 거부하던 행도 코드에서 처리하는지 확인합니다.",
        checks=(part_object(table, check),),
    )
    sql = count(table, f"NOT ({text})", scene.dialect) if text else None
    yield Draft("violations", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="checks")


def index_added(change: AddIndex | AlterIndex, scene: Scene) -> Iterator[Draft]:
    """A new index: the query it is for uses it; a unique one also tells rows apart."""
    index, table = change.after, change.table
    if change.before and replace(change.before, name=index.name) == index:
        yield _renamed_part(part_object(table, change.before), part_object(table, index))
        return
    yield used(index, table, scene)
    if index.unique and (change.before is None or not change.before.unique) and len(index.columns) == len(index.parts):
        yield _unique(table, index.columns, scene, where=expression_text(index.where))


def used(index: Index, table: Table, scene: Scene) -> Draft:
    """The query that an index is for uses it."""
    message = Message.of(
        en="The query that the index is meant for uses it at production row counts: {indexes}.",
        ko="운영과 같은 건수의 데이터에서 대상 쿼리가 실제로 이 인덱스를 사용하는지 확인합니다: {indexes}.",
        indexes=(part_object(table, index),),
    )
    return Draft("plan", ItemKind.PERFORMANCE, message, explain_index(table, index, scene.dialect), When.AFTER, joins="indexes")


def index_dropped(change: DropIndex, scene: Scene) -> Iterator[Draft]:
    """An index that goes: nothing used it, or another one serves its queries."""
    if gone := _dropped(change.table, change.before.columns, scene):
        yield unread(change.table, gone, scene)
        return
    message = Message.of(
        en="No query needs the index any more, or another one serves the same lookup: {indexes}.",
        ko="이 인덱스가 필요한 쿼리가 더 이상 없거나 다른 인덱스로 같은 조회를 처리할 수 있는지 확인합니다: {indexes}.",
        indexes=(part_object(change.table, change.before),),
    )
    table = scene.origin(change.table)
    old = _with_old_names(change.before, change.table, scene)
    sql = index_use(table, old, scene.dialect) or explain_index(table, old, scene.dialect)
    yield Draft("plan", ItemKind.PERFORMANCE, message, sql, joins="indexes")


def _with_old_names(index: Index, table: Table, scene: Scene) -> Index:
    """The index with its columns as they are called before the migration."""
    parts = (replace(part, column=scene.origin_columns(table, (part.column,))[0]) if part.column else part for part in index.parts)
    return replace(index, parts=tuple(parts))
