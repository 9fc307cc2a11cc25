"""The Jinja environments: one a language for Markdown, one for pages.

What a template prints must have come through `bot/render/escape.py`.
"""

from collections.abc import Callable
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.content import content_folder
from bot.model import Language
from bot.render.escape import Html


@cache
def environment(language: Language) -> Environment:
    """The environment that finds `templates/<language>/`; printing anything but Markup or a number raises a TypeError."""
    return _environment(language, _only_escaped)


@cache
def page_environment() -> Environment:
    """The environment that finds `templates/html/`; printing anything but Html or a number raises a TypeError."""
    return _environment("html", _only_html)


def _environment(folder: str, finalize: Callable[[object], object]) -> Environment:
    return Environment(
        loader=FileSystemLoader(content_folder("templates") / folder),
        autoescape=True,  # keeps macros and blocks Markup; `finalize` lets no plain text come so far
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _only_escaped(value: object) -> object:
    if isinstance(value, Markup | int):
        return value
    raise TypeError(f"a template prints {type(value).__name__} that no function of bot.render.escape made safe")


def _only_html(value: object) -> object:
    if isinstance(value, Html | int):
        return value
    raise TypeError(f"a page prints {type(value).__name__} that no function of bot.render.escape made safe for HTML")
