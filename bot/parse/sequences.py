"""Sequence options in canonical form: those that say what the server assumes anyway are left out, so that readers agree."""

from collections.abc import Mapping

from bot.model import SEQUENCE_DEFAULTS, ColumnType, Unknown

Options = tuple[tuple[str, str], ...]

LARGEST = {"smallint": "32767", "integer": "2147483647"}
SMALLEST = {"smallint": "-32768", "integer": "-2147483648"}


def canonical_sequence(options: Mapping[str, str]) -> Options:
    """The options `increment minvalue maxvalue start cache cycle name as` without those that say the default, sorted.

    An empty value stands for NO MINVALUE and the like: the default.
    """
    largest = LARGEST.get(options.get("as", ""), SEQUENCE_DEFAULTS["maxvalue"])
    if options.get("increment", "").startswith("-"):
        ends = {"minvalue": SMALLEST.get(options.get("as", ""), "-9223372036854775808"), "maxvalue": "-1"}
        ends["start"] = options.get("maxvalue") or ends["maxvalue"]
    else:
        ends = {"maxvalue": largest, "start": options.get("minvalue") or SEQUENCE_DEFAULTS["minvalue"]}
    assumed = SEQUENCE_DEFAULTS | ends
    return tuple(sorted((name, value) for name, value in options.items() if value and value != assumed.get(name)))


def canonical_identity(options: Mapping[str, str], *, table: str, column: str, type_: ColumnType | Unknown) -> Options:
    """The same for an identity column: its sequence has the column's type, and by default the name `<table>_<column>_seq`."""
    size = type_.name if isinstance(type_, ColumnType) else "bigint"
    own = f"{table}_{column}_seq"
    kept = dict(canonical_sequence({**options, "as": size}))
    return tuple((name, value) for name, value in kept.items() if name != "as" and (name, value.rpartition(".")[2]) != ("name", own))
