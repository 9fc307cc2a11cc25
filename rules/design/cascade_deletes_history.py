"""A cascade that deletes orders, payments or an audit trail along with a row of something else."""

from collections import deque
from collections.abc import Iterator
from typing import TypeAlias

from bot.lint.rule import Context, Hit, rule
from bot.model import ForeignKey, Schema, Table, keeps_history

Link: TypeAlias = tuple[Table, ForeignKey]


@rule(
    severity="warning",
    summary={"en": "cascade that deletes history", "ko": "이력을 함께 삭제하는 CASCADE"},
    message={
        "en": "deleting a row of {parent} deletes the rows of {table} that belong to it ({path}): orders, payments and audit records "
        "have to outlive what they refer to; use RESTRICT, or SET NULL beside a copy of what the record needs",
        "ko": "{parent}의 행을 삭제하면 딸린 {table} 행까지 삭제됩니다({path}). 주문, 결제, 감사 기록은 참조 대상이 없어져도 남아야 하므로 "
        "RESTRICT를 쓰거나, 필요한 값을 복사해 두고 SET NULL을 쓰십시오",
    },
)
def cascade_deletes_history(table: Table, context: Context) -> Iterator[Hit]:
    """Each cascading key by which rows of such a table follow another table's, with the way to the table where it may begin."""
    for key in table.foreign_keys if keeps_history(table.full_name) else ():
        if key.on_delete != "cascade" or key.target == table.full_name or keeps_history(key.target):
            continue
        links = ((table, key), *_above(key.target, context.schema, table.full_name))
        owner, node = next(((above, link) for above, link in links if not _stood(above, link, context)), links[0])
        names = [link.target for _, link in reversed(links)]
        yield Hit(
            node,
            object=f"{owner.full_name}.{node.columns[0]}",
            also=tuple(link.span for _, link in links if link is not node),
            parent=names[0],
            table=table.full_name,
            path=" → ".join([*names, table.full_name]),
        )


def _stood(table: Table, key: ForeignKey, context: Context) -> bool:
    before = context.before.table(table.full_name)
    return before is not None and any(other.columns == key.columns and other.on_delete == "cascade" for other in before.foreign_keys)


def _above(name: str, schema: Schema, below: str) -> tuple[Link, ...]:
    """The way up from a table to the one farthest above it over cascading keys, each on the shortest way."""
    ways: dict[str, tuple[Link, ...]] = {name: ()}
    reached = deque([name])
    while reached:
        at = reached.popleft()
        table = schema.table(at)
        for key in table.foreign_keys if table else ():
            if table and key.on_delete == "cascade" and key.target not in ways and key.target != below:
                ways[key.target] = (*ways[at], (table, key))
                reached.append(key.target)
    return max(ways.values(), key=len)
