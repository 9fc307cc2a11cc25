"""`schema-review init`: a configuration file to start from."""

from pathlib import Path
from typing import Annotated

import typer

from bot.errors import ConfigError


def init(force: Annotated[bool, typer.Option("--force", help="Replace a file that is already there.")] = False) -> None:
    """Write a commented .github/schema-review.yml from what was found, and print the workflow to add."""
    from bot.cli.printing import print_text  # noqa: PLC0415 # --help stays quick
    from bot.cli.scope import repository_of  # noqa: PLC0415 # likewise
    from bot.cli.starter import WORKFLOW, starter_config  # noqa: PLC0415 # likewise
    from bot.config import CONFIG_PATH, Config, load_config  # noqa: PLC0415 # likewise
    from bot.projects import find_projects  # noqa: PLC0415 # likewise
    from bot.sources import folder_tree, worktree_tree  # noqa: PLC0415 # likewise

    repository = repository_of(Path.cwd())
    root = repository or Path.cwd()
    tree = worktree_tree(repository) if repository else folder_tree(root)
    path = root / CONFIG_PATH
    if path.exists() and not force:
        raise ConfigError(f"{CONFIG_PATH} is already there; --force replaces it")
    projects, _ = find_projects(tree, Config())
    text = starter_config(projects)
    load_config(text, CONFIG_PATH)
    _write(path, text)
    found = ", ".join(project.name for project in projects) or "no project yet; name yours in the file"
    print_text(f"wrote {CONFIG_PATH} ({found})\n\nAdd .github/workflows/schema-review.yml:\n\n{WORKFLOW}")


def _write(path: Path, text: str) -> None:
    if path.is_symlink() or path.parent.is_symlink():
        raise ConfigError(f"{path}: a link; not written through")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
