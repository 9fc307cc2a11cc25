"""Keys and constraints as they stand in CREATE TABLE and behind ADD."""

from bot.emit.indexes import index_parts
from bot.emit.names import qualified_full, quote, quote_all
from bot.model import CheckConstraint, Dialect, Exclusion, ForeignKey, PrimaryKey, UniqueConstraint


def constraint_text(part: PrimaryKey | UniqueConstraint | ForeignKey | CheckConstraint | Exclusion, dialect: Dialect) -> str:
    """`CONSTRAINT name UNIQUE (…)` and the like; without the name where there is none."""
    name = f"CONSTRAINT {quote(part.name, dialect)} " if part.name else ""
    match part:
        case PrimaryKey():
            return f"{name}PRIMARY KEY ({quote_all(part.columns, dialect)}){_behind(part, dialect)}"
        case UniqueConstraint():
            nulls = " NULLS NOT DISTINCT" if part.nulls_not_distinct else ""
            return f"{name}UNIQUE{nulls} ({quote_all(part.columns, dialect)}){_behind(part, dialect)}"
        case CheckConstraint():
            return f"{name}CHECK ({part.expression.text}){' NO INHERIT' if part.no_inherit else ''}"
        case Exclusion():
            return name + _exclusion(part, dialect)
        case ForeignKey():
            return name + _reference(part, dialect)


def _behind(part: PrimaryKey | UniqueConstraint, dialect: Dialect) -> str:
    include = f" INCLUDE ({quote_all(part.include, dialect)})" if part.include else ""
    return include + _deferrable(part.deferrable)


def _deferrable(words: str) -> str:
    return f" {words.upper()}" if words else ""


def _exclusion(part: Exclusion, dialect: Dialect) -> str:
    index = part.index
    pairs = zip(index_parts(index, dialect), part.operators, strict=True)
    keys = ", ".join(f"{key} WITH {operator}" for key, operator in pairs)
    include = f" INCLUDE ({quote_all(index.include, dialect)})" if index.include else ""
    where = f" WHERE ({index.where.text})" if index.where else ""
    return f"EXCLUDE USING {index.method} ({keys}){include}{where}{_deferrable(part.deferrable)}"


def _reference(key: ForeignKey, dialect: Dialect) -> str:
    there = f" ({quote_all(key.target_columns, dialect)})" if key.target_columns else ""
    text = f"FOREIGN KEY ({quote_all(key.columns, dialect)}) REFERENCES {qualified_full(key.target, dialect)}{there}"
    if key.match_full:
        text += " MATCH FULL"
    for event, action in (("DELETE", key.on_delete), ("UPDATE", key.on_update)):
        if action != "no action":
            text += f" ON {event} {action.upper()}"
            text += f" ({quote_all(key.nulled, dialect)})" if key.nulled and event == "DELETE" else ""
    return text + _deferrable(key.deferrable)
