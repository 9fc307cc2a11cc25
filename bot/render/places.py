"""Places as people write them."""

from bot.model import Span


def span_text(span: Span) -> str:
    """`path:line`, the path alone where the line is not known (0)."""
    return f"{span.path}:{span.line}" if span.line > 0 else span.path
