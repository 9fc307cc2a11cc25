"""The configuration that the `config` commands look at."""

from pathlib import Path
from typing import Any

from bot.cli.scope import tree_root
from bot.cli.trees import read_config_file
from bot.config import CONFIG_PATH, Config


def read_settings(path: Path | None) -> tuple[Config, str | None]:
    """The named file's configuration, else the work tree's; None as path where there is no file and the defaults hold.

    Raises:
        ConfigError: the named file is missing, or a file is wrong.
    """
    if path is not None:
        return read_config_file(path), str(path)
    usual = tree_root(Path.cwd()) / CONFIG_PATH
    return (read_config_file(usual), CONFIG_PATH) if usual.is_file() else (Config(), None)


def written(config: Config) -> dict[str, Any]:
    """The configuration as a file would say it, with every default; what is not set is left out."""
    # A severity or `off` is a union that pydantic warns about when it writes one of them, and writes right.
    data: dict[str, Any] = _without_nothing(config.model_dump(mode="json", by_alias=True, warnings=False))
    for holder in (data, *data["overrides"]):
        holder["rules"] = {name: _rule(setting) for name, setting in holder["rules"].items()}
    return data


def _rule(setting: dict[str, Any]) -> dict[str, Any]:
    severity = {"severity": setting["severity"]} if "severity" in setting else {}
    return {**severity, **setting.get("options", {})}


def _without_nothing(node: Any) -> Any:  # noqa: ANN401 # any part of a document
    if isinstance(node, dict):
        return {key: _without_nothing(value) for key, value in node.items() if value is not None}
    return [_without_nothing(item) for item in node] if isinstance(node, list) else node
