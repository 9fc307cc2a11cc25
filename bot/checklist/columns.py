"""Items for columns: added, dropped, renamed, altered."""

from collections.abc import Iterator

from bot.checklist.draft import Draft, Scene, When
from bot.checklist.fits import unfit
from bot.checklist.queries import backup, count, named, not_null_violations, readers
from bot.emit.names import quote
from bot.model import AddColumn, AlterColumn, Column, DropColumn, Expression, ItemKind, Message, RenameColumn, Unknown


def added_column(change: AddColumn, scene: Scene) -> Iterator[Draft]:
    """A new column: what the old rows hold in it, and what an insert that does not know it gets."""
    column, table = change.after, change.table
    place = f"{table.full_name}.{column.name}"
    if column.has_value_without_input:
        message = Message.of(
            en="Insert a row without {column}, as the code before this change does: it gets the value of the schema. Old rows have it too.",
            ko="이 변경 이전의 코드처럼 {column} 없이 행을 넣어 스키마에 정한 값이 들어가는지, 기존 행에도 그 값이 있는지 확인합니다.",
            column=place,
        )
        yield Draft("filled", ItemKind.INTEGRITY, message, _values(change, scene), When.AFTER)
    elif column.nullable:
        message = Message.of(
            en="Every old row has NULL in {column}: read such a row through the code that uses the column.",
            ko="기존 행의 {column}은(는) 모두 NULL입니다. 이 컬럼을 쓰는 코드로 그런 행을 읽어 봅니다.",
            column=place,
        )
        yield Draft("empty", ItemKind.CONSISTENCY, message, not_null_violations(table, (column.name,), scene.dialect), When.AFTER)
    else:
        message = Message.of(
            en="{column} is required and has no default: if the table has rows, say what they get before it is added.",
            ko="{column}은(는) 필수인데 기본값이 없습니다. 테이블에 행이 있으면 추가하기 전에 채울 값을 정합니다.",
            column=place,
        )
        yield Draft("required", ItemKind.INTEGRITY, message, f"SELECT count(*) FROM {named(scene.origin(table), scene.dialect)};")


def _values(change: AddColumn, scene: Scene) -> str:
    return count(change.table, f"{quote(change.after.name, scene.dialect)} IS NULL", scene.dialect)


def dropped_column(change: DropColumn, scene: Scene) -> Iterator[Draft]:
    """A column that goes: who still reads it, and a copy of what is in it."""
    place = f"{change.table.full_name}.{change.before.name}"
    message = Message.of(
        en="Nothing reads {column} any more: no view, no trigger, no query in the code, no report.",
        ko="뷰, 트리거, 코드의 쿼리, 보고서 어디에서도 {column}을(를) 더 이상 읽지 않는지 확인합니다.",
        column=place,
    )
    table, columns = scene.origin(change.table), scene.origin_columns(change.table, (change.before.name,))
    yield Draft("readers", ItemKind.CONSISTENCY, message, readers(table.name, scene.dialect, column=columns[0]))
    message = Message.of(
        en="Keep the values of {column} until nobody misses them.",
        ko="필요 없다는 것이 확실해질 때까지 {column}의 값을 따로 보관합니다.",
        column=place,
    )
    yield Draft("backup", ItemKind.ROLLOUT, message, backup(table, columns, scene.dialect))


