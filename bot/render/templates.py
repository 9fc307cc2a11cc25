"""The Jinja environment of one language. What a template prints must have come through `bot/render/escape.py`."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.content import content_folder
from bot.model import Language


@cache
def environment(language: Language) -> Environment:
    """The environment that finds `templates/<language>/`; printing anything but Markup or a number raises a TypeError."""
    return Environment(
        loader=FileSystemLoader(content_folder("templates") / language),
        autoescape=True,  # keeps macros and blocks Markup; `_only_escaped` lets no plain text come so far
        undefined=StrictUndefined,
        finalize=_only_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _only_escaped(value: object) -> object:
    if isinstance(value, Markup | int):
        return value
    raise TypeError(f"a template prints {type(value).__name__} that no function of bot.render.escape made safe")
