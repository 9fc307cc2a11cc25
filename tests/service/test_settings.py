"""Settings come from the environment, and a mistake names its variable."""

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.service.settings import KEPT, PREFIX, Settings, read_settings, read_waiting

GIVEN = {"APP_ID": "12", "PRIVATE_KEY": "-----BEGIN RSA PRIVATE KEY-----", "WEBHOOK_SECRET": "old-secret,new-secret"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in GIVEN.items():
        monkeypatch.setenv(PREFIX + name, value)
    return monkeypatch


def test_the_environment_is_read(environment: pytest.MonkeyPatch) -> None:
    environment.setenv(f"{PREFIX}PORT", "9000")
    environment.setenv(f"{PREFIX}DATABASE_URL", "")
    found = read_settings()
    assert (found.app_id, found.secrets, found.port, found.database_url) == (12, ("old-secret", "new-secret"), 9000, None)


def test_a_file_holds_a_secret(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("the key\nof two lines\n")
    (tmp_path / "secrets").write_text("one\ntwo\n")
    for name, file in (("PRIVATE_KEY", "key"), ("WEBHOOK_SECRET", "secrets")):
        environment.delenv(PREFIX + name)
        environment.setenv(f"{PREFIX}{name}_FILE", str(tmp_path / file))
    found = read_settings()
    assert (found.private_key.get_secret_value(), found.secrets) == ("the key\nof two lines", ("one", "two"))


def test_what_the_setup_kept_and_nobody_can_read_is_named(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("SCHEMA_REVIEW_DATA", str(tmp_path))
    environment.delenv("SCHEMA_REVIEW_PRIVATE_KEY", raising=False)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "private_key").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"app/private_key: not UTF-8"):
        read_settings()


def test_an_address_in_a_file_waits_for_its_app(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in KEPT:
        environment.delenv(f"SCHEMA_REVIEW_{name.upper()}", raising=False)
    environment.setenv("SCHEMA_REVIEW_DATA", str(tmp_path))
    assert read_waiting() is None
    (tmp_path / "url").write_text("https://review.example\n")
    environment.setenv("SCHEMA_REVIEW_PUBLIC_URL_FILE", str(tmp_path / "url"))
    waiting = read_waiting()
    assert waiting is not None
    assert waiting.public_url == "https://review.example"


def test_a_file_that_is_not_there_is_named(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.delenv(f"{PREFIX}PRIVATE_KEY")
    environment.setenv(f"{PREFIX}PRIVATE_KEY_FILE", str(tmp_path / "nothing"))
    with pytest.raises(ConfigError, match=r"SCHEMA_REVIEW_PRIVATE_KEY_FILE: .*nothing: No such file"):
        read_settings()


@pytest.mark.parametrize("name", GIVEN)
def test_what_is_missing_is_named(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(PREFIX + name)
    with pytest.raises(ConfigError, match=f"^{PREFIX}{name}: is not set"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("APP_ID", "-1"), ("API_URL", "ftp://x"), ("LOG_LEVEL", "loud"), ("WEBHOOK_SECRET", " , ")]
)
def test_what_is_wrong_is_named_without_its_value(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    environment.setenv(PREFIX + name, value)
    with pytest.raises(ConfigError, match=f"^{PREFIX}{name}: ") as wrong:
        read_settings()
    assert value not in str(wrong.value)


def test_no_secret_is_shown(environment: pytest.MonkeyPatch) -> None:
    environment.setenv(f"{PREFIX}DATABASE_URL", "postgresql://me:canary@db/x")
    found = read_settings()
    assert "canary" in found.hidden
    assert not [value for value in found.hidden if value in repr(found)]
    assert len(found.hidden) == 5


def test_every_setting_is_in_the_manual(root: Path) -> None:
    manual = (root / "docs/service.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"| `{PREFIX}{name.upper()}` | " in manual
        assert str(field.description) in manual


@pytest.mark.parametrize("address", ["postgresql://x:canary-pass@db:no-port/x", "mysql://x:canary-pass@db/x", "canary-pass"])
def test_an_address_of_no_postgresql_is_refused_without_its_password(environment: pytest.MonkeyPatch, address: str) -> None:
    environment.setenv(f"{PREFIX}DATABASE_URL", address)
    with pytest.raises(ConfigError, match=f"^{PREFIX}DATABASE_URL: ") as wrong:
        read_settings()
    assert "canary" not in str(wrong.value)
