"""A new table with a unique key, filled with rows of an old one that may repeat."""

from collections.abc import Iterator

from bot.effects.existing import DELETES, matches
from bot.lint.rule import Context, Hit, rule
from bot.model import (
    AddIndex,
    AddPrimaryKey,
    AddUnique,
    Index,
    RenameTable,
    RowCopy,
    Step,
    Table,
    as_index,
    guarantees,
    key_parts,
    key_title,
)


@rule(
    severity="warning",
    summary={"en": "unique key over copied rows that may repeat", "ko": "중복이 있을 수 있는 행을 옮기는 유니크 키"},
    message={
        "en": "{key} on the new {table} fails if two rows of {source} are the same in {columns}, which nothing has prevented so far: "
        "count the duplicates before, and copy one row of each (SELECT DISTINCT, GROUP BY)",
        "ko": "지금까지 {source}에서 {columns} 중복을 막는 것이 없었으므로 중복된 행이 있으면 새 테이블 {table}의 {key} 때문에 실패합니다. "
        "먼저 중복 건수를 확인하고 SELECT DISTINCT나 GROUP BY로 하나씩만 옮기십시오",
    },
)
def unique_over_copied_rows(step: Step, context: Context) -> Iterator[Hit]:
    """INSERT … SELECT of all rows of a table that stood before, unless its own keys guarantee it or earlier statements delete some."""
    copy = step.copy
    source, target = (step.before.table(copy.source), step.before.table(copy.target)) if copy else (None, None)
    if copy is None or copy.chosen or source is None or target is None or source.unread:
        return
    if context.is_new(source) or not context.is_new(target) or context.sizes.of(copy.source) == 0:
        return
    renamed = any(isinstance(change, RenameTable) and change.before.full_name == copy.target for s in context.steps for change in s.changes)
    if renamed or any(matches(DELETES, (source.name,), context.earlier(step))):
        return
    for key, title in _keys(target, context.later(step)):
        columns = _sources(key, copy)
        if columns and not guarantees(source, key, columns):
            named = tuple(columns.values())
            yield Hit(step, object=f"{copy.target}:{title}", key=title, table=copy.target, source=copy.source, columns=named)


def _keys(target: Table, later: tuple[Step, ...]) -> Iterator[tuple[Index, str]]:
    """The unique keys that the new table has, and those that it gets behind the copy."""
    added = (change for step in later for change in step.changes if isinstance(change, AddUnique | AddIndex | AddPrimaryKey))
    parts = (*key_parts(target), *(change.after for change in added if change.table.full_name == target.full_name))
    return ((as_index(part), key_title(part)) for part in parts if as_index(part).unique and as_index(part).where is None)


def _sources(key: Index, copy: RowCopy) -> dict[str, str]:
    """The source's column for each of the key's, where all of them are copied as they are."""
    copied = {column.name: column.sources[0] for column in copy.columns if column.as_is}
    names = [part.column for part in key.parts]
    return {name: copied[name] for name in names if name} if all(name in copied for name in names) else {}
