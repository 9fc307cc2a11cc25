"""A full-text index that splits at blanks, over texts in a language that does not."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Index, Side, Table

CJK = re.compile(r"[가-힣ぁ-ゖァ-ヺ一-龥]")
PARSER = re.compile(r"\bwith\s+parser\b", re.IGNORECASE)


@rule(
    severity="note",
    dialects=("mysql", "mariadb"),
    summary={"en": "FULLTEXT without a parser for Korean, Japanese or Chinese", "ko": "한중일 텍스트를 나누지 못하는 FULLTEXT"},
    message={
        "en": "{name} takes what stands between blanks for one word, so it does not find a word inside a longer one, "
        "as Korean, Japanese and Chinese texts need: MySQL has WITH PARSER ngram for it, MariaDB has no such parser",
        "ko": "{name}은(는) 공백으로만 단어를 나누므로 붙여 쓴 말 속의 단어를 찾지 못합니다('삼성갤럭시북노트북'에서 '노트북'). "
        "MySQL에서는 WITH PARSER ngram을 쓰십시오. MariaDB에는 이런 파서가 없습니다",
    },
)
def fulltext_without_cjk_parser(table: Table, context: Context) -> Iterator[Hit]:
    """Each FULLTEXT index without a parser in a project whose SQL or comments are written in such a language."""
    for index in table.indexes:
        if index.method == "fulltext" and _is_cjk(table, context) and not PARSER.search(_statement(index, context)):
            yield Hit(index, name=index.name or ", ".join(index.columns))


def _is_cjk(table: Table, context: Context) -> bool:
    comments = (table.comment, *(column.comment for column in table.columns))
    return any(CJK.search(text or "") for text in (*comments, *_texts(context)))


def _texts(context: Context) -> tuple[str, ...]:
    history = context.history
    migrations = () if history is None else history.head if context.side is Side.HEAD else history.base
    return tuple(migration.content for migration in migrations)


def _statement(index: Index, context: Context) -> str:
    """The lines of the index; of a migration of the base they are looked up in the base."""
    history = context.history
    migrations = (*history.head, *history.base) if history else ()
    content = next((migration.content for migration in migrations if migration.path == index.span.path), "")
    return "\n".join(content.splitlines()[index.span.line - 1 : index.span.end_line])
