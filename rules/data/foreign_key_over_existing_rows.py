"""A foreign key over columns whose rows may have no parent."""

import re
from collections.abc import Iterator

from bot.effects.existing import ExistingRows, matches
from bot.effects.runners import checks_keys_meanwhile
from bot.lint.rule import Context, Hit, rule
from bot.model import AddForeignKey, AlterForeignKey, Dialect, ForeignKey, RenameTable, change_object

FILLS = r"\b(?:insert|replace|merge)\b[^;(]*?\binto\s+{table}"
UNCHECKED = re.compile(r"\bset\b.*\bforeign_key_checks\s*=\s*(?:0|off)\b", re.IGNORECASE)


@rule(
    severity="warning",
    summary={"en": "foreign key over rows that may have no parent", "ko": "부모 없는 행이 있을 수 있는 외래 키"},
    message={
        "en": "the foreign key {columns} to {target} fails if one existing row of {table} has no parent there: "
        "count the orphans before (the checklist has the query), and mend them in a statement before this one",
        "ko": "{table}의 기존 행 가운데 부모가 없는 행이 하나라도 있으면 {target}을(를) 참조하는 외래 키 {columns} 추가가 실패합니다. "
        "먼저 부모 없는 행의 건수를 확인하고(체크리스트의 쿼리), 이 문 앞에서 정리하십시오",
    },
)
def foreign_key_over_existing_rows(change: AddForeignKey | AlterForeignKey, context: Context) -> Iterator[Hit]:
    """The new key, unless it is NOT VALID, held before under whatever name, or an earlier statement mends the rows."""
    key, rows = change.after, context.existing_rows(change)
    if rows is None or not key.validated or _is_held(key, rows, context) or _is_unchecked(rows, context):
        return
    own = [change.table.column(name) for name in key.columns if rows.column(name) is None]
    if any(column is None or not column.is_same_in_all_rows for column in own) or rows.are_mended(key.columns):
        return
    if not any(matches(FILLS, (key.target.rpartition(".")[2],), rows.earlier)):
        yield Hit(rows.step or change, object=change_object(change), columns=key.columns, target=key.target, table=change.table.full_name)


def _is_held(key: ForeignKey, rows: ExistingRows, context: Context) -> bool:
    """Whether the base had a foreign key of the same meaning; where it had but not validated it, validating is what was planned."""
    renames = {each.after.full_name: each.before.full_name for each in context.changes if isinstance(each, RenameTable)}
    meant = (tuple(map(rows.old_name, key.columns)), renames.get(key.target, key.target))
    return any((old.columns, old.target) == meant for old in rows.table.foreign_keys)


def _is_unchecked(rows: ExistingRows, context: Context) -> bool:
    """Whether the server does not look: MySQL is told so, SQLite looks only where the runner has foreign keys on."""
    if context.project.dialect is Dialect.SQLITE:
        return not checks_keys_meanwhile(context.project)
    return any(UNCHECKED.match(step.text) for step in rows.earlier)
