"""Changes → what to test before and after them, with SQL that can be run."""

from bot.checklist.build import checklist

__all__ = ["checklist"]
