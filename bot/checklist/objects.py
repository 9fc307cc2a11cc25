"""Items for what stands beside the tables: enums, views, sequences, policies, roles and database schemas."""

from collections.abc import Iterator

from bot.checklist.draft import Draft, Scene, When
from bot.checklist.queries import INFORMATION, count, explain, named, readers
from bot.emit.names import literal, quote
from bot.model import (
    AddEnum,
    AddName,
    AddPolicy,
    AddSequence,
    AddView,
    AlterEnum,
    AlterPolicy,
    AlterSequence,
    AlterView,
    Column,
    ColumnType,
    Dialect,
    DropEnum,
    DropName,
    DropPolicy,
    DropSequence,
    DropView,
    Enum,
    ItemKind,
    Message,
    Schema,
    Sequence,
    Table,
)


def added_enum(change: AddEnum, scene: Scene) -> Iterator[Draft]:
    """A new enum: the same values in the program."""
    enum = change.after
    message = Message.of(
        en="The code has exactly the values of {enums}, with the same spelling.",
        ko="코드에 정의된 값이 {enums}의 값과 철자까지 정확히 일치하는지 확인합니다.",
        enums=(enum.full_name,),
    )
    sql = f"SELECT unnest(enum_range(NULL::{named(enum, scene.dialect)}));" if scene.dialect is Dialect.POSTGRESQL else None
    yield Draft("values", ItemKind.CONSISTENCY, message, sql, When.AFTER, joins="enums")


def altered_enum(change: AlterEnum, scene: Scene) -> Iterator[Draft]:
    """Values that came or went, or a new name."""
    before, after = change.before, change.after
    added = tuple(value for value in after.values if value not in before.values)
    removed = tuple(value for value in before.values if value not in after.values)
    if removed:
        message = Message.of(
            en="No row holds a value that {enum} loses ({values}): the count must be 0 before the migration.",
            ko="{enum}에서 없어지는 값({values})을 가진 행이 없는지 확인합니다. 마이그레이션 전에 건수가 0이어야 합니다.",
            enum=after.full_name,
            values=removed,
        )
        yield Draft("removed", ItemKind.INTEGRITY, message, _rows_with(removed, before, scene.before))
    if added:
        message = Message.of(
            en="Code that branches on {enum} handles {values}, including the old code that still runs after the migration.",
            ko="{enum}의 값에 따라 분기하는 코드가 {values}도 처리하는지 확인합니다. 마이그레이션 후에도 실행 중인 이전 코드를 포함합니다.",
            enum=after.full_name,
            values=added,
        )
        yield Draft("added", ItemKind.CONSISTENCY, message, _rows_with(added, after, scene.after), When.AFTER)
    if not added and not removed:
        message = Message.of(
            en="Nothing depends on the old order or name of {enum}: sorting and comparisons follow the order of the values.",
            ko="{enum}의 이전 순서나 이름에 의존하는 곳이 없는지 확인합니다. 정렬과 비교는 값의 순서를 따릅니다.",
            enum=after.full_name,
        )
        yield Draft("order", ItemKind.CONSISTENCY, message)


def dropped_enum(change: DropEnum, scene: Scene) -> Iterator[Draft]:
    """An enum that goes: no column has its type."""
    message = Message.of(
        en="No column, function or cast in the code uses {enums} any more.",
        ko="컬럼, 함수, 코드의 타입 변환 어디에서도 {enums} 타입을 더 이상 쓰지 않는지 확인합니다.",
        enums=(change.before.full_name,),
    )
    name = literal(change.before.name, scene.dialect)
    sql = f"SELECT table_schema, table_name, column_name FROM {INFORMATION}.columns WHERE udt_name = {name};"
    yield Draft("users", ItemKind.CONSISTENCY, message, sql if scene.dialect is Dialect.POSTGRESQL else None, joins="enums")


def _rows_with(values: tuple[str, ...], enum: Enum, schema: Schema) -> str | None:
    """Counts of the rows that hold one of the values, in the first column of the type."""
    user = next(((table, column) for table in schema.tables for column in table.columns if _has_type(column, enum)), None)
    if user is None:
        return None
    table, column = user
    wanted = ", ".join(literal(value, schema.dialect) for value in values)
    return count(table, f"{quote(column.name, schema.dialect)}::text IN ({wanted})", schema.dialect)


def _has_type(column: Column, enum: Enum) -> bool:
    used = column.type
    scalar = isinstance(used, ColumnType) and used.user_defined and not used.dimensions
    return scalar and isinstance(used, ColumnType) and (used.schema, used.name) == (enum.schema, enum.name)


