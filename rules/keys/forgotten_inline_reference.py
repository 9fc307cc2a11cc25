"""REFERENCES in a column's definition, which a MySQL server before 9.0 reads and forgets."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Column, Dialect, Severity, Table

SINCE = {Dialect.MYSQL: "9.0", Dialect.MARIADB: "10.5"}


@rule(
    severity="warning",
    dialects=("mysql", "mariadb"),
    summary={"en": "inline REFERENCES that makes no foreign key", "ko": "외래 키를 만들지 않는 인라인 REFERENCES"},
    message={
        "en": "before version {since} the server reads REFERENCES {target} behind a column and forgets it: {column} has no foreign key; "
        "write FOREIGN KEY ({column}) REFERENCES {target} (…) as a clause of its own",
        "ko": "{since} 이전 서버는 컬럼 정의에 적은 REFERENCES {target}을(를) 읽기만 하고 버리므로 {column}에는 외래 키가 생기지 않습니다. "
        "FOREIGN KEY ({column}) REFERENCES {target} (…)을(를) 별도의 절로 적으십시오",
    },
)
def forgotten_inline_reference(table: Table, context: Context) -> Iterator[Hit]:
    """Each such column without a foreign key of its own; a note where the configuration does not say the server's version."""
    is_known = context.project.version is not None
    for column in table.columns:
        if column.inline_reference is not None and not _is_held(table, column, is_known=is_known):
            since = SINCE[context.project.dialect]
            limit = Severity.ERROR if is_known else Severity.NOTE
            yield Hit(column, column=column.name, target=column.inline_reference, since=since, at_most=limit)


def _is_held(table: Table, column: Column, *, is_known: bool) -> bool:
    """Whether a clause says the key as well; where the version is not known, the inline one was read as a key, too."""
    keys = [key for key in table.foreign_keys if key.columns[:1] == (column.name,)]
    return len(keys) > (0 if is_known else 1)
