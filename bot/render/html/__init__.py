"""Review → one page that needs nothing else: no script, no font, no image, no request."""

from bot.render.html.page import render_html

__all__ = ["render_html"]
