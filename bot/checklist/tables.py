"""Items for whole tables."""

from collections.abc import Iterator

from bot.checklist.constraints import lookup
from bot.checklist.draft import Draft, Scene, When
from bot.checklist.queries import backup, explain_lookup, named, readers
from bot.checklist.refused import refused_insert
from bot.emit.names import literal
from bot.model import AddTable, AlterTable, Dialect, DropTable, ItemKind, Message, RenameTable, Table


def added_table(change: AddTable, scene: Scene) -> Iterator[Draft]:
    """A new table: its constraints refuse what they should, its relations hold, its rows are found by their parent."""
    table = change.after
    yield _refusal(table, scene)
    if table.foreign_keys:
        yield _relations(table)
        unserved = (key for key in table.foreign_keys if not table.has_index_on(key.columns))
        yield lookup(table, next(unserved, table.foreign_keys[0]), scene)
    elif table.primary_key:
        yield _by_key(table, table.primary_key.columns, scene)


def _refusal(table: Table, scene: Scene) -> Draft:
    if not any((table.primary_key, table.uniques, table.foreign_keys, table.checks)):
        return _unguarded(table)
    sql = refused_insert(table, scene.after)
    if sql is None:
        message = Message.of(
            en="{table} refuses what it should: a row without a required value, a second row with the same key, a row without its parent.",
            ko="{table}이(가) 거부해야 할 행을 거부하는지 확인합니다. 필수 값이 없는 행, 키가 같은 두 번째 행, 부모가 없는 행입니다.",
            table=table.full_name,
        )
        return Draft("refused", ItemKind.INTEGRITY, message, None, When.AFTER)
    message = Message.of(
        en="{table} refuses what it should; this insert must fail. Try a second row with the same key too.",
        ko="{table}이(가) 거부해야 할 행을 거부하는지 확인합니다. 이 INSERT는 실패해야 합니다. 키가 같은 두 번째 행도 넣어 봅니다.",
        table=table.full_name,
    )
    return Draft("refused", ItemKind.INTEGRITY, message, sql, When.AFTER)


def _unguarded(table: Table) -> Draft:
    message = Message.of(
        en="{table} has no key and no constraint: the same row may stand in it twice. Say whether that is meant.",
        ko="{table}에는 키도 제약도 없어 같은 행이 두 번 들어갈 수 있습니다. 의도한 것인지 확인합니다.",
        table=table.full_name,
    )
    return Draft("refused", ItemKind.INTEGRITY, message)


def _relations(table: Table) -> Draft:
    relations = tuple(f"{key.target} → {table.full_name} {table.cardinality(key)}, on delete {key.on_delete}" for key in table.foreign_keys)
    message = Message.of(
        en="The relations are as meant, {relations}: try a parent with no row and with many, and delete it.",
        ko="관계가 의도한 대로인지 확인합니다({relations}). 자식이 없는 부모와 많은 부모로 시험하고, 그 부모를 삭제해 봅니다.",
        relations=relations,
    )
    return Draft("relation", ItemKind.CONSISTENCY, message)


def _by_key(table: Table, columns: tuple[str, ...], scene: Scene) -> Draft:
    message = Message.of(
        en="The queries that read {table} use an index on as many rows as production will have.",
        ko="운영에서 예상하는 행 수로 {table}을(를) 읽는 쿼리가 인덱스를 쓰는지 확인합니다.",
        table=table.full_name,
    )
    return Draft("lookup", ItemKind.PERFORMANCE, message, explain_lookup(table, columns, scene.dialect), When.AFTER)


def dropped_table(change: DropTable, scene: Scene) -> Iterator[Draft]:
    """A table that goes: who still reads it, and a copy of its rows."""
    table = change.before
    message = Message.of(
        en="Nothing reads or writes {table} any more: no view, no foreign key, no query in the code, no report.",
        ko="뷰, 외래 키, 코드의 쿼리, 보고서 어디에서도 {table}을(를) 더 이상 읽거나 쓰지 않는지 확인합니다.",
        table=table.full_name,
    )
    yield Draft("readers", ItemKind.CONSISTENCY, message, readers(table.name, scene.dialect))
    message = Message.of(
        en="Keep the rows of {table} until nobody misses them.",
        ko="필요 없다는 것이 확실해질 때까지 {table}의 행을 따로 보관합니다.",
        table=table.full_name,
    )
    yield Draft("backup", ItemKind.ROLLOUT, message, backup(table, (), scene.dialect))


def renamed_table(change: RenameTable, scene: Scene) -> Iterator[Draft]:
    """A table under a new name: who still says the old one, and a view under the old name for the time between."""
    old, new = change.before, change.after
    message = Message.of(
        en="Nothing says {old} any more; it is {new} now.",
        ko="이제 {new}이므로 {old}(이)라는 이름을 쓰는 곳이 남아 있지 않은지 확인합니다.",
        old=old.full_name,
        new=new.full_name,
    )
    yield Draft("readers", ItemKind.CONSISTENCY, message, readers(new.name, scene.dialect), When.AFTER)
    message = Message.of(
        en="While old and new code run together, a view keeps {old} readable; drop it when the old code is gone.",
        ko="이전 코드와 새 코드가 함께 도는 동안 뷰로 {old}을(를) 읽을 수 있게 하고, 이전 코드가 사라지면 뷰를 삭제합니다.",
        old=old.full_name,
    )
    sql = f"CREATE VIEW {named(old, scene.dialect)} AS SELECT * FROM {named(new, scene.dialect)};"
    yield Draft("both", ItemKind.ROLLOUT, message, sql, When.AFTER)


def altered_table(change: AlterTable, scene: Scene) -> Iterator[Draft]:
    """Row security, options or a comment."""
    table = change.after
    if change.before.row_security != table.row_security and scene.dialect is Dialect.POSTGRESQL:
        message = Message.of(
            en="Each role sees and writes exactly the rows of {table} that it should; log in as the application's role, not as the owner.",
            ko="각 역할이 {table}에서 보아야 할 행만 보고 쓰는지 확인합니다. 소유자가 아니라 애플리케이션의 역할로 접속해서 시험합니다.",
            table=table.full_name,
        )
        sql = f"SELECT count(*) FROM {named(table, scene.dialect)};"
        yield Draft("row-security", ItemKind.INTEGRITY, message, sql, When.AFTER)
        return
    message = Message.of(
        en="{table} is on the server as the schema says: compare its definition after the migration.",
        ko="마이그레이션 후 서버의 {table} 정의가 스키마와 같은지 비교합니다.",
        table=table.full_name,
    )
    yield Draft("definition", ItemKind.CONSISTENCY, message, _definition(table, scene.dialect), When.AFTER)


def _definition(table: Table, dialect: Dialect) -> str:
    match dialect:
        case Dialect.POSTGRESQL:
            name = literal(named(table, dialect), dialect)
            return f"SELECT obj_description(oid), reloptions FROM pg_class WHERE oid = {name}::regclass;"
        case Dialect.SQLITE:
            return f"SELECT sql FROM sqlite_master WHERE name = {literal(table.name, dialect)};"
        case _:
            return f"SHOW CREATE TABLE {named(table, dialect)};"
