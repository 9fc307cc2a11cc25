"""`schema-review github`: what concerns the GitHub App."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from bot.cli.serve import needs_the_extra
from bot.errors import ConfigError

DeliveryArgument: TypeAlias = Annotated[Path, typer.Argument(metavar="DELIVERY.json", help="What GitHub sent, or its account of it.")]
EventOption: TypeAlias = Annotated[str, typer.Option("--event", metavar="NAME", help="The event, where the file does not name it.")]

app = typer.Typer(no_args_is_help=True, help="What concerns the GitHub App.")


@app.callback()
def options() -> None:
    """What concerns the GitHub App."""


@app.command()
def replay(delivery: DeliveryArgument, event: EventOption = "") -> None:
    """Review what a stored delivery asks for and print the comment; nothing is written to GitHub. Settings as for `serve`."""
    needs_the_extra()
    from bot.cli.printing import print_text  # noqa: PLC0415 # --help stays quick
    from bot.service.main import make_publisher  # noqa: PLC0415 # no other command needs it, and it may not be installed
    from bot.service.reviews.replay import preview, read_file, subjects_of  # noqa: PLC0415 # likewise
    from bot.service.settings import read_settings  # noqa: PLC0415 # likewise

    try:
        content = delivery.read_bytes()
    except OSError as error:
        raise ConfigError(f"{delivery}: {error.strerror or error}") from error
    subjects = subjects_of(read_file(content, event))
    publisher = make_publisher(read_settings())
    print_text("\n".join(preview(publisher, subject) for subject in subjects))
