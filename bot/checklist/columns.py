"""Items for columns: added, dropped, renamed, altered."""

from collections.abc import Iterator

from bot.checklist.draft import Draft, Scene, When
from bot.checklist.fits import unfit
from bot.checklist.queries import backup, count, named, not_null_violations, readers
from bot.emit.names import quote
from bot.model import AddColumn, AlterColumn, Column, DropColumn, Expression, ItemKind, Message, RenameColumn, Table, Unknown


def added_column(change: AddColumn, scene: Scene) -> Iterator[Draft]:
    """A new column: what the old rows hold in it, and what an insert that does not know it gets."""
    column, table = change.after, change.table
    place = (f"{table.full_name}.{column.name}",)
    if column.has_value_without_input:
        message = Message.of(
            en="Insert a row without {columns}, as the code before this change does: it must get the default values of the schema, "
            "and existing rows must have them too.",
            ko="이 변경 이전의 코드처럼 {columns} 없이 행을 넣어 스키마의 기본값이 들어가는지, 기존 행에도 그 값이 있는지 확인합니다.",
            columns=place,
        )
        yield Draft("filled", ItemKind.INTEGRITY, message, _values(change, scene), When.AFTER, joins="columns")
    elif column.nullable:
        message = Message.of(
            en="Existing rows have NULL in {columns} unless the migration fills them in: read such rows with the new code.",
            ko="마이그레이션에서 채우지 않으면 기존 행의 {columns} 값은 NULL입니다. 새 코드가 이런 행을 읽을 수 있는지 확인합니다.",
            columns=place,
        )
        sql = not_null_violations(table, (column.name,), scene.dialect)
        yield Draft("empty", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="columns")
    else:
        message = Message.of(
            en="Existing rows need a value for {columns}, which is required and has no default: decide on it before the migration.",
            ko="{columns}은(는) 필수인데 기본값이 없습니다. 기존 행에 넣을 값을 마이그레이션 전에 정합니다.",
            columns=place,
        )
        sql = f"SELECT count(*) FROM {named(scene.origin(table), scene.dialect)};"
        yield Draft("required", ItemKind.INTEGRITY, message, sql, joins="columns")


def _values(change: AddColumn, scene: Scene) -> str:
    return count(change.table, f"{quote(change.after.name, scene.dialect)} IS NULL", scene.dialect)


def dropped_column(change: DropColumn, scene: Scene) -> Iterator[Draft]:
    """A column that goes: who still reads it, and a copy of what is in it."""
    yield unread(change.table, (change.before.name,), scene)
    message = Message.of(
        en="Keep a copy of the values of {columns} until it is certain that nobody needs them.",
        ko="필요 없다는 것이 확실해질 때까지 {columns} 값의 사본을 보관합니다.",
        columns=(f"{change.table.full_name}.{change.before.name}",),
    )
    together = scene.dropped_columns(change.table) or (change.before.name,)
    sql = backup(scene.origin(change.table), scene.origin_columns(change.table, together), scene.dialect)
    yield Draft("backup", ItemKind.ROLLOUT, message, sql, joins="columns")


def unread(table: Table, columns: tuple[str, ...], scene: Scene) -> Draft:
    """Columns that go: who still reads them."""
    message = Message.of(
        en="Nothing reads {columns} any more: no view, trigger, query in the code or report.",
        ko="뷰, 트리거, 코드의 쿼리, 보고서 어디에서도 {columns}을(를) 더 이상 읽지 않는지 확인합니다.",
        columns=tuple(f"{table.full_name}.{column}" for column in columns),
    )
    old = scene.origin_columns(table, columns)
    sql = dict.fromkeys(readers(scene.origin(table).name, scene.dialect, column=column) for column in old)
    return Draft("readers", ItemKind.CONSISTENCY, message, "\n".join(sql), joins="columns")


def renamed_column(change: RenameColumn, scene: Scene) -> Iterator[Draft]:
    """A column under a new name: who still says the old one, and how both live side by side."""
    old, new = (f"{change.table.full_name}.{column.name}" for column in (change.before, change.after))
    yield renamed(old, new, readers(change.table.name, scene.dialect, column=change.after.name))
    message = Message.of(
        en="While old and new code run side by side, one of them does not find its columns in {tables}: "
        "release in steps, or stop the old code first.",
        ko="이전 코드와 새 코드가 함께 실행되는 동안 한쪽은 {tables}에서 컬럼을 찾지 못합니다. "
        "단계를 나누어 배포하거나 이전 코드를 먼저 중지합니다.",
        tables=(change.table.full_name,),
    )
    yield Draft("both", ItemKind.ROLLOUT, message, table=change.table.full_name, joins="tables")


def renamed(old: str, new: str, sql: str | None) -> Draft:
    """A table or column under a new name: who still says the old one."""
    message = Message.of(
        en="Nothing uses the old name any more: {names}.",
        ko="이전 이름을 쓰는 곳이 남아 있지 않은지 확인합니다: {names}.",
        names=(f"{old} → {new}",),
    )
    return Draft("names", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="names")


