"""SQL texts of drizzle-kit's snapshots as docs/neutral-form.md writes them. Shares no code with the readers it is held against."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

TOKENS = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[^'"`]+|['"`]""")
ARRAY = re.compile(r"(.*?)((?:\[\d*\])+)")
CAST = re.compile(r"""e?('(?:[^']|'')*')\s*::\s*[\w". ]+(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])*""", re.DOTALL | re.IGNORECASE)
NUMERIC = re.compile(r"numeric|decimal|integer|int|bigint|smallint|tinyint|mediumint|real|double|float|serial|bigserial")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SPELLINGS = {
    "int4": "integer",
    "int8": "bigint",
    "int2": "smallint",
    "bool": "boolean",
    "float8": "double precision",
    "float4": "real",
}
REWRITTEN = (
    (re.compile(r"\)(?=[a-z])"), ") "),
    (re.compile(r"^timestamptz(\(\d\))?$"), r"timestamp\1 with time zone"),
    (re.compile(r"^timetz(\(\d\))?$"), r"time\1 with time zone"),
    (re.compile(r"^(timestamp|time)(\(\d\))? without time zone$"), r"\1\2"),
    (re.compile(r"^character varying"), "varchar"),
)
SAME = {"null": None, "current_timestamp()": "current_timestamp"}
BOOLEANS = {"1": "true", "0": "false"}
BITS = {"true": "1", "false": "0"}


def expression(value: object) -> str | None:
    """A check, a condition, a generated column: lower case outside quotes, single blanks, no outer parentheses."""
    if value is None:
        return None
    lowered = _mapped(str(value), str.lower, quotes="'\"`")
    return _bare(_mapped(lowered, lambda text: re.sub(r"\s+", " ", text), quotes="'").strip()).rstrip(";")


def unqualified(value: str | None, table: str) -> str | None:
    """Without the table's own name before a column: 1.0 writes `"n" > 0` where 0.x writes `"users"."n" > 0`."""
    own = rf"""(?:(["`])[^"`]+\1\s*\.\s*)?(["`]){re.escape(table)}\2\s*\.\s*(?=["`])"""
    return None if value is None else re.sub(own, "", value)


def type_text(value: str, schema: str | None, *, enums: frozenset[str], dimensions: int = 0) -> str:
    """A column's type. Names of enums keep their case, and their schema where it is not the default one."""
    matched = ARRAY.fullmatch(value.strip())
    base, suffix = (matched[1], re.sub(r"\d", "", matched[2])) if matched else (value.strip(), "")
    suffix = suffix or "[]" * dimensions
    name = base.strip('"')
    if schema is not None or name in enums:
        return (name if schema in (None, "", "public") else f"{schema}.{name}") + suffix
    return _plain_type(base).removeprefix("public.") + suffix


def _plain_type(base: str) -> str:
    text = _mapped(base, lambda part: re.sub(r"\s+", " ", part.lower()), quotes="'\"`").strip()
    text = _mapped(text, lambda part: re.sub(r"\s*\)", ")", re.sub(r"\s*\(\s*", "(", re.sub(r"\s*,\s*", ",", part))), quotes="'").strip('"')
    for pattern, replacement in REWRITTEN:
        text = pattern.sub(replacement, text)
    return SPELLINGS.get(text, text)


def default(value: Any, kind: str, dialect: str) -> str | None:
    """A default as SQL text."""
    if value is None or value == "":
        return value if value is None else "''"
    text = _bare(_written(value).strip())
    cast = CAST.fullmatch(text)
    text = cast[1] if cast else text
    text = _literal(text, kind) if _is_literal(text) else expression(text) or ""
    if dialect == "sqlite" and kind.startswith("int"):
        text = BITS.get(text, text)
    if dialect == "mysql" and kind in ("boolean", "tinyint(1)"):
        text = BOOLEANS.get(text, text)
    return SAME.get(text, text)


def _written(value: Any) -> str:
    """The snapshots hold texts, numbers, booleans; MySQL's and the betas of 1.0 also JSON values."""
    match value:
        case {"value": inner}:
            return _written(inner)
        case dict() | list():
            return f"'{_json(value)}'"
        case bool():
            return "true" if value else "false"
        case float():
            return _number(value)
    return str(value)


def _number(value: float) -> str:
    """As JavaScript writes it: an exponent only from 1e21 on and below 1e-6."""
    if value == 0 or 1e-6 <= abs(value) < 1e21:
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return re.sub(r"e([+-])0+", r"e\1", repr(value))


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True).replace("'", "''")


def _is_literal(text: str) -> bool:
    return len(text) > 1 and text[0] == text[-1] == "'" and "'" not in text[1:-1].replace("''", "")


def _literal(text: str, kind: str) -> str:
    inner = text[1:-1]
    if NUMERIC.match(kind) and not kind.endswith("[]") and NUMBER.fullmatch(inner):
        return inner
    if inner[:1] not in ("{", "[") or inner[-1:] not in ("}", "]"):
        return text
    try:
        return f"'{_json(json.loads(inner.replace(chr(39) * 2, chr(39))))}'"
    except ValueError:
        return text


def _mapped(text: str, change: Callable[[str], str], *, quotes: str) -> str:
    """The text with everything changed that does not stand in these quotes."""
    return "".join(token if len(token) > 1 and token[0] in quotes else change(token) for token in TOKENS.findall(text))


def _bare(text: str) -> str:
    """Without parentheses around the whole."""
    text = text.strip()
    while text.startswith("(") and _closes_last(text):
        text = text[1:-1].strip()
    return text


def _closes_last(text: str) -> bool:
    """The first parenthesis is closed by the last character."""
    depth = place = 0
    for token in TOKENS.findall(text):
        for character in token if token[0] not in "'\"`" or len(token) == 1 else " " * len(token):
            place += 1
            depth += (character == "(") - (character == ")")
            if depth == 0:
                return place == len(text)
    return False
