"""ATTACH PARTITION of a table in use that no CHECK speaks for, so that it is read under a lock."""

import re
from collections.abc import Iterator

from bot.effects.alone import plain
from bot.lint.rule import Context, Hit, rule
from bot.model import Step, Table

ATTACHED = re.compile(r"alter table .* attach partition (?P<name>[\w$\".]+)")


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "partition attached without a CHECK", "ko": "CHECK 없이 연결하는 파티션"},
    message={
        "en": "every row of {table} is read to see whether it fits, and reads and writes of {table} wait meanwhile: "
        "add a CHECK that says the bounds NOT VALID, VALIDATE it, then attach, and drop it",
        "ko": "{table}의 모든 행이 범위에 맞는지 읽어 확인하는 동안 {table}의 읽기와 쓰기가 대기합니다. "
        "같은 범위의 CHECK를 NOT VALID로 추가하고 VALIDATE한 뒤 연결하고, 연결한 뒤 그 CHECK를 삭제하십시오",
    },
)
def partition_attached_without_check(step: Step, context: Context) -> Iterator[Hit]:
    """Each table that stood before with rows, and has no validated CHECK at all; whether one says the bounds is not judged."""
    found = ATTACHED.match(plain(step)) if step.verb == "alter table" else None
    table = _table(found["name"], step) if found else None
    if table is None or table.unread or context.is_new(table) or context.sizes.of(table.full_name) == 0:
        return
    if not any(check.validated for check in table.checks):
        yield Hit(step, object=table.full_name, table=table.full_name)


def _table(written: str, step: Step) -> Table | None:
    name = written.replace('"', "").removeprefix("public.")
    return next((table for table in step.before.tables if table.full_name.lower() == name), None)
