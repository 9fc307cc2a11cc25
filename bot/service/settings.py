"""What the environment says, read when the app is made and never at import."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import ConfigError

PREFIX = "SCHEMA_REVIEW_"
WEBHOOK_PATH = "/webhooks/github"  # behind the public address
APP_FOLDER = "app"  # below the data folder: the App that `/setup` has made
KEPT = ("app_id", "webhook_secret", "private_key")  # the last one says that all are there


def _split(value: object) -> object:
    """Several secrets stand in one variable, with commas or line breaks between them."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.replace(",", "\n").splitlines() if part.strip())


def _without_slash(address: str) -> str:
    """Paths are put behind it."""
    return address.rstrip("/")


def _postgresql(value: SecretStr) -> SecretStr:
    try:
        address = make_url(value.get_secret_value())
    except (ArgumentError, ValueError):
        # Their words quote the address, and it holds a password.
        raise ValueError("is no address of a database: postgresql://USER:PASSWORD@HOST:5432/NAME") from None
    if address.get_backend_name() != "postgresql":
        raise ValueError("must begin with postgresql://; for SQLite leave it out and set SCHEMA_REVIEW_DATA")
    return value


Kind = TypeVar("Kind", bound=BaseSettings)
Address = Annotated[str, AfterValidator(_without_slash)]
Database = Annotated[SecretStr, AfterValidator(_postgresql)]
Secrets = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_split)]


class Waiting(BaseSettings):
    """What is known before there is an App."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    data: Path = Field(Path("data"), description="the folder for the SQLite files and the cache of repositories")
    api_url: Address = Field(
        "https://api.github.com", description="GitHub's API; on GitHub Enterprise Server `https://HOST/api/v3`", pattern="^https?://"
    )
    server_url: Address = Field("https://github.com", description="GitHub itself, for links and git", pattern="^https?://")
    public_url: Address | None = Field(
        None, description="where people reach this service, for links to reports: `https://review.example`", pattern="^https?://"
    )
    host: str = Field("127.0.0.1", description="where the web process listens")
    port: int = Field(8080, description="and on which port", ge=0, le=65535)
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="what is logged")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 # as the library asks
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 # likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the caller says, then the environment, then the files that it names, then what `/setup` has kept."""
        return init_settings, env_settings, _Files(settings_cls), _Kept(settings_cls)


class Settings(Waiting):
    """One variable each: `SCHEMA_REVIEW_` and the name in capitals; with `_FILE` behind it the value is what stands in that file."""

    app_id: int = Field(description="the number of the GitHub App", gt=0)
    private_key: SecretStr = Field(description="its private key (PEM)")
    webhook_secret: Secrets = Field(description="the secret of its webhook; several, with commas, while one is replaced", min_length=1)
    database_url: Database | None = Field(None, description="`postgresql://…` in place of SQLite files: then any number of hosts share it")
    operator_token: SecretStr | None = Field(
        None, description="the password of the operator's page at `/`; without it there is none", min_length=16
    )
    slots: int = Field(2, description="reviews at a time in one worker", ge=1, le=64)
    installation_slots: int = Field(2, description="reviews at a time for one installation, over all workers", ge=1, le=64)
    review_seconds: int = Field(300, description="how long the analysis of one pull request may take", ge=10)
    review_megabytes: int = Field(1024, description="and how much memory", ge=256)
    tick: float = Field(1.0, description="seconds between two looks for work", gt=0, le=60)
    keep_days: float = Field(30.0, description="how many days what is done is kept: deliveries, and the state of pull requests", ge=1)
    cache_megabytes: int = Field(2000, description="how much the cache of repositories may take on the disk", ge=100)
    cache_days: float = Field(14.0, description="how many days a repository stays there after its last use", ge=1)
    silent_seconds: float = Field(20.0, description="after how long a silent worker's reviews are taken over", ge=1)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The webhook's secrets."""
        return tuple(secret.get_secret_value() for secret in self.webhook_secret)

    @property
    def hidden(self) -> tuple[str, ...]:
        """Every value that must never be shown."""
        others = (self.private_key, self.database_url, self.operator_token)
        # A driver's own words may quote the password without its address.
        password = make_url(self.database_url.get_secret_value()).password if self.database_url else None
        return (*self.secrets, *(each.get_secret_value() for each in others if each), *([password] if password else ()))


class _Files(PydanticBaseSettingsSource):
    """`SCHEMA_REVIEW_PRIVATE_KEY_FILE=/run/secrets/key`."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 # as the library asks
        """The content of the file that the variable names, without the blanks around it."""
        name = f"{PREFIX}{field_name.upper()}_FILE"
        path = os.environ.get(name)
        if not path:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{name}: {path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error

    def __call__(self) -> dict[str, Any]:
        """The values of all files that are named."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}


class _Kept(_Files):
    """`app/private_key` in the data folder."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 # as the library asks
        """The content of the file that the setup has written."""
        path = _app_folder() / field_name
        if field_name not in KEPT or not path.is_file():
            return None, field_name, False
        try:
            return path.read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error


def _app_folder() -> Path:
    return Path(os.environ.get(f"{PREFIX}DATA") or "data") / APP_FOLDER


def read_waiting() -> Waiting | None:
    """The settings of a service that waits for its App: an address is set, and nothing of an App is set or kept.

    Raises:
        ConfigError: one is wrong.
    """
    named = [name for kept in KEPT for name in (f"{PREFIX}{kept.upper()}", f"{PREFIX}{kept.upper()}_FILE")]
    is_known = any(os.environ.get(name) for name in named) or (_app_folder() / KEPT[-1]).is_file()
    is_waiting = any(os.environ.get(f"{PREFIX}{name}") for name in ("PUBLIC_URL", "PUBLIC_URL_FILE"))
    return _read(Waiting) if is_waiting and not is_known else None


def read_settings() -> Settings:
    """The settings that the environment makes.

    Raises:
        ConfigError: one is missing or wrong; the message names each variable, and no value.
    """
    return _read(Settings)


def _read(kind: type[Kind]) -> Kind:
    try:
        return kind()
    except ValidationError as wrong:
        lines = [f"{PREFIX}{str(each['loc'][0]).upper()}: {_words(each)}" for each in wrong.errors(include_url=False, include_input=False)]
        raise ConfigError("\n".join(dict.fromkeys(lines))) from None


def _words(error: Any) -> str:  # noqa: ANN401 # pydantic's own dictionary
    return "is not set (a file may hold it: the same name with _FILE)" if error["type"] == "missing" else str(error["msg"])
