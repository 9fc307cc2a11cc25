"""A name with a character that nobody sees or types."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Part, Schema, Table

# Zero-width characters, the byte order mark, blanks that are no space, and full-width forms of ASCII.
INVISIBLE = re.compile(r"[\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff\uff01-\uff5e]")


@rule(
    severity="warning",
    summary={"en": "name with an invisible character", "ko": "보이지 않는 문자가 든 이름"},
    message={
        "en": "{name} contains {character}, which looks like nothing or like another character: whoever types the name as it looks "
        "gets an error that it does not exist",
        "ko": "{name}에 보이지 않거나 다른 문자처럼 보이는 {character}이(가) 있어, 보이는 대로 입력하면 그런 이름이 없다는 오류가 납니다",
    },
)
def invisible_character(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each table, column, index, constraint and enum of such a name."""
    for table in schema.tables:
        names: list[tuple[str, Table | Part]] = [(table.name, table), *((part.name or "", part) for part in table.named_parts())]
        for name, part in names:
            if found := INVISIBLE.search(name):
                about = table.full_name if part is table else f"{table.full_name}.{name}"
                yield Hit(part, object=about, name=name, character=f"U+{ord(found[0]):04X}")
    for enum in schema.enums:
        if found := INVISIBLE.search(enum.name):
            yield Hit(enum, name=enum.name, character=f"U+{ord(found[0]):04X}")
