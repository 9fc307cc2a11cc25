"""Foreign keys that say nothing of ON DELETE where nearly all others do."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import ForeignKey, Schema, Side, Table

MANY = 5
SHARE = 0.8
SHOWN = 6


@rule(
    severity="note",
    summary={"en": "foreign key without ON DELETE", "ko": "ON DELETE가 없는 외래 키"},
    message={
        "en": "{columns} say nothing of ON DELETE, while {stated} of {count} foreign keys do: "
        "the server refuses to delete a row of {targets} as long as anything refers to it; if that is meant, say RESTRICT",
        "ko": "외래 키 {count}개 중 {stated}개가 ON DELETE를 정했지만 {columns}에는 없습니다. "
        "참조하는 행이 있는 동안 {targets}의 행을 삭제할 수 없습니다. 의도한 동작이라면 RESTRICT를 명시하십시오",
    },
)
def foreign_key_without_on_delete(schema: Schema, context: Context) -> Iterator[Hit]:
    """The keys without an action that the pull request brings to a schema where at least four in five have one."""
    keys = [(table, key) for table in schema.tables for key in table.foreign_keys]
    stated = sum(key.on_delete != "no action" for _, key in keys)
    if len(keys) < MANY or stated < SHARE * len(keys):
        return
    silent = [(table, key) for table, key in keys if key.on_delete == "no action" and not _stood(table, key, context)]
    if silent:
        columns = tuple(f"{table.full_name}.{', '.join(key.columns)}" for table, key in silent[:SHOWN])
        yield Hit(
            silent[0][1],
            object=columns[0],
            also=tuple(key.span for _, key in silent[1:]),
            columns=columns,
            stated=stated,
            count=len(keys),
            targets=tuple(sorted({key.target for _, key in silent})),
        )


def _stood(table: Table, key: ForeignKey, context: Context) -> bool:
    before = context.before.table(table.full_name) if context.side is Side.HEAD else None
    return before is not None and any(other.columns == key.columns for other in before.foreign_keys)
