"""Pages as answers: nothing is asked for, nothing is kept, nobody learns where a reader came from."""

from collections.abc import Mapping

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from bot.model import Message
from bot.render.escape import Html, html_text
from bot.render.message import html
from bot.render.templates import page_environment

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action "
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}
NOTHING = (
    Message.of(en="Nothing here", ko="찾을 수 없습니다"),
    Message.of(
        en="There is nothing at this address: no such report, or it was removed when its time was over, or its review has not ended yet.",
        ko="이 주소에는 아무것도 없습니다. 보고서가 없거나, 보관 기간이 지나 삭제되었거나, 리뷰가 아직 끝나지 않았습니다.",
    ),
)
SILENT = (
    Message.of(en="Not now", ko="지금은 볼 수 없습니다"),
    Message.of(
        en="The database does not answer. Reload in a minute; if it stays so, `schema-review doctor` says what to do.",
        ko="데이터베이스가 응답하지 않습니다. 잠시 뒤 새로 고치고, 계속되면 `schema-review doctor`로 확인하세요.",
    ),
)


def page(text: str | bytes, status: int = 200, *, forms_to: str = "'none'", headers: Mapping[str, str] | None = None) -> Response:
    """A finished page; its forms may be sent to `forms_to` only."""
    return HTMLResponse(text, status, {**HEADERS, "Content-Security-Policy": POLICY + forms_to, **(headers or {})})


def templated(name: str, status: int = 200, *, forms_to: str = "'none'", **values: object) -> Response:
    """A page from a template, which prints nothing but what `bot.render.escape` made safe."""
    return page(page_environment().get_template(name).render(**values), status, forms_to=forms_to)


def said(status: int, words: tuple[Message, Message], *, tone: str = "partial", headers: Mapping[str, str] | None = None) -> Response:
    """A page with a title and one sentence, in both languages: nobody has said yet which one is read."""
    (title, sentence), template = words, page_environment().get_template("said.html.j2")
    told = {"title": html_text(title.en), "title_ko": html_text(title.ko), "en": html(sentence, "en"), "ko": html(sentence, "ko")}
    return page(template.render(told, tone=Html(tone)), status, headers=headers)


def nothing_here() -> Response:
    """The answer to every address that shows nothing, the same for all of them."""
    return said(404, NOTHING)


async def not_found(_: Request, __: Exception) -> Response:
    """The same for an address that no route has."""
    return nothing_here()


def silent() -> Response:
    """The answer while the database does not answer."""
    return said(503, SILENT, tone="error", headers={"Retry-After": "60"})
