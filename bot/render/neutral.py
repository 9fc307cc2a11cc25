"""A Schema in the neutral form that `inspect --format json` prints: plain data, the same for every reader. See docs/neutral-form.md."""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from bot.model import (
    CheckConstraint,
    Column,
    ColumnType,
    Dialect,
    Expression,
    ForeignKey,
    Index,
    IndexPart,
    Language,
    Message,
    Policy,
    Problem,
    Schema,
    Table,
    UniqueConstraint,
    Unknown,
)

Data: TypeAlias = "dict[str, Any]"

FIXED_POINT = ("numeric", "decimal")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def neutral(schema: Schema, problems: Iterable[Problem], language: Language = "en") -> Data:
    """The Schema and the Problems as JSON data in the neutral form; messages in that language."""
    dialect = Dialect.MYSQL if schema.dialect is Dialect.MARIADB else schema.dialect
    return {
        "dialect": dialect.value,
        "tables": {table.full_name: _table(table, dialect) for table in schema.tables},
        "enums": {enum.full_name: list(enum.values) for enum in schema.enums},
        "views": sorted(view.full_name for view in schema.views if not view.existing),
        "existing_views": sorted(view.full_name for view in schema.views if view.existing),
        "sequences": sorted(sequence.full_name for sequence in schema.sequences),
        "roles": list(schema.roles),
        "schemas": list(schema.namespaces),
        "problems": [
            {"path": problem.span.path, "line": problem.span.line, "message": plain_message(problem.message, language)}
            for problem in problems
        ],
    }


def plain_message(message: Message, language: Language) -> str:
    """A message as plain text, its values as they are."""
    values = {name: ", ".join(value) if isinstance(value, tuple) else str(value) for name, value in message.values}
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), message.template(language))


def _table(table: Table, dialect: Dialect) -> Data:
    key = table.primary_key.columns if table.primary_key else ()
    uniques = [_unique(unique) for unique in table.uniques]
    return {
        "columns": {column.name: _column(column, column.name in key, dialect) for column in table.columns},
        "primary_key": list(key),
        "uniques": [list(columns) for columns in sorted({tuple(unique["columns"]) for unique in uniques})],
        "unique_constraints": sorted(uniques, key=lambda unique: (str(unique["name"]), unique["columns"])),
        "indexes": sorted((_index(index) for index in table.indexes), key=lambda index: (str(index["name"]), index["columns"])),
        "foreign_keys": sorted(
            (_foreign_key(reference) for reference in table.foreign_keys),
            key=lambda item: (item["columns"], item["ref_table"], item["ref_columns"], str(item["name"])),
        ),
        "checks": sorted((_check(check) for check in table.checks), key=lambda check: str(check["name"])),
        "rls": table.row_security,
        "policies": sorted((_policy(policy) for policy in table.policies), key=lambda policy: str(policy["name"])),
    }


def _column(column: Column, is_key: bool, dialect: Dialect) -> Data:  # noqa: FBT001 # a value of the row, not a switch
    generated = column.generated
    return {
        "type": type_text(column.type, dialect),
        "nullable": column.nullable,
        "default": _text(column.default),
        "primary_key": is_key,
        "autoincrement": None if dialect is Dialect.POSTGRESQL else column.autoincrement,
        "identity": None if column.identity is None else "always" if column.identity.always else "by default",
        "generated": f"{_text(generated.expression)} {'stored' if generated.stored else 'virtual'}" if generated else None,
        "on_update": column.on_update is not None if dialect is Dialect.MYSQL else None,
    }


def _text(expression: Expression | Unknown | None) -> str | None:
    match expression:
        case Expression(text=text):
            return text
        case Unknown(text=text):
            return f"?{text}"
    return None


def type_text(kind: ColumnType | Unknown, dialect: Dialect) -> str:
    """The neutral text of a column type: `varchar(80)`, `timestamp(3) with time zone`, `app.role[]`."""
    if isinstance(kind, Unknown):
        return f"?{kind.text}"
    if kind.user_defined:
        arguments = (str(kind.length),) if kind.length is not None else kind.modifiers
        shown = f"({','.join(arguments)})" if arguments else ""
        return f"{f'{kind.schema}.' if kind.schema else ''}{kind.name}{shown}{'[]' * kind.dimensions}"
    words = [_sized(kind)]
    if kind.name == "interval" and kind.modifiers:
        words = [f"interval {kind.modifiers[0]}{'' if kind.precision is None else f'({kind.precision})'}"]
    if kind.with_time_zone:
        words.append("with time zone")
    if kind.unsigned:
        words.append("unsigned")
    return " ".join(words) + "[]" * (kind.dimensions if dialect is Dialect.POSTGRESQL else 0)


def _sized(kind: ColumnType) -> str:
    if kind.values:
        quoted = ("'" + value.replace("'", "''") + "'" for value in kind.values)
        return f"{kind.name}({','.join(quoted)})"
    numbers = [number for number in (kind.length, kind.precision, kind.scale) if number is not None]
    # numeric(10) and numeric(10,0) are one type; drizzle-kit writes what the author wrote.
    if kind.name in FIXED_POINT and kind.scale == 0 and "," not in kind.spelling:
        numbers = numbers[:-1]
    arguments = [str(number) for number in numbers] or ([] if kind.name == "interval" else list(kind.modifiers))
    return f"{kind.name}({','.join(arguments)})" if arguments else kind.name


def _unique(unique: UniqueConstraint) -> Data:
    return {"name": unique.name, "columns": list(unique.columns), "nulls_not_distinct": unique.nulls_not_distinct}


def _index(index: Index) -> Data:
    # drizzle-kit keeps a part that was written as SQL text as it is, order and operator class in it.
    classes = [None if part.spelling else part.opclass for part in index.parts]
    return {
        "name": index.name,
        "columns": [_part(part) for part in index.parts],
        "order": ["desc" if part.descending and not part.spelling else "asc" for part in index.parts],
        "opclass": classes if any(classes) else None,
        "unique": index.unique,
        "where": _text(index.where),
        "method": index.method,
        "implicit": index.implicit,
    }


def _part(part: IndexPart) -> str | None:
    return part.spelling or (part.column if part.column is not None else _text(part.expression))


def _foreign_key(key: ForeignKey) -> Data:
    return {
        "name": key.name,
        "columns": list(key.columns),
        "ref_table": key.target,
        "ref_columns": list(key.target_columns),
        "on_delete": key.on_delete,
        "on_update": key.on_update,
    }


def _check(check: CheckConstraint) -> Data:
    return {"name": check.name, "expr": _text(check.expression)}


def _policy(policy: Policy) -> Data:
    return {
        "name": policy.name,
        "as_": "permissive" if policy.permissive else "restrictive",
        "for_": policy.command,
        "to": list(policy.roles),
        "using": _text(policy.using),
        "with_check": _text(policy.with_check),
    }
