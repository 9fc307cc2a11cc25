"""What GitHub knows of the App: whether the key is its own, what it may do, what it hears of, whether its webhook leads here."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bot.errors import ConfigError, ForgeError, NotAllowed
from bot.github import App, Client, server_time
from bot.model import Message
from bot.service.doctor.ailment import Ailment
from bot.service.doctor.here import MOST_APART, clock_ailment
from bot.service.doctor.hook import look_at_hook
from bot.service.doctor.needs import EVENTS, PERMISSIONS, is_enough
from bot.service.settings import Settings

TIMEOUT = 10  # seconds
MOST = 30  # installations

APP_PAGE = "`Permissions & events`"


def look_at_github(settings: Settings) -> Iterator[Ailment]:
    """Everything about the App, as far as one thing does not hide the next."""
    try:
        client = App(settings.app_id, settings.private_key.get_secret_value(), settings.api_url).client()
    except ConfigError:
        yield Ailment(
            "key",
            Message.of(en="`SCHEMA_REVIEW_PRIVATE_KEY` is no private key", ko="`SCHEMA_REVIEW_PRIVATE_KEY`가 개인 키가 아닙니다"),
            Message.of(
                en="give the whole PEM file that the App's page makes under `Private keys`, best by `SCHEMA_REVIEW_PRIVATE_KEY_FILE`",
                ko="앱 페이지의 `Private keys`에서 만든 PEM 파일 전체를 지정하세요. `SCHEMA_REVIEW_PRIVATE_KEY_FILE`을 쓰는 것이 좋습니다",
            ),
        )
        return
    client.pause = lambda _: None  # asked once: the operator waits
    apart = _apart(client)
    if apart is not None and apart > MOST_APART:
        yield clock_ailment(apart, Message.of(en="GitHub's", ko="GitHub의 시계"))
    try:
        app = client.get("/app")
    except NotAllowed as refused:
        yield _not_ours(settings, refused)
    except ForgeError as silent:
        yield _silent(settings, silent)
    else:
        yield from _look_at_app(app)
        yield from _look_at_installations(client, app)
        yield from look_at_hook(client, settings)


def _apart(client: Client) -> float | None:
    theirs = server_time(client)
    return None if theirs is None else abs(theirs - time.time())


def _not_ours(settings: Settings, refused: NotAllowed) -> Ailment:
    return Ailment(
        "key",
        Message.of(
            en="GitHub does not take the key for App {number}: {words}",
            ko="GitHub가 이 키를 앱 {number}의 키로 인정하지 않습니다: {words}",
            number=str(settings.app_id),
            words=str(refused),
        ),
        Message.of(
            en="`SCHEMA_REVIEW_APP_ID` is the number on the App's page; make a new key there if this one is another App's or was deleted. "
            "On GitHub Enterprise Server `SCHEMA_REVIEW_API_URL` ends in `/api/v3`",
            ko="`SCHEMA_REVIEW_APP_ID`는 앱 페이지에 있는 번호입니다. 키가 다른 앱의 것이거나 삭제되었다면 그 페이지에서 새로 만드세요. "
            "GitHub Enterprise Server에서는 `SCHEMA_REVIEW_API_URL`이 `/api/v3`으로 끝나야 합니다",
        ),
    )


def _silent(settings: Settings, error: ForgeError) -> Ailment:
    return Ailment(
        "github",
        Message.of(
            en="GitHub's API at {url} does not answer as it should: {words}",
            ko="GitHub API({url})가 정상적으로 응답하지 않습니다: {words}",
            url=settings.api_url,
            words=str(error),
        ),
        Message.of(
            en="look at `SCHEMA_REVIEW_API_URL` (`https://HOST/api/v3` on Enterprise Server), the proxy and the firewall of this host",
            ko="`SCHEMA_REVIEW_API_URL`(Enterprise Server는 `https://HOST/api/v3`)과 이 호스트의 프록시, 방화벽을 확인하세요",
        ),
    )


def _look_at_app(app: dict[str, Any]) -> Iterator[Ailment]:
    given = app["permissions"]
    missing = tuple(f"{name}: {wanted}" for name, wanted in PERMISSIONS.items() if not is_enough(given.get(name, ""), wanted))
    if missing:
        yield Ailment(
            "permissions",
            Message.of(en="the App lacks the permissions {missing}", ko="앱에 {missing} 권한이 없습니다", missing=missing),
            Message.of(
                en=f"grant them on the App's page under {APP_PAGE}; every installation must accept the change",
                ko=f"앱 페이지의 {APP_PAGE}에서 부여하세요. 설치한 쪽마다 변경을 승인해야 합니다",
            ),
        )
    spare = tuple(f"{name}: {has}" for name, has in given.items() if not is_enough(PERMISSIONS.get(name, ""), has))
    if spare:
        yield Ailment(
            "permissions",
            Message.of(en="the App may do more than it needs: {spare}", ko="앱에 필요 이상의 권한이 있습니다: {spare}", spare=spare),
            Message.of(
                en=f"take them away on the App's page under {APP_PAGE}: what it may not do cannot be stolen",
                ko=f"앱 페이지의 {APP_PAGE}에서 회수하세요. 없는 권한은 도용될 수 없습니다",
            ),
        )
    unheard = tuple(name for name in EVENTS if name not in app["events"])
    if unheard:
        yield Ailment(
            "events",
            Message.of(en="the App does not hear of {unheard}", ko="앱이 {unheard} 이벤트를 구독하지 않습니다", unheard=unheard),
            Message.of(
                en=f"tick them on the App's page under {APP_PAGE}, `Subscribe to events`",
                ko=f"앱 페이지의 {APP_PAGE}, `Subscribe to events`에서 선택하세요",
            ),
        )


def _look_at_installations(client: Client, app: dict[str, Any]) -> Iterator[Ailment]:
    found = list(islice(client.pages("/app/installations"), MOST))
    if not found:
        yield Ailment(
            "app",
            Message.of(en="the App is installed nowhere", ko="앱이 어디에도 설치되어 있지 않습니다"),
            Message.of(en="install it: {url}", ko="앱을 설치하세요: {url}", url=f"{app['html_url']}/installations/new"),
        )
    granted = {name: wanted for name, wanted in PERMISSIONS.items() if is_enough(app["permissions"].get(name, ""), wanted)}
    behind = tuple(
        str(each["account"]["login"])
        for each in found
        if not all(is_enough(each["permissions"].get(name, ""), wanted) for name, wanted in granted.items() if name != "metadata")
    )
    if behind:
        yield Ailment(
            "permissions",
            Message.of(
                en="{accounts} have not accepted the App's permissions",
                ko="{accounts}에서 앱의 권한 변경을 승인하지 않았습니다",
                accounts=behind,
            ),
            Message.of(
                en="an owner accepts them in the settings of the account, under `Installed GitHub Apps`",
                ko="해당 계정의 소유자가 설정의 `Installed GitHub Apps`에서 승인해야 합니다",
            ),
        )


def look_at_address(settings: Settings) -> Iterator[Ailment]:
    """Whether the service answers where people and GitHub look for it."""
    if settings.public_url is None:
        yield Ailment(
            "webhook",
            Message.of(
                en="`SCHEMA_REVIEW_PUBLIC_URL` is not set, so nobody knows whether GitHub reaches this service",
                ko="`SCHEMA_REVIEW_PUBLIC_URL`이 설정되지 않아 GitHub가 이 서비스에 접속할 수 있는지 알 수 없습니다",
            ),
            Message.of(
                en="set it to the address in front of the service: `https://review.example`",
                ko="서비스 앞단의 주소로 설정하세요: `https://review.example`",
            ),
        )
        return
    url = f"{settings.public_url.rstrip('/')}/healthz"
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT):  # noqa: S310 # the operator's own address, http or https
            return
    except (urllib.error.URLError, OSError, ValueError) as error:
        reason = str(getattr(error, "reason", None) or getattr(error, "code", None) or type(error).__name__)
    yield Ailment(
        "webhook",
        Message.of(en="{url} does not answer: {reason}", ko="{url}이(가) 응답하지 않습니다: {reason}", url=url, reason=reason),
        Message.of(
            en="start the service, and let the proxy in front of it pass everything on to port {port} of this host",
            ko="서비스를 시작하고, 앞단의 프록시가 모든 요청을 이 호스트의 {port}번 포트로 전달하게 하세요",
            port=settings.port,
        ),
    )
