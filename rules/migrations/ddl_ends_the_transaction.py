"""DDL inside a transaction of a MySQL migration, which it commits."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import MigrationHistory, Step, StepKind

OPENS = ("begin", "start")
ENDS = ("commit", "rollback", "end")
UNCOMMITTED = ("create temporary", "drop temporary")


@rule(
    severity="warning",
    dialects=("mysql", "mariadb"),
    summary={"en": "DDL inside a MySQL transaction", "ko": "MySQL 트랜잭션 안의 DDL"},
    message={
        "en": "this {statement} commits the transaction that {opener} opened: what was written before it stays when a later statement "
        "fails, and what follows is committed statement by statement; put rows and DDL into migrations of their own",
        "ko": "이 {statement} 문은 {opener}(으)로 연 트랜잭션을 커밋합니다. 뒤의 문이 실패해도 앞에서 쓴 내용은 남고, "
        "그 뒤로는 문마다 따로 커밋됩니다. 데이터와 DDL을 서로 다른 마이그레이션으로 나누십시오",
    },
)
def ddl_ends_the_transaction(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # one history, one run
    """The first DDL in each transaction that a file opens, where rows are written in it as well."""
    opened: Step | None = None
    inside: list[Step] = []
    for step in context.steps:
        if opened is not None and step.span.path != opened.span.path:
            opened = None
        if step.kind is StepKind.TRANSACTION and step.verb.startswith(OPENS):
            opened, inside = step, []
        elif step.kind is StepKind.TRANSACTION and step.verb.startswith(ENDS) and opened is not None:
            yield from _hit(opened, inside)
            opened = None
        elif opened is not None:
            inside.append(step)


def _hit(opened: Step, inside: list[Step]) -> Iterator[Hit]:
    ddl = [step for step in inside if step.kind is StepKind.SCHEMA and not step.text.lower().startswith(UNCOMMITTED)]
    if ddl and any(step.kind is StepKind.DATA for step in inside):
        words = " ".join(opened.text.split()[:2]).rstrip(";").upper()
        yield Hit(ddl[0].span, object=f"{ddl[0].span.path}:{ddl[0].span.line}", statement=ddl[0].verb.upper(), opener=words)
