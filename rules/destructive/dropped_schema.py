"""A database schema, or a whole database, dropped with everything in it."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import DropTable, Step

NAMED = re.compile(r"drop\s+(?:schema|database)\s+(?:if\s+exists\s+)?(?P<name>[^\s;,]+)", re.IGNORECASE)


@rule(
    severity="error",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "schema or database dropped with everything in it", "ko": "안의 모든 객체와 함께 삭제되는 스키마 또는 데이터베이스"},
    message={
        "en": "{statement} deletes everything in {name}, {tables} known tables with their rows among it: "
        "keep a copy, then drop table by table",
        "ko": "{statement} 문은 {name} 안의 모든 것을 삭제하며, 여기에는 알려진 테이블 {tables}개와 그 행이 포함됩니다. "
        "사본을 보관하고 테이블별로 삭제하십시오",
    },
)
def dropped_schema(step: Step, context: Context) -> Iterator[Hit]:
    """PostgreSQL refuses DROP SCHEMA without CASCADE while anything is in it, so that loses nothing."""
    found = NAMED.search(step.text) if step.verb in ("drop schema", "drop database") else None
    if found is None or not context.standing.tables or (step.verb == "drop schema" and "cascade" not in step.words):
        return
    name = found["name"].strip('`"')
    lost = [change for change in step.changes if isinstance(change, DropTable) and context.standing.table(change.before.full_name)]
    if lost or _stood(name, step, context):
        yield Hit(step, object=name, statement=step.verb.upper(), name=name, tables=len(lost))


def _stood(name: str, step: Step, context: Context) -> bool:
    """Whether it is there as far as anyone knows: held by the base, or named without IF EXISTS, and not made by the pull request."""
    if name in context.standing.namespaces:
        return True
    made = any(other.verb in ("create schema", "create database") and name in other.text for other in context.earlier(step))
    return not made and (step.verb == "drop database" or "if-exists" not in step.words)
