"""What is wrong with an installation, and what to do about it."""

from bot.service.doctor.examine import Report, examine

__all__ = ["Report", "examine"]