def altered_column(change: AlterColumn, scene: Scene) -> Iterator[Draft]:
    """A column that is defined differently: one item for each thing that changed."""
    before, after = change.before, change.after
    if before.type != after.type:
        yield _retyped(change, scene)
    if before.nullable and not after.nullable:
        yield _required(change, scene)
    if not before.nullable and after.nullable:
        yield _optional(change, scene)
    if before.default != after.default:
        yield _defaulted(change, scene)
    if _remainder(before) != _remainder(after) or (before.type, before.nullable, before.default) == (
        after.type,
        after.nullable,
        after.default,
    ):
        yield _redefined(change, scene)


def _place(change: AlterColumn) -> str:
    return f"{change.table.full_name}.{change.after.name}"


def _remainder(column: Column) -> tuple[object, ...]:
    return (column.generated, column.identity, column.autoincrement, column.on_update, column.collation, column.charset)


def _retyped(change: AlterColumn, scene: Scene) -> Draft:
    name = named(scene.origin(change.table), scene.dialect)
    column = quote(scene.origin_columns(change.table, (change.before.name,))[0], scene.dialect)
    condition = unfit(column, change.before, change.after, schema=scene.after)
    kept = f"SELECT count(*), count({column}) FROM {name};"
    if condition is None:
        message = Message.of(
            en="The values of {columns} keep their meaning from {before} to {after}: compare some values and both counts before and after.",
            ko="{before}에서 {after}(으)로 바뀌어도 {columns} 값의 의미가 같은지 확인합니다. 값 몇 개와 두 건수를 변경 전후로 비교합니다.",
            columns=(_place(change),),
            before=_type(change.before),
            after=_type(change.after),
        )
        return Draft("type", ItemKind.INTEGRITY, message, kept, joins="columns")
    message = Message.of(
        en="No value of {columns} is refused or changed by {after}: each count must be 0 before the migration.",
        ko="{columns}의 값 중 {after}에 맞지 않아 거부되거나 바뀌는 것이 없는지 확인합니다. 마이그레이션 전에 건수가 모두 0이어야 합니다.",
        columns=(_place(change),),
        after=_type(change.after),
    )
    return Draft("type", ItemKind.INTEGRITY, message, f"SELECT count(*) FROM {name} WHERE {condition};", joins="columns")


def _type(column: Column) -> str:
    return column.type.text if isinstance(column.type, Unknown) else column.type.spelling or column.type.name


def _required(change: AlterColumn, scene: Scene) -> Draft:
    columns = scene.origin_columns(change.table, (change.before.name,))
    message = Message.of(
        en="No row has NULL in {columns}, and no code writes NULL any more: each count must be 0 before the migration.",
        ko="{columns}이(가) NULL인 행이 없고 NULL을 저장하는 코드도 더 이상 없는지 확인합니다. "
        "마이그레이션 전에 건수가 모두 0이어야 합니다.",
        columns=(_place(change),),
    )
    sql = not_null_violations(scene.origin(change.table), columns, scene.dialect)
    return Draft("not-null", ItemKind.INTEGRITY, message, sql, joins="columns")


def _optional(change: AlterColumn, scene: Scene) -> Draft:
    message = Message.of(
        en="Code that reads {columns} handles NULL, which is now allowed.",
        ko="이제 {columns}에 NULL이 들어올 수 있으므로 이를 읽는 코드가 NULL을 처리하는지 확인합니다.",
        columns=(_place(change),),
    )
    sql = not_null_violations(change.table, (change.after.name,), scene.dialect)
    return Draft("nullable", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="columns")


def _defaulted(change: AlterColumn, scene: Scene) -> Draft:
    value = change.after.default
    table = named(change.table, scene.dialect)
    column = quote(change.after.name, scene.dialect)
    sql = f"SELECT count(*), count({column}) FROM {table};"
    if value is None:
        message = Message.of(
            en="Every INSERT gives a value for {columns}: there is no default any more.",
            ko="{columns}의 기본값이 없어졌으므로 모든 INSERT가 값을 직접 지정하는지 확인합니다.",
            columns=(_place(change),),
        )
        return Draft("default", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="columns")
    message = Message.of(
        en="A new row without {columns} gets {value}; existing rows keep their values.",
        ko="{columns}을(를) 지정하지 않은 새 행에는 {value}이(가) 들어가고 기존 행의 값은 그대로인지 확인합니다.",
        columns=(_place(change),),
        value=value.spelling or value.text if isinstance(value, Expression) else value.text,
    )
    return Draft("default", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="columns")


def _redefined(change: AlterColumn, scene: Scene) -> Draft:
    message = Message.of(
        en="The definition of {columns} changes: write and read a row, and compare existing values before and after.",
        ko="{columns}의 정의가 바뀌었습니다. 행을 하나 저장하고 읽어 보고, 기존 값을 변경 전후로 비교합니다.",
        columns=(_place(change),),
    )
    sql = f"SELECT count(*) FROM {named(change.table, scene.dialect)};"
    return Draft("definition", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="columns")
