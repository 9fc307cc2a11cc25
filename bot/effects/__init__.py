"""What a server and a runner do with a Step or a Change; independent of rules."""

from bot.effects.judge import effects_of
from bot.effects.lost import rows_lost

__all__ = ["effects_of", "rows_lost"]
