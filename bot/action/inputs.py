"""The inputs of action.yml, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.errors import ConfigError
from bot.render.markers import KEY_LIMIT, is_key

CHOICES: dict[str, tuple[str, ...]] = {
    "fail-on": ("error", "warning", "never"),
    "language": ("en", "ko", "both", "auto"),
    "comment": ("auto", "always", "never"),
    "inline": ("true", "false"),
    "dry-run": ("true", "false"),
}


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the workflow asks for; an empty text means that the event or the configuration decides.

    `folder` is the checkout's, the three files are relative to it.
    """

    token: str = field(default="", repr=False)
    config: str = ""
    project: str = ""
    base: str = ""
    head: str = ""
    fail_on: str = ""
    language: str = ""
    comment: str = ""
    key: str = "default"
    inline: str = ""
    sarif_file: str = ""
    report_file: str = ""
    json_file: str = ""
    folder: Path = Path()
    is_dry: bool = False

    def chosen(self) -> dict[str, Any]:
        """The keys of the configuration that the inputs decide instead of it."""
        return {name: value for name, value in (("fail_on", self.fail_on), ("language", self.language), ("comment", self.comment)) if value}


def read_inputs(env: Mapping[str, str]) -> Inputs:
    """The inputs as action.yml passes them: `fail-on` as `INPUT_FAIL_ON`.

    Raises:
        ConfigError: one has a value that it does not know.
    """

    def given(name: str) -> str:
        value = env.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()
        _check(name, value)
        return value

    key = given("comment-key") or "default"
    if not is_key(key):
        what = f"letters, digits and single `-`, `_` and `.`, {KEY_LIMIT} at most"
        raise ConfigError(f"input comment-key: {key[:100]!r} is not a key: write {what}")
    return Inputs(
        token=given("github-token"),
        config=given("config"),
        project=given("project"),
        base=given("base"),
        head=given("head"),
        fail_on=given("fail-on"),
        language=given("language"),
        comment=given("comment"),
        key=key,
        inline=given("inline"),
        sarif_file=given("sarif-file"),
        report_file=given("report-file"),
        json_file=given("json-file"),
        folder=Path(given("working-directory") or "."),
        is_dry=given("dry-run") == "true",
    )


def _check(name: str, value: str) -> None:
    choices = CHOICES.get(name)
    if not value or choices is None or value in choices:
        return
    close = get_close_matches(value.lower(), choices, n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    raise ConfigError(f"input {name}: {value!r} is not one of {', '.join(choices)}{hint}")
