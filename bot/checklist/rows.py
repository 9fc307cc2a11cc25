"""Items for statements about rows: what a migration deletes or overwrites is counted and copied before."""

import re
from collections.abc import Iterator

from bot.checklist.draft import Draft
from bot.checklist.queries import backup, named
from bot.effects.emptied import rows_emptied
from bot.effects.overwritten import overwritten
from bot.effects.rows import NAME, standing_table
from bot.model import Dialect, ItemKind, Message, Schema, Step, Table

SOME = re.compile(rf"\s*delete\s+from\s+(?P<table>{NAME})\s+where\b(?P<condition>.*?);?\s*", re.IGNORECASE | re.DOTALL)


def about_rows(step: Step, standing: Schema) -> Iterator[tuple[Table, Draft]]:
    """The items of one statement, each with the table it is about; `standing` is what the migrations meet."""
    dialect = standing.dialect
    for table in rows_emptied(step, standing):
        yield table, _counted(table, f"SELECT count(*) FROM {named(table, dialect)};")
        yield table, _kept(table, dialect)
    if found := overwritten(step, standing):
        table, columns = found
        yield table, _overwritten(table, tuple(column.name for column in columns), dialect)
    some = SOME.fullmatch(step.text) if step.verb == "delete" else None
    target = standing_table(some["table"], standing) if some else None
    if some and target and not rows_emptied(step, standing):
        yield target, _counted(target, f"SELECT count(*) FROM {named(target, dialect)} WHERE {some['condition'].strip()};")


def _counted(table: Table, sql: str) -> Draft:
    message = Message.of(
        en="The number of rows that the migration deletes from {tables} is the one that was expected: count them before.",
        ko="마이그레이션이 {tables}에서 삭제하는 행 수가 예상과 같은지 미리 세어 확인합니다.",
        tables=(table.full_name,),
    )
    return Draft("deleted", ItemKind.INTEGRITY, message, sql, table=table.full_name, joins="tables")


def _kept(table: Table, dialect: Dialect) -> Draft:
    message = Message.of(
        en="Keep a copy of the rows of {tables} until it is certain that nobody needs them.",
        ko="필요 없다는 것이 확실해질 때까지 {tables} 행의 사본을 보관합니다.",
        tables=(table.full_name,),
    )
    return Draft("backup", ItemKind.ROLLOUT, message, backup(table, (), dialect), table=table.full_name, joins="tables")


def _overwritten(table: Table, columns: tuple[str, ...], dialect: Dialect) -> Draft:
    message = Message.of(
        en="Keep a copy of the values of {columns} that the migration overwrites, to be able to put them back.",
        ko="마이그레이션이 덮어쓰는 {columns} 값을 되돌릴 수 있도록 사본을 보관합니다.",
        columns=tuple(f"{table.full_name}.{column}" for column in columns),
    )
    return Draft("overwritten", ItemKind.ROLLOUT, message, backup(table, columns, dialect), table=table.full_name)
