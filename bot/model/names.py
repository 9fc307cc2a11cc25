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
