"""Partitions of a MySQL table that go, or are emptied, with their rows."""

import re
from collections.abc import Iterator

from bot.effects.alone import plain
from bot.effects.rows import standing_table
from bot.lint.rule import Context, Hit, rule
from bot.model import Step

GOES = re.compile(r"alter table (?P<table>[\w$`\".]+) .*?\b(?P<verb>drop|truncate) partition (?:if exists )?(?P<names>[\w$`, ]+)")


@rule(
    severity="error",
    dialects=("mysql", "mariadb"),
    summary={"en": "rows of a partition deleted", "ko": "파티션의 행 삭제"},
    message={
        "en": "{statement} deletes all rows of {partitions} of {table} at once, and only a backup brings them back: exchange the "
        "partition with an empty table and keep that",
        "ko": "{statement}은(는) {table} 파티션 {partitions}의 행을 한꺼번에 삭제하며 백업 없이는 되돌릴 수 없습니다. "
        "빈 테이블과 파티션을 교환(EXCHANGE PARTITION)해 행을 보관하십시오",
    },
)
def emptied_partition(step: Step, context: Context) -> Iterator[Hit]:
    """DROP PARTITION and TRUNCATE PARTITION of a table that stood before; not where the table goes as a whole."""
    found = GOES.match(plain(step)) if step.verb == "alter table" else None
    table = standing_table(found["table"], context.standing) if found else None
    if found is None or table is None or context.after.table(table.full_name) is None:
        return
    names = tuple(name.strip(" `") for name in found["names"].split(","))
    statement = f"{found['verb'].upper()} PARTITION"
    yield Hit(step.span, object=f"{table.full_name}:{','.join(names)}", statement=statement, partitions=names, table=table.full_name)
