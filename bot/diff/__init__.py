"""Schema × Schema → Changes."""

from bot.diff.schemas import diff

__all__ = ["diff"]
