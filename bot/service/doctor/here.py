"""What can be checked without GitHub: the secret, the database, the data folder, git."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.model import Message
from bot.service.doctor.ailment import Ailment
from bot.service.settings import Settings
from bot.service.starting import tables_url
from bot.service.store import open_store
from bot.service.store.clock import now

SHORTEST_SECRET = 16
OLDEST_GIT = (2, 31)  # GIT_CONFIG_COUNT, by which git is given the token; everything else that we use is older
MOST_APART = 30.0  # seconds
NUMBERS = re.compile(r"(\d+)\.(\d+)")


def look_at_secret(settings: Settings) -> Iterator[Ailment]:
    """Whether the webhook's secret could be guessed."""
    if any(len(secret) < SHORTEST_SECRET for secret in settings.secrets):
        yield Ailment(
            "settings",
            Message.of(
                en="the webhook's secret is shorter than {least} characters",
                ko="웹훅 시크릿이 {least}자보다 짧습니다",
                least=SHORTEST_SECRET,
            ),
            Message.of(
                en="make one with `openssl rand -hex 32`, set it in `SCHEMA_REVIEW_WEBHOOK_SECRET` and in the App's settings",
                ko="`openssl rand -hex 32`로 새로 만들어 `SCHEMA_REVIEW_WEBHOOK_SECRET`와 앱 설정에 같은 값을 넣으세요",
            ),
        )


def look_at_data(settings: Settings) -> Iterator[Ailment]:
    """Whether the data folder can be written."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=settings.data) as file:
            file.write(b"x")
    except OSError as error:
        yield Ailment(
            "data",
            Message.of(
                en="the data folder {path} cannot be written: {reason}",
                ko="데이터 폴더 {path}에 쓸 수 없습니다: {reason}",
                path=str(settings.data),
                reason=error.strerror or str(error),
            ),
            Message.of(
                en="set `SCHEMA_REVIEW_DATA` to a folder of user {user}; in a container mount a volume there that belongs to this user",
                ko="`SCHEMA_REVIEW_DATA`를 사용자 {user}의 폴더로 지정하세요. 컨테이너에서는 이 사용자가 소유한 볼륨을 연결하세요",
                user=os.getuid(),
            ),
        )


def look_at_database(settings: Settings) -> Iterator[Ailment]:
    """Whether the database answers, and whether its clock and ours agree."""
    if settings.database_url is None and not _can_hold(settings.data):
        return
    try:
        store = open_store(tables_url(settings), pool=1)
        with store.read() as connection:
            apart = abs(connection.execute(select(now())).scalar_one() - time.time())
        store.engine.dispose()
    except (SQLAlchemyError, OSError) as error:
        yield Ailment(
            "database",
            Message.of(
                en="the database does not answer: {reason}",
                ko="데이터베이스가 응답하지 않습니다: {reason}",
                reason=str(getattr(error, "orig", None) or type(error).__name__).strip(),
            ),
            Message.of(
                en="look at `SCHEMA_REVIEW_DATABASE_URL` (`postgresql://USER:PASSWORD@HOST:5432/NAME`), and whether the server runs "
                "and lets this host in",
                ko="`SCHEMA_REVIEW_DATABASE_URL`(`postgresql://USER:PASSWORD@HOST:5432/NAME`)을 확인하고, 서버가 실행 중이며 이 호스트의 "
                "접속을 허용하는지 확인하세요",
            ),
        )
        return
    if apart > MOST_APART:
        yield clock_ailment(apart, Message.of(en="the database's clock", ko="데이터베이스의 시계"))


def _can_hold(folder: Path) -> bool:
    """Whether SQLite's files could lie there; if not, the look at the folder has said so."""
    return folder.is_dir() and os.access(folder, os.W_OK)


def clock_ailment(apart: float, other: Message) -> Ailment:
    """Two clocks differ."""
    return Ailment(
        "clock",
        Message.of(
            en=f"this host's clock and {other.en} are {{seconds}} seconds apart",
            ko=f"이 호스트의 시계와 {other.ko}가 {{seconds}}초 차이 납니다",
            seconds=round(apart),
        ),
        Message.of(
            en="synchronise the clocks (chrony, systemd-timesyncd): GitHub refuses tokens of a host whose clock is wrong",
            ko="시계를 동기화하세요(chrony, systemd-timesyncd). 시계가 틀린 호스트의 토큰은 GitHub가 거부합니다",
        ),
    )


def look_at_git(_: Settings | None = None) -> Iterator[Ailment]:
    """Whether git is there, and new enough."""
    path = shutil.which("git")
    remedy = Message.of(
        en="install git {version} or newer, so that this user finds it on PATH",
        ko="git {version} 이상을 설치하고, 이 사용자의 PATH에서 찾을 수 있게 하세요",
        version=".".join(map(str, OLDEST_GIT)),
    )
    if path is None:
        yield Ailment("git", Message.of(en="there is no git", ko="git이 없습니다"), remedy)
        return
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=10).stdout.strip()
    found = NUMBERS.search(said)
    if found is None or (int(found[1]), int(found[2])) < OLDEST_GIT:
        yield Ailment("git", Message.of(en="git is too old: {said}", ko="git이 너무 오래되었습니다: {said}", said=said), remedy)
