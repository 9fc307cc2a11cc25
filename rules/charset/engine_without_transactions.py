"""A new table that is stored by MyISAM or Aria."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Schema, prevailing

ENGINES = frozenset({"myisam", "aria"})


@rule(
    severity="warning",
    dialects=("mysql", "mariadb"),
    summary={"en": "table without transactions", "ko": "트랜잭션이 없는 테이블"},
    message={
        "en": "{table} is stored by {engine}: a ROLLBACK leaves its rows as they are, one write blocks all others, and it has no foreign "
        "keys; use ENGINE=InnoDB",
        "ko": "{table}의 스토리지 엔진은 {engine}입니다. ROLLBACK해도 행이 되돌아가지 않고, 쓰기 하나가 다른 쓰기를 모두 막으며, 외래 키도 "
        "없습니다. ENGINE=InnoDB를 쓰십시오",
    },
)
def engine_without_transactions(schema: Schema, context: Context) -> Iterator[Hit]:
    """Each such table, unless nearly all tables of the base are like that; one with foreign keys has a finding of its own."""
    engines = (dict(table.options).get("engine", "innodb") for table in context.before.tables)
    usual = prevailing(engines)
    for table in schema.tables:
        engine = dict(table.options).get("engine")
        if engine in ENGINES and engine != usual and not table.foreign_keys:
            yield Hit(table, table=table.full_name, engine=engine)
