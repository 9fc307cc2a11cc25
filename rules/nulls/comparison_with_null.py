"""A condition that compares with NULL and so is never true or false."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import CheckConstraint, Expression, Index, Policy, Table

LITERAL = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`")
COMPARED = re.compile(
    r"(?<![<>=!])(?:=|<>|!=|<=?|>=?)\s*\(?\s*null\b"
    r"|(?<!is )(?<!not )\bnull\s*(?:=|<>|!=|<|>)"
    r"|\bin\s*\((?:[^()]*,)?\s*null\s*(?:,[^()]*)?\)"
)


@rule(
    severity="warning",
    summary={"en": "comparison with NULL", "ko": "NULL과의 비교"},
    message={
        "en": "{condition} compares with NULL, which gives neither true nor false: a CHECK lets such rows through, an index or policy "
        "leaves them out; write IS NULL or IS NOT NULL",
        "ko": "{condition}은(는) NULL과 비교하므로 참도 거짓도 되지 않습니다. CHECK는 그런 행을 통과시키고, 인덱스와 정책은 제외합니다. "
        "IS NULL이나 IS NOT NULL을 쓰십시오",
    },
)
def comparison_with_null(table: Table, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each CHECK, condition of an index and policy with `= NULL`, `<> NULL` or `IN (…, NULL)`."""
    parts: tuple[CheckConstraint | Index | Policy, ...] = (*table.checks, *table.indexes, *table.policies)
    for part in parts:
        for text in _conditions(part):
            if COMPARED.search(LITERAL.sub("?", text).lower()):
                yield Hit(part, condition=text)
                break


def _conditions(part: CheckConstraint | Index | Policy) -> Iterator[str]:
    match part:
        case CheckConstraint(expression=condition) | Index(where=condition):
            found: tuple[object, ...] = (condition,)
        case Policy(using=using, with_check=checked):
            found = (using, checked)
    yield from (condition.text for condition in found if isinstance(condition, Expression))
