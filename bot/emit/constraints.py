"""Keys and constraints as they stand in CREATE TABLE and behind ADD."""

from bot.emit.names import qualified_full, quote, quote_all
from bot.model import CheckConstraint, Dialect, ForeignKey, PrimaryKey, UniqueConstraint


def constraint_text(part: PrimaryKey | UniqueConstraint | ForeignKey | CheckConstraint, dialect: Dialect) -> str:
    """`CONSTRAINT name UNIQUE (…)` and the like; without the name where there is none."""
    name = f"CONSTRAINT {quote(part.name, dialect)} " if part.name else ""
    match part:
        case PrimaryKey():
            return f"{name}PRIMARY KEY ({quote_all(part.columns, dialect)})"
        case UniqueConstraint():
            nulls = " NULLS NOT DISTINCT" if part.nulls_not_distinct else ""
            return f"{name}UNIQUE{nulls} ({quote_all(part.columns, dialect)})"
        case CheckConstraint():
            return f"{name}CHECK ({part.expression.text})"
        case ForeignKey():
            return name + _reference(part, dialect)


def _reference(key: ForeignKey, dialect: Dialect) -> str:
    there = f" ({quote_all(key.target_columns, dialect)})" if key.target_columns else ""
    text = f"FOREIGN KEY ({quote_all(key.columns, dialect)}) REFERENCES {qualified_full(key.target, dialect)}{there}"
    for event, action in (("DELETE", key.on_delete), ("UPDATE", key.on_update)):
        if action != "no action":
            text += f" ON {event} {action.upper()}"
    return text
