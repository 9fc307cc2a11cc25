"""Names as this project writes them: the default schema is not written."""

import re

POSTGRESQL_NAME_BYTES = 63  # NAMEDATALEN - 1; what is longer is cut
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def schema_name(written: str) -> str | None:
    """A PostgreSQL schema as the model holds it: None for the default one."""
    return None if written == "public" else written


def full_name(schema: str | None, name: str) -> str:
    """`name`, or `schema.name` where the schema is not the default one."""
    return f"{schema}.{name}" if schema else name


def snake_case(name: str) -> str:
    """The name in lower case with a line between its words: `orderItem` and `ORDER_ITEM` are `order_item`; a schema before it is cut."""
    return HUMP.sub("_", name.rpartition(".")[2]).lower()


CASES = {
    "snake_case": re.compile(r"[^\W\d](?:[^\W_]|_)*"),
    "camelCase": re.compile(r"[^\W\d_][^\W_]*"),
    "PascalCase": re.compile(r"[^\W\d_][^\W_]*"),
    "kebab-case": re.compile(r"[^\W\d_](?:[^\W_]|-)*"),
}


def fits_case(name: str, case: str) -> bool:
    """Whether the name is written in that case; leading underscores say nothing, nor do letters that have no capitals."""
    bare = name.lstrip("_")
    if CASES[case].fullmatch(bare) is None:
        return False
    if case == "PascalCase":
        return not bare[:1].islower()
    return bare == bare.lower() if case != "camelCase" else not bare[:1].isupper()


def case_of(name: str) -> str | None:
    """The only case that the name is written in; None for one small word, which is in most, and for a mixture."""
    fitting = [case for case in CASES if fits_case(name, case)]
    return fitting[0] if len(fitting) == 1 else None
