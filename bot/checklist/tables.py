"""Items for whole tables."""

from collections.abc import Iterator

from bot.checklist.columns import renamed
from bot.checklist.constraints import lookup, relations, used
from bot.checklist.draft import Draft, Scene, When
from bot.checklist.objects import row_security
from bot.checklist.queries import backup, named, readers
from bot.checklist.refused import refused_insert
from bot.emit.names import literal
from bot.model import AddTable, AlterTable, Dialect, DropTable, ItemKind, Message, RenameTable, Table


def added_table(change: AddTable, scene: Scene) -> Iterator[Draft]:
    """A new table: its constraints refuse what they should, its relations hold, its queries use its indexes."""
    table = change.after
    yield _refusal(table, scene)
    if table.foreign_keys:
        yield relations(table, table.foreign_keys)
    index = next((index for index in table.indexes if not index.unique), None)
    served = next((key for key in table.foreign_keys if table.has_index_on(key.columns)), None)
    if index:
        yield used(index, table, scene)
    elif served:
        yield lookup(table, served, scene)


def _refusal(table: Table, scene: Scene) -> Draft:
    if not any((table.primary_key, table.uniques, table.foreign_keys, table.checks)):
        return _unguarded(table)
    sql = refused_insert(table, scene.after)
    if sql is None:
        message = Message.of(
            en="Invalid rows are refused in {tables}: one without a required value, a second one with the same key, "
            "one without its parent.",
            ko="{tables}에서 필수 값이 없는 행, 키가 중복된 행, 부모가 없는 행처럼 잘못된 행이 거부되는지 확인합니다.",
            tables=(table.full_name,),
        )
        return Draft("refused", ItemKind.INTEGRITY, message, None, When.AFTER, joins="tables")
    message = Message.of(
        en="Invalid rows are refused in {tables}: each INSERT in the SQL must fail. Try a second row with the same key too.",
        ko="{tables}에서 잘못된 행이 거부되는지 확인합니다. SQL의 INSERT는 모두 실패해야 합니다. 키가 중복된 행도 넣어 봅니다.",
        tables=(table.full_name,),
    )
    return Draft("refused", ItemKind.INTEGRITY, message, sql, When.AFTER, joins="tables")


def _unguarded(table: Table) -> Draft:
    message = Message.of(
        en="Without a key or constraint, the same row can be stored twice in {tables}: confirm that this is intended.",
        ko="{tables}에는 키도 제약 조건도 없어 같은 행이 두 번 들어갈 수 있습니다. 의도한 것인지 확인합니다.",
        tables=(table.full_name,),
    )
    return Draft("unguarded", ItemKind.INTEGRITY, message, joins="tables")


def dropped_table(change: DropTable, scene: Scene) -> Iterator[Draft]:
    """A table that goes: who still reads it, and a copy of its rows."""
    table = change.before
    message = Message.of(
        en="Nothing reads or writes {tables} any more: no view, foreign key, query in the code or report.",
        ko="뷰, 외래 키, 코드의 쿼리, 보고서 어디에서도 {tables}을(를) 더 이상 읽거나 쓰지 않는지 확인합니다.",
        tables=(table.full_name,),
    )
    yield Draft("readers", ItemKind.CONSISTENCY, message, readers(table.name, scene.dialect), joins="tables")
    message = Message.of(
        en="Keep a copy of the rows of {tables} until it is certain that nobody needs them.",
        ko="필요 없다는 것이 확실해질 때까지 {tables} 행의 사본을 보관합니다.",
        tables=(table.full_name,),
    )
    yield Draft("backup", ItemKind.ROLLOUT, message, backup(table, (), scene.dialect), joins="tables")


def renamed_table(change: RenameTable, scene: Scene) -> Iterator[Draft]:
    """A table under a new name: who still says the old one, and a view under the old name for the time between."""
    old, new = change.before, change.after
    yield renamed(old.full_name, new.full_name, readers(new.name, scene.dialect))
    message = Message.of(
        en="While old and new code run side by side, keep {tables} readable as a view; drop it when the old code is gone.",
        ko="이전 코드와 새 코드가 함께 실행되는 동안 {tables}을(를) 뷰로 읽을 수 있게 두고, 이전 코드가 내려가면 뷰를 삭제합니다.",
        tables=(old.full_name,),
    )
    sql = f"CREATE VIEW {named(old, scene.dialect)} AS SELECT * FROM {named(new, scene.dialect)};"
    yield Draft("both", ItemKind.ROLLOUT, message, sql, When.AFTER, joins="tables")


def altered_table(change: AlterTable, scene: Scene) -> Iterator[Draft]:
    """Row security, options or a comment."""
    table = change.after
    if change.before.row_security != table.row_security and scene.dialect is Dialect.POSTGRESQL:
        yield row_security(table, f"SELECT count(*) FROM {named(table, scene.dialect)};")
        return
    message = Message.of(
        en="The definition of {tables} on the server matches the schema: compare it after the migration.",
        ko="마이그레이션 후 서버의 {tables} 정의가 스키마와 일치하는지 비교합니다.",
        tables=(table.full_name,),
    )
    yield Draft("definition", ItemKind.CONSISTENCY, message, _definition(table, scene.dialect), When.AFTER, joins="tables")


def _definition(table: Table, dialect: Dialect) -> str:
    match dialect:
        case Dialect.POSTGRESQL:
            name = literal(named(table, dialect), dialect)
            return f"SELECT obj_description(oid), reloptions FROM pg_class WHERE oid = {name}::regclass;"
        case Dialect.SQLITE:
            return f"SELECT sql FROM sqlite_master WHERE name = {literal(table.name, dialect)};"
        case _:
            return f"SHOW CREATE TABLE {named(table, dialect)};"
