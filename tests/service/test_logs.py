"""Log lines are JSON, and hold no secret."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.service import logs

CANARY = "canary-7f3a9"
KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEcanary0123456789\nabcdefcanary98765\n-----END RSA PRIVATE KEY-----"


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()
    logs.REDACTION.values = ()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_is_json_with_its_context(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up_logs("info", ())
    structlog.get_logger("a").bind(delivery="한글").info("stored", number=3)
    (line,) = lines(capsys)
    assert {"event": "stored", "level": "info", "logger": "a", "delivery": "한글", "number": 3}.items() <= line.items()


def test_the_lines_of_libraries_are_too(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up_logs("info", (CANARY,))
    logging.getLogger("uvicorn.error").warning("port %s with %s", 80, CANARY)
    (line,) = lines(capsys)
    assert line["event"] == f"port 80 with {logs.HIDDEN}"


def test_a_known_value_is_hidden_wherever_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up_logs("debug", (CANARY, KEY))
    log = structlog.get_logger("a")
    log.info(f"x{CANARY}y", **{CANARY: 1}, deep=[{"a": (CANARY,)}], odd=ValueError(CANARY), raw=CANARY.encode())
    log.info("key", part="MIIEcanary0123456789")
    try:
        int(CANARY)
    except ValueError:
        log.exception("fell")
    told = capsys.readouterr().out
    assert "canary" not in told
    assert told.count(logs.HIDDEN) >= 7


@pytest.mark.parametrize(
    "secret",
    [
        "ghs_" + "a" * 36,
        "ghs_12345_eyJhbGciOi.eyJpc3MiOi.c2lnbmF0dXJl",
        "ghp_" + "B" * 36,
        "github_pat_" + "c" * 60,
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMiJ9.c2lnbmF0dXJl",
        KEY,
        "sha256=" + "0" * 64,
    ],
    ids=lambda text: text[:12],
)
def test_what_has_the_shape_of_a_secret_is_hidden(secret: str) -> None:
    shown = logs.Redaction().text(f"before {secret} after")
    assert shown == f"before {logs.HIDDEN} after"


def test_an_address_and_a_header_lose_their_login() -> None:
    hide = logs.Redaction().text
    assert hide("postgresql://me:canary@db:5432/x") == f"postgresql://{logs.HIDDEN}@db:5432/x"
    assert hide("AUTHORIZATION: basic eC1hY2Nlc3M6Y2FuYXJ5") == f"AUTHORIZATION: basic {logs.HIDDEN}"


def test_a_short_value_does_not_hide_half_of_the_words() -> None:
    redaction = logs.Redaction()
    redaction.add(("a", "", "longer-value"))
    assert redaction.text("a longer-value") == f"a {logs.HIDDEN}"
