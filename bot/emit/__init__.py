"""Model → text: DDL per dialect, Drizzle, quoting."""

from bot.emit.candidates import IndexStyles, index_candidate, index_name, index_styles
from bot.emit.changes import change_sql, changes_sql
from bot.emit.drizzle import drizzle_index
from bot.emit.indexes import create_index
from bot.emit.names import qualified, quote
from bot.emit.schemas import create_schema
from bot.emit.sizes import sizes_query
from bot.emit.tables import create_table
from bot.emit.types import type_text

__all__ = [
    "IndexStyles",
    "change_sql",
    "changes_sql",
    "create_index",
    "create_schema",
    "create_table",
    "drizzle_index",
    "index_candidate",
    "index_name",
    "index_styles",
    "qualified",
    "quote",
    "sizes_query",
    "type_text",
]
