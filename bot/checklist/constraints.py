"""Items for keys, foreign keys, checks and indexes."""

from collections.abc import Iterator
from dataclasses import replace

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
    equal = bool(getattr(key, "nulls_not_distinct", False))
    if not scene.stood(table, key.columns):
        yield _second_row(table, key.columns, scene)
        return
    message = Message.of(
        en="No two rows of {table} agree in {columns}: the list is empty before the migration, and a second such row is refused after it.",
        ko="{table}에 {columns} 값이 같은 행이 없어야 합니다. 마이그레이션 전에 결과가 비어 있고 이후에는 중복 행이 거부되는지 확인합니다.",
        table=change.table.full_name,
        columns=key.columns,
    )
    columns = scene.origin_columns(table, key.columns)
    yield Draft("unique", ItemKind.INTEGRITY, message, duplicates(scene.origin(table), columns, scene.dialect, nulls_equal=equal))


def _second_row(table: Table, columns: tuple[str, ...], scene: Scene) -> Draft:
    message = Message.of(
        en="A second row of {table} with the same {columns} is refused.",
        ko="{table}에 {columns} 값이 같은 두 번째 행이 거부되는지 확인합니다.",
        table=table.full_name,
        columns=columns,
    )
    return Draft("unique", ItemKind.INTEGRITY, message, duplicates(table, columns, scene.dialect), When.AFTER)


def key_dropped(change: DropPrimaryKey | DropUnique, scene: Scene) -> Iterator[Draft]:
    """Columns that tell the rows apart no longer."""
    message = Message.of(
        en="Nothing relies on {columns} being unique in {table}: no upsert, no foreign key, no code that expects one row.",
        ko="{table}의 {columns}이(가) 유일하다고 믿는 것이 없는지 확인합니다. upsert, 외래 키, 한 행만 기대하는 코드가 해당합니다.",
        table=change.table.full_name,
        columns=change.before.columns,
    )
    yield Draft("unique", ItemKind.CONSISTENCY, message, duplicates(change.table, change.before.columns, scene.dialect), When.AFTER)


def reference_added(change: AddForeignKey | AlterForeignKey, scene: Scene) -> Iterator[Draft]:
    """Rows that must now have a parent: orphans, how many rows a parent has, what deleting it does."""
    table, key = change.table, change.after
    if scene.stood(table, key.columns) and scene.before.table(key.target):
        yield _orphans(table, key, scene)
    yield _deletion(table, key, scene)
    if isinstance(change, AddForeignKey):
        yield lookup(table, key, scene)


def _orphans(table: Table, key: ForeignKey, scene: Scene) -> Draft:
    message = Message.of(
        en="Every {columns} in {table} has its row in {target}: the count is 0 before the migration.",
        ko="{table}의 {columns}에 해당하는 행이 {target}에 모두 있는지 확인합니다. 마이그레이션 전에 건수가 0이어야 합니다.",
        table=table.full_name,
        columns=key.columns,
        target=key.target,
    )
    old = replace(key, columns=scene.origin_columns(table, key.columns))
    return Draft("orphans", ItemKind.INTEGRITY, message, orphans(scene.origin(table), old, scene.before))


def _deletion(table: Table, key: ForeignKey, scene: Scene) -> Draft:
    message = Message.of(
        en="{target} to {table} is {cardinality}: try a parent with no row and with the most there may be, and delete it ({action}).",
        ko="{target}와(과) {table}의 관계는 {cardinality}입니다. 자식이 없는 부모와 가장 많은 부모를 시험하고 삭제해 봅니다({action}).",
        table=table.full_name,
        target=key.target,
        cardinality=str(table.cardinality(key)),
        action=f"on delete {key.on_delete}",
    )
    return Draft("relation", ItemKind.CONSISTENCY, message, rows_per_parent(table, key.columns, scene.dialect), When.AFTER)


def lookup(table: Table, key: ForeignKey, scene: Scene) -> Draft:
    """Finding the rows of one parent."""
    message = Message.of(
        en="Finding the rows of {table} by {columns} uses an index: a join and every delete in {target} do it.",
        ko="{columns}(으)로 {table}의 행을 찾을 때 인덱스를 쓰는지 확인합니다. 조인과 {target} 삭제 때마다 일어나는 일입니다.",
        table=table.full_name,
        columns=key.columns,
        target=key.target,
    )
    return Draft("lookup", ItemKind.PERFORMANCE, message, explain_lookup(table, key.columns, scene.dialect), When.AFTER)


def reference_dropped(change: DropForeignKey, scene: Scene) -> Iterator[Draft]:
    """Rows that may now lose their parent."""
    message = Message.of(
        en="{table} may now hold {columns} that do not exist in {target}: something else keeps them right, or the count stays 0.",
        ko="이제 {table}에 {target}에 없는 {columns} 값이 들어올 수 있습니다. 다른 수단이 이를 막는지, 건수가 0으로 유지되는지 확인합니다.",
        table=change.table.full_name,
        columns=change.before.columns,
        target=change.before.target,
    )
    yield Draft("orphans", ItemKind.INTEGRITY, message, orphans(change.table, change.before, scene.after), When.AFTER)


