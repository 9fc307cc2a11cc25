"""Schema × Schema → Changes."""

from bot.diff.rebuilds import rebuilds
from bot.diff.schemas import diff

__all__ = ["diff", "rebuilds"]
