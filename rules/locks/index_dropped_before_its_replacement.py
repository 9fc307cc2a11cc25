"""An index dropped while the one that takes its place is still to be built."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddIndex, DropIndex, Step, key_title


@rule(
    severity="warning",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "index dropped before its replacement is built", "ko": "대체 인덱스보다 먼저 삭제되는 인덱스"},
    message={
        "en": "no index on {columns} of {table} serves queries from here until {index} is built: create that one first, then drop {old}",
        "ko": "여기서부터 {index}이(가) 만들어질 때까지 {table}의 {columns} 조회에 쓸 인덱스가 없습니다. "
        "새 인덱스를 먼저 만들고 {old}을(를) 삭제하십시오",
    },
)
def index_dropped_before_its_replacement(step: Step, context: Context) -> Iterator[Hit]:
    """Each dropped index whose first column a later statement of another transaction indexes, and no other index does meanwhile."""
    for change in step.changes:
        if not isinstance(change, DropIndex) or context.is_new(change.table) or len(step.changes) > 1 or not _is_committed(step):
            continue
        table = step.before.table(change.table.full_name)
        first = change.before.columns[:1]
        others = [index for index in table.indexes if index.name != change.before.name] if table else []
        found = _replacement(step, change, context)
        if first and found and table and not any(index.columns[:1] == first for index in others) and not table.has_key_on(first):
            by, index = found
            old, new = key_title(change.before), key_title(index.after)
            yield Hit(step, also=(by.span,), columns=change.before.columns, old=old, index=new, table=table.full_name)


def _is_committed(step: Step) -> bool:
    """Whether others are known to see the drop before what follows: CONCURRENTLY never waits for a transaction's end."""
    return "concurrently" in step.words or step.transaction is not None


def _replacement(step: Step, change: DropIndex, context: Context) -> tuple[Step, AddIndex] | None:
    """The first later statement that indexes the same first column, unless the two are committed together."""
    for other in context.later(step):
        together = other.transaction is not None and other.transaction == step.transaction
        for added in other.changes:
            same = isinstance(added, AddIndex) and added.table.full_name == change.table.full_name
            if same and isinstance(added, AddIndex) and added.after.columns[:1] == change.before.columns[:1]:
                return None if together else (other, added)
    return None
