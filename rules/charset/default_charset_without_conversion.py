"""A table's default character set is changed, and the columns it has keep the old one."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AlterTable, Step, Table, charset_of, has_characters, with_charset


@rule(
    severity="warning",
    dialects=("mysql", "mariadb"),
    summary={"en": "default character set changed without its columns", "ko": "컬럼은 그대로 두는 기본 문자 집합 변경"},
    message={
        "en": "only what is added to {table} from now on is {charset}, and {columns} keeps its character set: CONVERT TO CHARACTER SET "
        "changes the columns too, and copies the table",
        "ko": "앞으로 {table}에 추가되는 컬럼만 {charset}(으)로 저장되고 {columns}은(는) 그대로입니다. "
        "기존 컬럼까지 바꾸려면 테이블을 복사하는 CONVERT TO CHARACTER SET을 쓰십시오",
    },
)
def default_charset_without_conversion(step: Step, context: Context) -> Iterator[Hit]:
    """Each ALTER TABLE after which text of another known character set is left, also when all migrations have run."""
    for change in step.changes:
        if not isinstance(change, AlterTable) or context.is_new(change.before):
            continue
        charset = charset_of(dict(change.after.options))
        last = (context.migrated or context.after).table(change.after.full_name)
        if last is None or charset is None or charset == charset_of(dict(change.before.options)):
            continue
        left = tuple(name for name in _others(change.after, charset) if name in _others(last, charset))
        if left:
            yield Hit(step.span, object=change.after.full_name, table=change.after.full_name, charset=charset, columns=left)


def _others(table: Table, charset: str) -> tuple[str, ...]:
    """The text columns of which another character set is known."""
    texts = (with_charset(column, table) for column in table.columns if has_characters(column))
    return tuple(text.name for text in texts if text.charset and text.charset != charset and {text.charset, charset} != {"utf8", "utf8mb3"})
