"""A foreign key to columns that may hold the same values twice."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Dialect, Project, Table, accepts_foreign_key

STRICT_MYSQL = (8, 4)


@rule(
    severity="error",
    summary={"en": "foreign key to columns that are not unique", "ko": "유니크하지 않은 컬럼을 참조하는 외래 키"},
    message={
        "en": "no primary key, UNIQUE or whole unique index of {target} is on exactly {columns}, which {key} references: the server "
        "refuses the key, and SQLite every write that has to look at it",
        "ko": "{key}이(가) 참조하는 {columns}에 정확히 맞는 기본 키, UNIQUE, 전체 유니크 인덱스가 {target}에 없습니다. 서버가 외래 키를 "
        "거부하고, SQLite는 외래 키를 확인하는 쓰기를 모두 거부합니다",
    },
)
def foreign_key_to_non_unique(table: Table, context: Context) -> Iterator[Hit]:
    """Each key whose target's columns are all there but no key; where MySQL wants an index only, those without one."""
    for key in table.foreign_keys:
        target = context.schema.table(key.target)
        columns = key.target_columns
        if target is None or target.unread or not columns or any(target.column(name) is None for name in columns):
            continue
        if not accepts_foreign_key(target, columns) and not (_wants_an_index_only(context.project) and target.has_index_on(columns)):
            yield Hit(key, key=key.columns, target=key.target, columns=columns)


def _wants_an_index_only(project: Project) -> bool:
    """MariaDB, and MySQL before 8.4, which lets `restrict_fk_on_non_standard_key` refuse it."""
    said = tuple(int(number) for number in re.findall(r"\d+", project.version or "")[:2])
    return project.dialect is Dialect.MARIADB or (project.dialect is Dialect.MYSQL and bool(said) and said < STRICT_MYSQL)
