"""Names and literals as each database writes them."""

from bot.model import Dialect, Domain, Enum, Sequence, Table, View


def quote(name: str, dialect: Dialect) -> str:
    """One name in the dialect's quotes, always quoted, as drizzle-kit does."""
    mark = "`" if dialect.is_mysql_family else '"'
    return f"{mark}{name.replace(mark, mark * 2)}{mark}"


def quote_all(names: tuple[str, ...], dialect: Dialect) -> str:
    """Names as a list for parentheses."""
    return ", ".join(quote(name, dialect) for name in names)


def qualified(schema: str | None, name: str, dialect: Dialect) -> str:
    """A name behind its schema, unless that is the default one."""
    return f"{quote(schema, dialect)}.{quote(name, dialect)}" if schema else quote(name, dialect)


def sql_name(named: Table | Enum | View | Sequence | Domain, dialect: Dialect) -> str:
    """The name of an object behind that of its schema."""
    return qualified(named.schema, named.name, dialect)


def qualified_full(full_name: str, dialect: Dialect) -> str:
    """The same from a full name as the model writes it, `schema.name`."""
    schema, dot, name = full_name.partition(".")
    return qualified(schema, name, dialect) if dot else quote(full_name, dialect)


def literal(text: str, dialect: Dialect) -> str:
    """A string literal; MySQL reads a backslash in it as an escape."""
    if dialect.is_mysql_family:
        text = text.replace("\\", "\\\\")
    return f"'{text.replace(chr(39), chr(39) * 2)}'"
