"""The App's webhook as GitHub has it: where it sends, in which form, and what came of the newest deliveries."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from bot.errors import NotAllowed
from bot.github import Client
from bot.model import Message
from bot.service.doctor.ailment import Ailment
from bot.service.settings import WEBHOOK_PATH, Settings

NEWEST = 30  # deliveries
NAMED = 5
FAILED, TROUBLE = 400, 500
PORTS = {"http": 80, "https": 443}

AGAIN = Message.of(en="then press `Redeliver` under `Advanced` there", ko="그다음 같은 페이지의 `Advanced`에서 `Redeliver`를 누르세요")
REMEDIES = {
    400: Message.of(
        en="choose `application/json` as the content type on the App's page under `Webhook`",
        ko="앱 페이지의 `Webhook`에서 content type을 `application/json`으로 선택하세요",
    ),
    401: Message.of(
        en="the signature is of another secret: set the same one in `SCHEMA_REVIEW_WEBHOOK_SECRET` and on the App's page under `Webhook`",
        ko="서명에 사용된 시크릿이 다릅니다. `SCHEMA_REVIEW_WEBHOOK_SECRET`와 앱 페이지의 `Webhook`에 같은 시크릿을 설정하세요",
    ),
    404: Message.of(
        en=f"the webhook's URL on the App's page must be this service's address with `{WEBHOOK_PATH}` behind it",
        ko=f"앱 페이지의 웹훅 URL은 이 서비스의 주소 뒤에 `{WEBHOOK_PATH}`를 붙인 것이어야 합니다",
    ),
    503: Message.of(
        en="the service could not reach its database: see what is said of it here, and the log",
        ko="서비스가 데이터베이스에 연결하지 못했습니다. 이 점검의 database 항목과 로그를 확인하세요",
    ),
}
UNREACHED = Message.of(
    en="GitHub must reach the URL on the App's page: look at the address, its certificate and the proxy, and whether the service runs",
    ko="GitHub가 앱 페이지의 URL에 접속할 수 있어야 합니다. 주소, 인증서, 프록시와 서비스의 실행 여부를 확인하세요",
)
ITSELF = Message.of(en="what was lost is then asked for again by itself", ko="그러면 전달되지 않은 것을 서비스가 다시 요청합니다")
PAST = Message.of(
    en="newer deliveries arrive: what a server in trouble (5xx) lost is asked for again by itself; for the rest press `Redeliver` on the "
    "App's page under `Advanced`",
    ko="그 뒤의 웹훅은 전달되고 있습니다. 서버 장애(5xx)로 잃은 것은 서비스가 다시 요청하며, 나머지는 앱 페이지의 `Advanced`에서 "
    "`Redeliver`를 누르세요",
)


def look_at_hook(client: Client, settings: Settings) -> Iterator[Ailment]:
    """Whether GitHub sends to this service, as JSON, to nobody else, and whether it arrives.

    Raises:
        ForgeError: GitHub does not answer.
    """
    try:
        config = client.get("/app/hook/config")
    except NotAllowed:
        config = {}
    yield from _look_at_config(config, settings)
    yield from _look_at_deliveries(list(islice(client.pages("/app/hook/deliveries"), NEWEST)))


def _look_at_config(config: dict[str, Any], settings: Settings) -> Iterator[Ailment]:
    url, wanted = str(config.get("url") or ""), f"{(settings.public_url or 'https://review.example').rstrip('/')}{WEBHOOK_PATH}"
    if not url:
        yield Ailment("webhook", Message.of(en="the App has no webhook", ko="앱에 웹훅이 없습니다"), _put(wanted))
        return
    if not _is_ours(url, settings.public_url):
        what = Message.of(
            en="GitHub sends the App's events to {url}, which is not where this service takes them",
            ko="GitHub가 앱의 이벤트를 {url}(으)로 보내는데, 이 서비스가 받는 주소가 아닙니다",
            url=url,
        )
        yield Ailment("webhook", what, _put(wanted))
    if config.get("content_type") != "json":
        yield Ailment(
            "webhook",
            Message.of(
                en="GitHub sends the App's events as {kind}, which this service does not read",
                ko="GitHub가 앱의 이벤트를 {kind} 형식으로 보내는데, 이 서비스는 읽지 못합니다",
                kind=str(config.get("content_type") or "form"),
            ),
            REMEDIES[400],
        )
    if str(config.get("insecure_ssl", "0")) != "0":
        yield Ailment(
            "webhook",
            Message.of(
                en="GitHub does not verify the certificate of the webhook's address: somebody between could read the events",
                ko="GitHub가 웹훅 주소의 인증서를 검증하지 않아 중간에서 이벤트를 읽을 수 있습니다",
            ),
            Message.of(
                en="choose `Enable SSL verification` on the App's page under `Webhook`",
                ko="앱 페이지의 `Webhook`에서 `Enable SSL verification`을 선택하세요",
            ),
        )


def _put(address: str) -> Message:
    return Message.of(
        en="on the App's page under `Webhook`, tick `Active` and set the URL to {address}",
        ko="앱 페이지의 `Webhook`에서 `Active`를 선택하고 URL을 {address}(으)로 설정하세요",
        address=address,
    )


def _is_ours(url: str, public_url: str | None) -> bool:
    """Whether it is the public address and our path; without a public address, whether it is our path."""
    if public_url is None:
        return urlsplit(url).path.endswith(WEBHOOK_PATH)
    return _place(url) == _place(public_url.rstrip("/") + WEBHOOK_PATH)


def _place(url: str) -> tuple[str, str, int | None, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme), parts.path


def _look_at_deliveries(newest: list[dict[str, Any]]) -> Iterator[Ailment]:
    """An event that arrived at a later attempt counts as arrived."""
    attempts = sorted(newest, key=lambda each: str(each["delivered_at"]), reverse=True)
    last = {str(each["guid"]): each for each in reversed(attempts)}
    failed = [each for each in attempts if each is last[str(each["guid"])] and int(each["status_code"]) >= FAILED]
    if not failed:
        return
    yield Ailment(
        "webhook",
        Message.of(
            en="{count} of GitHub's newest {total} events did not arrive: {failed}",
            ko="GitHub의 최근 이벤트 {total}건 중 {count}건이 전달되지 않았습니다: {failed}",
            count=len(failed),
            total=len(last),
            failed=_named(failed),
        ),
        _remedy(failed[0]) if failed[0] is attempts[0] else PAST,
    )


def _named(failed: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(f"{each['event']}: {each['status_code']} {each['status']}" for each in failed))
    return (*names[:NAMED], "…") if len(names) > NAMED else names


def _remedy(attempt: dict[str, Any]) -> Message:
    code = int(attempt["status_code"])
    first, then = REMEDIES.get(code, UNREACHED), AGAIN if code < TROUBLE else ITSELF
    return Message(f"{first.en}; {then.en}", f"{first.ko}. {then.ko}")
