"""Text in a character set that cannot hold all of Unicode."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Message, Schema, charset_of, has_characters, prevailing, with_charset

UTF8MB3 = Message.of(
    en="emoji and rare Hanja take four bytes each and it has room for three",
    ko="이모지와 일부 한자는 4바이트인데 3바이트까지만 담습니다",
)
OTHERS = Message.of(en="it has no Korean, Chinese or emoji", ko="한글, 한자, 이모지를 담지 못합니다")
NARROW = {"utf8mb3": UTF8MB3, "latin1": OTHERS, "latin2": OTHERS, "cp1252": OTHERS}


@rule(
    severity="warning",
    dialects=("mysql", "mariadb"),
    summary={"en": "character set without all characters", "ko": "모든 문자를 담지 못하는 문자 집합"},
    message={
        "en": "text in {place} is {charset}: storing a character that it lacks fails, or leaves a question mark where strict mode is off; "
        "use utf8mb4",
        "ko": "{place}의 문자열이 {charset}입니다. 없는 문자는 저장에 실패하거나 엄격 모드가 아니면 물음표로 바뀝니다. utf8mb4를 쓰십시오",
    },
)
def three_byte_characters(schema: Schema, context: Context) -> Iterator[Hit]:
    """Each table with text in such a set, and each utf8mb3 column of another table, unless the whole base is like that."""
    before = (charset_of(dict(table.options)) for table in context.before.tables)
    usual = _name(prevailing(charset for charset in before if charset))
    for table in schema.tables:
        default = _name(charset_of(dict(table.options)))
        texts = [with_charset(column, table) for column in table.columns if has_characters(column)]
        if default in NARROW and default != usual and any(text.charset == default for text in texts):
            yield Hit(table, place=table.full_name, charset=default, advice=NARROW[default])
        for text in texts:
            if text.charset == "utf8mb3" and text.charset not in (usual, default):
                place = f"{table.full_name}.{text.name}"
                yield Hit(text, object=place, place=place, charset=text.charset, advice=UTF8MB3)


def _name(charset: str | None) -> str:
    return "utf8mb3" if charset == "utf8" else charset or ""
