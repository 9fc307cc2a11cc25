"""A foreign key from or to a table whose storage engine knows none."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Message, Table

KNOW_NONE = frozenset({"myisam", "aria", "memory", "heap", "csv", "archive", "merge", "mrg_myisam", "blackhole"})
IGNORED = Message.of(
    en="the server reads the key and forgets it without a word, and rows without a parent are accepted",
    ko="서버가 외래 키를 읽고도 경고 없이 버리므로 부모가 없는 행도 저장됩니다",
)
REFUSED = Message.of(en="the server refuses the key (errno 150)", ko="서버가 외래 키를 거부합니다(errno 150)")


@rule(
    severity="error",
    dialects=("mysql", "mariadb"),
    summary={"en": "foreign key without InnoDB", "ko": "InnoDB가 아닌 테이블의 외래 키"},
    message={
        "en": "{table} is stored by {engine}, which has no foreign keys, so {columns} gets none; use ENGINE=InnoDB on both sides",
        "ko": "{table}의 스토리지 엔진 {engine}에는 외래 키가 없어 {columns}의 외래 키가 만들어지지 않습니다. 양쪽을 InnoDB로 만드십시오",
    },
)
def foreign_key_without_innodb(table: Table, context: Context) -> Iterator[Hit]:
    """Each foreign key of such a table, and each that refers to one."""
    own = _engine(table)
    for key in table.foreign_keys:
        target = context.schema.table(key.target)
        if own in KNOW_NONE:
            yield Hit(key, table=table.full_name, engine=own, columns=key.columns, advice=IGNORED)
        elif target is not None and _engine(target) in KNOW_NONE:
            yield Hit(key, table=target.full_name, engine=_engine(target), columns=key.columns, advice=REFUSED)


def _engine(table: Table) -> str:
    return dict(table.options).get("engine", "innodb")