def renamed_column(change: RenameColumn, scene: Scene) -> Iterator[Draft]:
    """A column under a new name: who still says the old one, and how both live side by side."""
    old, new = (f"{change.table.full_name}.{column.name}" for column in (change.before, change.after))
    message = Message.of(
        en="Nothing says {old} any more; it is {new} now.",
        ko="이제 {new}이므로 {old}(이)라는 이름을 쓰는 곳이 남아 있지 않은지 확인합니다.",
        old=old,
        new=new,
    )
    yield Draft("readers", ItemKind.CONSISTENCY, message, readers(change.table.name, scene.dialect, column=change.after.name), When.AFTER)
    message = Message.of(
        en="While old and new code run together, one of them does not find its column: release in steps, or stop the old code first.",
        ko="이전 코드와 새 코드가 함께 도는 동안 한쪽은 컬럼을 찾지 못합니다. 단계를 나누어 배포하거나 이전 코드를 먼저 멈춥니다.",
    )
    yield Draft("both", ItemKind.ROLLOUT, message, table=change.table.full_name)


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
            en="The values of {column} mean as {after} what they meant as {before}: compare some values and the two counts.",
            ko="{column}의 값이 {before}에서 {after}(으)로 바뀌어도 같은 뜻인지, 값 몇 개와 두 건수를 변경 전후로 비교합니다.",
            column=_place(change),
            before=_type(change.before),
            after=_type(change.after),
        )
        return Draft("type", ItemKind.INTEGRITY, message, kept)
    message = Message.of(
        en="No value of {column} is refused or changed by {after}: the count is 0 before the migration.",
        ko="{column}의 값 가운데 {after}에 맞지 않아 거부되거나 바뀌는 것이 없는지 확인합니다. 마이그레이션 전에 건수가 0이어야 합니다.",
        column=_place(change),
        after=_type(change.after),
    )
    return Draft("type", ItemKind.INTEGRITY, message, f"SELECT count(*) FROM {name} WHERE {condition};")


def _type(column: Column) -> str:
    return column.type.text if isinstance(column.type, Unknown) else column.type.spelling or column.type.name


def _required(change: AlterColumn, scene: Scene) -> Draft:
    columns = scene.origin_columns(change.table, (change.before.name,))
    message = Message.of(
        en="No row has NULL in {column}, and no code writes NULL any more: the count is 0 before the migration.",
        ko="{column}이(가) NULL인 행이 없고 NULL을 쓰는 코드도 없는지 확인합니다. 마이그레이션 전에 건수가 0이어야 합니다.",
        column=_place(change),
    )
    return Draft("not-null", ItemKind.INTEGRITY, message, not_null_violations(scene.origin(change.table), columns, scene.dialect))


def _optional(change: AlterColumn, scene: Scene) -> Draft:
    message = Message.of(
        en="Code that reads {column} copes with NULL, which is allowed now.",
        ko="이제 {column}에 NULL이 들어올 수 있으므로 이 컬럼을 읽는 코드가 NULL을 견디는지 확인합니다.",
        column=_place(change),
    )
    return Draft(
        "nullable", ItemKind.CONSISTENCY, message, not_null_violations(change.table, (change.after.name,), scene.dialect), When.AFTER
    )


def _defaulted(change: AlterColumn, scene: Scene) -> Draft:
    value = change.after.default
    table = named(change.table, scene.dialect)
    column = quote(change.after.name, scene.dialect)
    sql = f"SELECT count(*), count({column}) FROM {table};"
    if value is None:
        message = Message.of(
            en="{column} has no default any more: every insert names it.",
            ko="{column}의 기본값이 없어졌습니다. 모든 INSERT가 이 컬럼을 직접 지정하는지 확인합니다.",
            column=_place(change),
        )
        return Draft("default", ItemKind.CONSISTENCY, message, sql, When.AFTER)
    message = Message.of(
        en="A new row that does not name {column} gets {value}; old rows keep what they have.",
        ko="{column}을(를) 지정하지 않은 새 행에는 {value}이(가) 들어가고 기존 행의 값은 그대로인지 확인합니다.",
        column=_place(change),
        value=value.spelling or value.text if isinstance(value, Expression) else value.text,
    )
    return Draft("default", ItemKind.CONSISTENCY, message, sql, When.AFTER)


def _redefined(change: AlterColumn, scene: Scene) -> Draft:
    message = Message.of(
        en="{column} is defined differently: write and read one row, and compare old values before and after.",
        ko="{column}의 정의가 바뀌었습니다. 행을 하나 쓰고 읽어 보고, 기존 값을 변경 전후로 비교합니다.",
        column=_place(change),
    )
    return Draft("definition", ItemKind.CONSISTENCY, message, f"SELECT count(*) FROM {named(change.table, scene.dialect)};", When.AFTER)