def shown_view(change: AddView | AlterView, scene: Scene) -> Iterator[Draft]:
    """A view that is new or different: what it returns and at what price."""
    view = change.after
    message = Message.of(
        en="{view} returns the right rows: compare them with the tables it reads.",
        ko="{view}이(가) 올바른 행을 반환하는지 원본 테이블과 비교해 확인합니다.",
        view=view.full_name,
    )
    query = f"SELECT * FROM {named(view, scene.dialect)}"
    yield Draft("rows", ItemKind.CONSISTENCY, message, f"{query} LIMIT 20;", When.AFTER)
    message = Message.of(
        en="Reading {view} is fast enough at production row counts.",
        ko="운영과 같은 건수의 데이터에서 {view} 조회가 충분히 빠른지 확인합니다.",
        view=view.full_name,
    )
    yield Draft("plan", ItemKind.PERFORMANCE, message, explain(query, scene.dialect), When.AFTER)


def dropped_view(change: DropView, scene: Scene) -> Iterator[Draft]:
    """A view that goes: who still reads it."""
    message = Message.of(
        en="Nothing reads {view} any more: no other view, query in the code or report.",
        ko="다른 뷰, 코드의 쿼리, 보고서 어디에서도 {view}을(를) 더 이상 읽지 않는지 확인합니다.",
        view=change.before.full_name,
    )
    yield Draft("readers", ItemKind.CONSISTENCY, message, readers(change.before.name, scene.dialect))


def numbered(change: AddSequence | AlterSequence | DropSequence, scene: Scene) -> Iterator[Draft]:
    """A sequence: the next number is free, and nobody asks a dropped one."""
    if isinstance(change, DropSequence):
        message = Message.of(
            en="No default and no code uses numbers from {sequence} any more.",
            ko="기본값이나 코드에서 {sequence}의 번호를 더 이상 쓰지 않는지 확인합니다.",
            sequence=change.before.full_name,
        )
        sql = f"SELECT table_name, column_name FROM {INFORMATION}.columns WHERE column_default LIKE "
        yield Draft("users", ItemKind.CONSISTENCY, message, f"{sql}{literal(f'%{change.before.name}%', scene.dialect)};")
        return
    message = Message.of(
        en="The next number of {sequence} is above every number that is in use.",
        ko="{sequence}의 다음 번호가 이미 사용 중인 모든 번호보다 큰지 확인합니다.",
        sequence=change.after.full_name,
    )
    yield Draft("next", ItemKind.INTEGRITY, message, _last_number(change.after, scene.dialect), When.AFTER)


def _last_number(sequence: Sequence, dialect: Dialect) -> str | None:
    return f"SELECT last_value FROM {named(sequence, dialect)};" if dialect is Dialect.POSTGRESQL else None


def guarded(change: AddPolicy | AlterPolicy | DropPolicy, scene: Scene) -> Iterator[Draft]:
    """A row security policy: who sees which rows."""
    name = literal(change.table.name, scene.dialect)
    yield row_security(change.table, f"SELECT policyname, cmd, roles, qual, with_check FROM pg_policies WHERE tablename = {name};")


def row_security(table: Table, sql: str) -> Draft:
    """Who sees which rows of a table."""
    message = Message.of(
        en="Each role can read and write exactly the rows of {tables} that it should: connect as the application's role, not as the owner.",
        ko="각 롤이 {tables}에서 허용된 행만 정확히 읽고 쓸 수 있는지 확인합니다. 소유자가 아니라 애플리케이션의 롤로 접속해 테스트합니다.",
        tables=(table.full_name,),
    )
    return Draft("row-security", ItemKind.INTEGRITY, message, sql, When.AFTER, table=table.full_name, joins="tables")


def named_only(change: AddName | DropName, scene: Scene) -> Iterator[Draft]:
    """A role or database schema: what it may do, what still needs it."""
    name = change.before if change.after is None else change.after
    column, catalogue = ("rolname", "pg_roles") if change.kind_of_name == "role" else ("nspname", "pg_namespace")
    known = scene.dialect is Dialect.POSTGRESQL
    sql = f"SELECT {column} FROM {catalogue} WHERE {column} = {literal(name, scene.dialect)};" if known else None
    if isinstance(change, AddName):
        message = Message.of(
            en="{name} exists in every environment with the privileges it needs and no more.",
            ko="모든 환경에 {name}이(가) 있고 필요한 권한만 있는지 확인합니다.",
            name=name,
        )
        yield Draft("rights", ItemKind.ROLLOUT, message, sql, When.AFTER)
        return
    message = Message.of(
        en="Nothing uses {name} any more: no session, grant or search_path.",
        ko="세션, 권한, search_path 어디에서도 {name}을(를) 더 이상 쓰지 않는지 확인합니다.",
        name=name,
    )
    yield Draft("users", ItemKind.CONSISTENCY, message, sql)
