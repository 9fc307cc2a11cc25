"""Review → one page that needs nothing else: no script, no font, no image, no request."""

from bot.render.html.page import About, render_html

__all__ = ["About", "render_html"]
