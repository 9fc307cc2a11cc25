"""Drizzle schemas in TypeScript → Schema, by reading only: text → syntax tree → static values → tables."""

from bot.parse.drizzle.config import static_default_export
from bot.parse.drizzle.schema import read_drizzle
from bot.parse.drizzle.syntax import comments

__all__ = ["comments", "read_drizzle", "static_default_export"]
