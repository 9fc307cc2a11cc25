"""The canonical text of expressions and defaults, the same for every reader, so that equal meaning compares equal."""

import json
import re
from functools import lru_cache

from bot.model import ColumnType, Dialect, Expression, Unknown

# Quoted text stands as it is. MySQL escapes by backslash inside quotes, the others by doubling only.
DOUBLED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|[^'\"`]+|['\"`]")
ESCAPED = re.compile(r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|`(?:[^`]|``)*`|[^'\"`]+|['\"`]", re.DOTALL)
# a type and no operator behind the cast, which would make more than a literal of it
CAST_LITERAL = re.compile(
    r"^e?('(?:[^']|'')*')\s*::\s*(?!.*\b(?:collate|is|and|or|in|not|like|at)\b)[\w\". ]+(\(\d+(,\s*\d+)?\))?(\[\])*$",
    re.DOTALL | re.IGNORECASE,
)
BRACKETED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\[(?P<name>[^\]]*)\]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
WHOLE = re.compile(r"-?\d+\.0+")
BOOLEAN_WORDS = {"1": "true", "0": "false"}
INTEGER_WORDS = {"true": "1", "false": "0"}
BLANKS = re.compile(r"\s+")
NOW = re.compile(r"now\(\s*\)")
# One expression for all tables: to compile one for each takes longer than everything else. No name holds a NUL.
OWN = "\0"
QUALIFIER = re.compile(r'(?:(["`])[^"`]+\1\s*\.\s*)?(["`])\0\2\s*\.\s*(?=["`])')


def canonical_expression(text: str, dialect: Dialect, *, table: str | None = None) -> Expression:
    """SQL text → Expression: lower case outside quotes, single blanks, no outer parentheses, no final semicolon.

    `table` is the name of the table the expression stands in: its own qualifier is dropped (`"users"."age" > 0` → `"age" > 0`).
    """
    own = text if table is None else _unqualified(text, table)
    return Expression(_strip_parentheses(_squash(own, dialect)).rstrip(";").rstrip(), text)


@lru_cache(maxsize=512)
def canonical_default(text: str, type_: ColumnType | Unknown | None, dialect: Dialect) -> Expression | None:
    """The SQL text of a DEFAULT → Expression, None for NULL and for no text.

    Beyond `canonical_expression`: a cast right after a literal goes, numbers lose their quotes in numeric columns, booleans are
    `true` and `false` (in SQLite's integer columns 1 and 0), JSON literals lose their blanks.
    """
    bare = _strip_parentheses(text.strip())
    if not bare:
        return None
    cast = CAST_LITERAL.match(bare)
    bare = cast[1] if cast else bare
    canonical = _literal(bare, type_) if _is_literal(bare) else _squash(bare, dialect)
    canonical = _word(canonical, type_, dialect)
    return None if canonical == "null" else Expression(canonical, text.strip())


def _unqualified(text: str, table: str) -> str:
    """The text without the quoted qualifier of that table before quoted names: `"app"."users"."age"` → `"age"`."""
    quoted = [(f"{quote}{table}{quote}", f"{quote}{OWN}{quote}") for quote in '"`' if f"{quote}{table}{quote}" in text]
    for name, own in quoted:
        text = text.replace(name, own)
    text = QUALIFIER.sub("", text) if quoted else text
    for name, own in quoted:
        text = text.replace(own, name)
    return text


def _strip_parentheses(text: str) -> str:
    """The text without the parentheses that enclose all of it."""
    text = text.strip()
    closing = _closing(text) if text.startswith("(") else {}
    start, end = 0, len(text)
    while closing.get(start) == end - 1:
        start, end = start + 1, end - 1
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
    return text[start:end]


def _closing(text: str) -> dict[int, int]:
    """Where each parenthesis outside quotes closes; nothing where a quote or a parenthesis is left open."""
    closing: dict[int, int] = {}
    stack: list[int] = []
    quote = ""
    for place, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"`":
            quote = character
        elif character == "(":
            stack.append(place)
        elif character == ")" and stack:
            closing[stack.pop()] = place
    return {} if quote or stack else closing


def _squash(text: str, dialect: Dialect) -> str:
    if dialect is Dialect.SQLITE and "[" in text:
        text = BRACKETED.sub(lambda found: found[0] if found["name"] is None else '"' + found["name"].replace('"', '""') + '"', text)
    pieces = (ESCAPED if dialect.is_mysql_family else DOUBLED).findall(text)
    return "".join(piece if _is_quoted(piece) else BLANKS.sub(" ", piece.lower()) for piece in pieces).strip()


def _is_quoted(piece: str) -> bool:
    return len(piece) > 1 and piece[0] in "'\"`"


def _is_literal(text: str) -> bool:
    return len(text) > 1 and text[0] == text[-1] == "'" and "'" not in text[1:-1].replace("''", "")


def _literal(text: str, type_: ColumnType | Unknown | None) -> str:
    inner = text[1:-1]
    if isinstance(type_, ColumnType) and type_.is_number and NUMBER.fullmatch(inner):
        return inner
    if inner[:1] in ("{", "[") and inner[-1:] in ("}", "]"):
        return _json_literal(text)
    return text


def _json_literal(text: str) -> str:
    try:
        value = json.loads(text[1:-1].replace("''", "'"))
    except ValueError:
        return text
    written = json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    return "'" + written.replace("'", "''") + "'"


def _word(text: str, type_: ColumnType | Unknown | None, dialect: Dialect) -> str:
    name = type_.name if isinstance(type_, ColumnType) else ""
    if isinstance(type_, ColumnType) and type_.is_floating_point and WHOLE.fullmatch(text):
        return text.partition(".")[0]
    if dialect is Dialect.SQLITE and name.startswith("int"):
        return INTEGER_WORDS.get(text, text)
    if dialect.is_mysql_family and name == "boolean":
        return BOOLEAN_WORDS.get(text, text)
    if NOW.fullmatch(text):
        return "now()"
    return "current_timestamp" if text == "current_timestamp()" else text
