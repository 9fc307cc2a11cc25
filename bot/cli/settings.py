"""The configuration that the `config` commands look at, and how a file would write it."""

from pathlib import Path

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
