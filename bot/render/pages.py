"""A rule's page for a terminal."""

from rich.markdown import Markdown

from bot.render.consoles import printed


def render_page(page: str, *, width: int = 80, color: bool = False) -> str:
    """Markdown laid out by rich; without colour as it was written, which reads well enough and pastes anywhere."""
    if not color:
        return page
    return printed([Markdown(page, code_theme="ansi_dark")], width=width, color=color)
