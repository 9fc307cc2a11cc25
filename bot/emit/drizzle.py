"""Model → Drizzle text, in the words of its query builders."""

import re

from bot.model import Index, IndexPart, Table

IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")


def drizzle_index(table: Table, index: Index) -> str:
    """The index as an entry of a Drizzle table's extra configuration, whose parameter is `table`: `index("name").on(table.userId)`."""
    function = "uniqueIndex" if index.unique else "index"
    parts = ", ".join(_part(table, part) for part in index.parts)
    where = f".where(sql`{_template(index.where.text)}`)" if index.where else ""
    return f"{function}({_string(index.name or '')}).on({parts}){where}"


def _part(table: Table, part: IndexPart) -> str:
    if part.column is None:
        return f"sql`{_template(part.expression.text if part.expression else '')}`"
    attribute = _attribute_of(table, part.column)
    text = f"table.{attribute}" if IDENTIFIER.fullmatch(attribute) else f"table[{_string(attribute)}]"
    return f"{text}.desc()" if part.descending else text


def _attribute_of(table: Table, column: str) -> str:
    """The key of a column in the Drizzle table object; the column's name where the table was not read from one."""
    found = table.column(column)
    return found.attribute if found and found.attribute else column


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _template(text: str) -> str:
    return text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
