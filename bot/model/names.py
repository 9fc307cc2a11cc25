"""Names as this project writes them: the default schema is not written."""


def full_name(schema: str | None, name: str) -> str:
    """`name`, or `schema.name` where the schema is not the default one."""
    return f"{schema}.{name}" if schema else name
