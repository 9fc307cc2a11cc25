"""Tables named in the plural where nearly all others are named in the singular."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Schema, Side, snake_case

MANY = 5
SHARE = 0.8
# Words of no number or of both, plurals that name one thing, short forms: a table named by one says nothing.
UNCOUNTED = re.compile(
    r"(data|metadata|media|info|information|news|series|species|status|history|content|config|settings?|preferences?|analytics|stats|statistics|access"
    r"|inventory|stock|equipment|feedback|staff|people|children|men|women|log|audit|auth|cache|queue|usage|billing|credentials?|progress|address|business"
    r"|process|class|pass|canvas|alias|bus|gas|basis|analysis|index|jwks|instructions|details|terms|options|permissions|sales|cms|sms|aws|os|ops|js|\w{1,2}|\w*\d)$"
)


@rule(
    severity="note",
    summary={"en": "singular and plural table names mixed", "ko": "단수형과 복수형이 섞인 테이블 이름"},
    message={
        "en": "{count} of {all} tables are named in the singular, but not {tables}: "
        "everyone who writes a query has to remember which it was",
        "ko": "테이블 {all}개 중 {count}개는 이름이 단수형인데 {tables}은(는) 복수형입니다. "
        "쿼리를 작성할 때마다 어느 쪽인지 확인해야 합니다",
    },
)
def mixed_singular_and_plural(schema: Schema, context: Context) -> Iterator[Hit]:
    """The new tables whose last word is a plural among at least four in five singulars; words of no number are many, plurals are sure."""
    numbered = [(table, _is_plural(snake_case(table.name))) for table in schema.tables]
    countable = [(table, plural) for table, plural in numbered if plural is not None]
    singular = sum(not plural for _, plural in countable)
    if len(countable) < MANY or singular < SHARE * len(countable):
        return
    before = context.before if context.side is Side.HEAD else None
    odd = [table for table, plural in countable if plural and (before is None or before.table(table.full_name) is None)]
    if odd:
        names = tuple(table.full_name for table in odd)
        yield Hit(odd[0], also=tuple(table.span for table in odd[1:]), tables=names, count=singular, all=len(countable))


def _is_plural(name: str) -> bool | None:
    """Whether a table is named by an English plural; None where that cannot be told, and for the link of two tables (`users_to_teams`)."""
    word = name.rpartition("_")[2]
    if UNCOUNTED.fullmatch(word) or not word.isascii() or "_to_" in name:
        return None
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))
