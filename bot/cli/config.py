"""`schema-review config`: the configuration file itself."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import ConfigOption

app = typer.Typer(help="Validate or show the configuration, or print its JSON Schema.", no_args_is_help=True)
FileArgument = Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Default: .github/schema-review.yml of the work tree.")]


@app.command()
def validate(file: FileArgument = None, config: ConfigOption = None) -> None:
    """Say whether a configuration is right: exit 0, or 2 with every mistake and its line."""
    from bot.cli.printing import print_text  # noqa: PLC0415 # --help stays quick
    from bot.cli.settings import read_settings  # noqa: PLC0415 # likewise
    from bot.lint import default_rules  # noqa: PLC0415 # likewise

    _, path = read_settings(file or config, default_rules())
    print_text(f"{path}: valid" if path else "no configuration file: the defaults hold")


@app.command()
def show(file: FileArgument = None, config: ConfigOption = None) -> None:
    """Print the configuration with every default filled in, as YAML."""
    from bot.cli.printing import print_text  # noqa: PLC0415 # --help stays quick
    from bot.cli.settings import read_settings  # noqa: PLC0415 # likewise
    from bot.settings import config_text  # noqa: PLC0415 # likewise

    settings, _ = read_settings(file or config)
    print_text(config_text(settings))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the configuration file."""
    from bot.cli.printing import print_text  # noqa: PLC0415 # --help stays quick
    from bot.config import config_schema  # noqa: PLC0415 # likewise

    print_text(json.dumps(config_schema(), ensure_ascii=False, indent=2))
