"""Pages as answers: nothing is asked for, nothing is kept, nobody learns where a reader came from."""

from collections.abc import Mapping

from fastapi import Response
from fastapi.responses import HTMLResponse

from bot.render.templates import page_environment

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action "
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


def page(text: str | bytes, status: int = 200, *, forms_to: str = "'none'", headers: Mapping[str, str] | None = None) -> Response:
    """A finished page; its forms may be sent to `forms_to` only."""
    return HTMLResponse(text, status, {**HEADERS, "Content-Security-Policy": POLICY + forms_to, **(headers or {})})


def templated(name: str, status: int = 200, *, forms_to: str = "'none'", **values: object) -> Response:
    """A page from a template, which prints nothing but what `bot.render.escape` made safe."""
    return page(page_environment().get_template(name).render(**values), status, forms_to=forms_to)


def nothing_here() -> Response:
    """The answer to every address that shows nothing, the same for all of them."""
    return templated("nothing.html.j2", 404)
