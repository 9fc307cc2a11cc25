"""Names as this project writes them: the default schema is not written."""

POSTGRESQL_NAME_BYTES = 63  # NAMEDATALEN - 1; what is longer is cut


def schema_name(written: str) -> str | None:
    """A PostgreSQL schema as the model holds it: None for the default one."""
    return None if written == "public" else written


def full_name(schema: str | None, name: str) -> str:
    """`name`, or `schema.name` where the schema is not the default one."""
    return f"{schema}.{name}" if schema else name