def check_added(change: AddCheck | AlterCheck, scene: Scene) -> Iterator[Draft]:
    """Rows that must now meet a condition."""
    text = expression_text(change.after.expression)
    if _names_new_columns(change, scene):
        yield _refused_row(change, scene, text)
        return
    message = Message.of(
        en="No row of {table} breaks {check}: the count is 0 before the migration, and such a row is refused after it.",
        ko="{table}에 {check}을(를) 어기는 행이 없어야 합니다. 마이그레이션 전에 건수가 0이고, 이후에는 그런 행이 거부되는지 확인합니다.",
        table=change.table.full_name,
        check=part_object(change.table, change.after),
    )
    sql = count(scene.origin(change.table), f"NOT ({text})", scene.dialect) if text else None
    yield Draft("violations", ItemKind.INTEGRITY, message, sql)


def _names_new_columns(change: AddCheck | AlterCheck, scene: Scene) -> bool:
    """Whether the condition reads a column that the migration adds or renames."""
    new = set(change.table.column_names()) - set(scene.origin(change.table).column_names())
    return any(mentions(change.after, name) for name in new)


def _refused_row(change: AddCheck | AlterCheck, scene: Scene, text: str | None) -> Draft:
    message = Message.of(
        en="A row of {table} that breaks {check} is refused.",
        ko="{table}에서 {check}을(를) 어기는 행이 거부되는지 확인합니다.",
        table=change.table.full_name,
        check=part_object(change.table, change.after),
    )
    sql = count(change.table, f"NOT ({text})", scene.dialect) if text else None
    return Draft("violations", ItemKind.INTEGRITY, message, sql, When.AFTER)


def check_dropped(change: DropCheck, scene: Scene) -> Iterator[Draft]:
    """Rows that may now break a condition."""
    text = expression_text(change.before.expression)
    message = Message.of(
        en="Code that reads {table} copes with rows that {check} refused until now.",
        ko="{table}을(를) 읽는 코드가 지금까지 {check} 제약이 거부하던 행도 처리하는지 확인합니다.",
        table=change.table.full_name,
        check=part_object(change.table, change.before),
    )
    yield Draft(
        "violations", ItemKind.CONSISTENCY, message, count(change.table, f"NOT ({text})", scene.dialect) if text else None, When.AFTER
    )


def index_added(change: AddIndex | AlterIndex, scene: Scene) -> Iterator[Draft]:
    """A new index: the query it is for uses it; a unique one also tells rows apart."""
    index, table = change.after, change.table
    if change.before and replace(change.before, name=index.name) == index:
        yield _index_renamed(change.before, index, table)
        return
    message = Message.of(
        en="The query that {index} is for uses it, on as many rows as production has.",
        ko="운영과 같은 행 수에서 {index}을(를) 만든 목적의 쿼리가 실제로 이 인덱스를 쓰는지 확인합니다.",
        index=part_object(table, index),
    )
    yield Draft("plan", ItemKind.PERFORMANCE, message, explain_index(table, index, scene.dialect), When.AFTER)
    if index.unique and (change.before is None or not change.before.unique) and len(index.columns) == len(index.parts):
        yield _unique_index(index, table, scene)


def _unique_index(index: Index, table: Table, scene: Scene) -> Draft:
    if not scene.stood(table, index.columns):
        return _second_row(table, index.columns, scene)
    message = Message.of(
        en="No two rows of {table} agree in {columns}: the list is empty before {index} is built.",
        ko="{table}에서 {columns} 값이 같은 행이 둘 이상 없는지 확인합니다. {index}을(를) 만들기 전에 결과가 비어 있어야 합니다.",
        table=table.full_name,
        columns=index.columns,
        index=part_object(table, index),
    )
    where = expression_text(index.where)
    columns = scene.origin_columns(table, index.columns)
    return Draft("unique", ItemKind.INTEGRITY, message, duplicates(scene.origin(table), columns, scene.dialect, where=where))


def _index_renamed(before: Index, after: Index, table: Table) -> Draft:
    message = Message.of(
        en="Nothing says {old} any more (query hints, monitoring); it is {new} now.",
        ko="이제 {new}이므로 쿼리 힌트나 모니터링에 {old}(이)라는 이름이 남아 있지 않은지 확인합니다.",
        old=part_object(table, before),
        new=part_object(table, after),
    )
    return Draft("name", ItemKind.CONSISTENCY, message)


def index_dropped(change: DropIndex, scene: Scene) -> Iterator[Draft]:
    """An index that goes: nothing used it, or another one serves its queries."""
    message = Message.of(
        en="No query needs {index}: it was not read, or another index serves the same lookup.",
        ko="{index}을(를) 쓰는 쿼리가 없거나 다른 인덱스로 같은 조회가 되는지 확인합니다.",
        index=part_object(change.table, change.before),
    )
    table = scene.origin(change.table)
    old = _with_old_names(change.before, change.table, scene)
    sql = index_use(table, old, scene.dialect) or explain_index(table, old, scene.dialect)
    yield Draft("plan", ItemKind.PERFORMANCE, message, sql)


def _with_old_names(index: Index, table: Table, scene: Scene) -> Index:
    """The index with its columns as they are called before the migration."""
    parts = (replace(part, column=scene.origin_columns(table, (part.column,))[0]) if part.column else part for part in index.parts)
    return replace(index, parts=tuple(parts))
