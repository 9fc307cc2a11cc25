"""All checks, one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.errors import ConfigError, ForgeError
from bot.model import Message
from bot.service.doctor.ailment import Ailment
from bot.service.doctor.here import look_at_data, look_at_database, look_at_git, look_at_secret
from bot.service.doctor.there import look_at_address, look_at_github
from bot.service.settings import Settings, read_settings

Look = Callable[[Settings], Iterator[Ailment]]
LOOKS: tuple[Look, ...] = (look_at_secret, look_at_data, look_at_database, look_at_git, look_at_github, look_at_address)
CHECKS = ("settings", "data", "database", "clock", "git", "github", "key", "app", "permissions", "events", "webhook")
ASKED = ("key", "app", "permissions", "events", "webhook")  # of GitHub


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong; `unchecked` could not be looked at because of it."""

    ailments: tuple[Ailment, ...]
    unchecked: tuple[str, ...] = ()

    @property
    def sound(self) -> tuple[str, ...]:
        """What was looked at and is right."""
        ill = {each.check for each in self.ailments}
        return tuple(check for check in CHECKS if check not in ill and check not in self.unchecked)


def examine() -> Report:
    """Look at the settings of the environment, and at everything that they name. Nothing is changed but that the data folder is made."""
    try:
        settings = read_settings()
    except ConfigError as wrong:
        ailments = (*(_wrong(line) for line in str(wrong).splitlines()), *look_at_git())
        return Report(ailments, tuple(check for check in CHECKS if check not in ("settings", "git")))
    found = tuple(ailment for look in LOOKS for ailment in _looked(look, settings))
    return Report(found, _hidden({each.check for each in found}, has_files=settings.database_url is None))


def _looked(look: Look, settings: Settings) -> Iterator[Ailment]:
    try:
        yield from look(settings)
    except ForgeError as silent:
        words = Message.of(en="GitHub stopped answering: {words}", ko="GitHub의 응답이 끊겼습니다: {words}", words=str(silent))
        yield Ailment("github", words, Message.of(en="run `schema-review doctor` again", ko="`schema-review doctor`를 다시 실행하세요"))


def _hidden(ill: set[str], *, has_files: bool) -> tuple[str, ...]:
    """What nobody could look at, because GitHub does not answer or does not take the key, or the data folder cannot be written."""
    hidden = set(ASKED if "github" in ill else ASKED[1:] if "key" in ill else ())
    if "data" in ill and has_files:
        hidden.add("database")
    if "github" in ill and "database" in ill | hidden:
        hidden.add("clock")
    return tuple(check for check in CHECKS if check in hidden - ill)


def _wrong(line: str) -> Ailment:
    return Ailment(
        "settings",
        Message.of(en="{line}", ko="{line}", line=line),
        Message.of(
            en="set the variable, or the same name with `_FILE` behind it to a file that holds the value; docs/service.md lists all",
            ko="환경 변수를 설정하거나, 이름 뒤에 `_FILE`을 붙여 값이 담긴 파일을 지정하세요. 전체 목록은 docs/service.md에 있습니다",
        ),
    )
