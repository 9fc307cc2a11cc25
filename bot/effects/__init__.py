"""What a server and a runner do with a Step or a Change; independent of rules."""

from bot.effects.judge import effects_of

__all__ = ["effects_of"]
