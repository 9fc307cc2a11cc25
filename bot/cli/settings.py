"""The configuration that the `config` commands look at, and how a file would write it."""

from pathlib import Path
from typing import Any

from bot.cli.scope import repository_of
from bot.config import CONFIG_PATH, Config
from bot.lint import Rule
from bot.settings import read_config_file, tree_config
from bot.sources import worktree_tree


def read_settings(path: Path | None, rules: tuple[Rule, ...] = ()) -> tuple[Config, str | None]:
    """The named file's configuration, else the work tree's; None as path where there is no file and the defaults hold.

    Raises:
        ConfigError: the named file is missing, or a file is wrong.
    """
    if path is not None:
        return read_config_file(path, rules), str(path)
    if repository := repository_of(Path.cwd()):
        tree = worktree_tree(repository)
        return tree_config(tree, rules), CONFIG_PATH if CONFIG_PATH in tree.paths else None
    usual = Path(CONFIG_PATH)
    return (read_config_file(usual, rules), CONFIG_PATH) if usual.is_file() else (Config(), None)


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
