"""SQL → model: statements one by one, folded over a Schema."""

from bot.parse.sql.index_parts import read_index_parts
from bot.parse.sql.replay import replay
from bot.parse.sql.scanner import comments

__all__ = ["comments", "read_index_parts", "replay"]
