"""Configuration files: in a Tree, or on disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.config import CONFIG_PATH, Config, load_config, place_of
from bot.config.document import MAX_BYTES
from bot.errors import ConfigError
from bot.model import Tree, Unread, UnreadReason

if TYPE_CHECKING:
    from bot.lint import Rule

WORDS = {
    UnreadReason.LINK: "a link, and links are not followed",
    UnreadReason.SUBMODULE: "a folder or a submodule",
    UnreadReason.TOO_LARGE: f"larger than {MAX_BYTES // 1024} KiB",
}


def tree_config(tree: Tree, rules: "tuple[Rule, ...]" = (), *, path: str = CONFIG_PATH) -> Config:
    """The configuration in a Tree, the default one where it has none.

    Raises:
        ConfigError: the file is a link, too large, or wrong; where `rules` are given, also where it names another or its options wrongly.
    """
    content = tree.read(path)
    if not isinstance(content, Unread):
        return _loaded(content, path, rules)
    if content.reason is UnreadReason.MISSING:
        return Config()
    raise ConfigError(f"{path}: {WORDS[content.reason]}")


def read_config_file(path: Path, rules: "tuple[Rule, ...]" = ()) -> Config:
    """The configuration in a file on disk.

    Raises:
        ConfigError: it is missing, or wrong; see `tree_config`.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    return _loaded(content, str(path), rules)


def _loaded(content: bytes, path: str, rules: "tuple[Rule, ...]") -> Config:
    if len(content) > MAX_BYTES:
        raise ConfigError(f"{path}: {WORDS[UnreadReason.TOO_LARGE]}")
    text = _decoded(content, path)
    config = load_config(text, path)
    if faults := tuple(_rule_faults(config, rules, text, path)) if rules else ():
        raise ConfigError("\n".join(faults))
    return config


def _rule_faults(config: Config, rules: "tuple[Rule, ...]", text: str, path: str) -> Iterator[str]:
    from bot.lint import setting_faults  # noqa: PLC0415 # to read a schema needs no rules

    for steps, fault in setting_faults(config, rules):
        yield f"{place_of(text, path, steps)}: {fault}"


def _decoded(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: not UTF-8") from error


def config_text(config: Config) -> str:
    """The configuration as YAML, with every default."""
    import yaml  # noqa: PLC0415 # to read a schema needs none

    text: str = yaml.safe_dump(written(config), sort_keys=False, allow_unicode=True)
    return text


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
