"""Index candidates: those that the rules proposed, merged."""

from bot.advise.candidates import merge_candidates

__all__ = ["merge_candidates"]
