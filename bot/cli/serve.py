"""`schema-review serve` and `worker`: the GitHub App as a service."""

from importlib.util import find_spec
from typing import Annotated, TypeAlias

import typer

from bot.errors import ConfigError

WebOnly: TypeAlias = Annotated[bool, typer.Option("--web-only", help="Only listen; reviews are made by `schema-review worker` elsewhere.")]


def serve(web_only: WebOnly = False) -> None:
    """Run the GitHub App: listen for webhooks and review. Settings come from the environment, see docs/service.md."""
    needs_the_extra()
    from bot.service import main  # noqa: PLC0415 # no other command needs it, and it may not be installed

    raise typer.Exit(main.web() if web_only else main.serve())


def worker() -> None:
    """Run one worker of the GitHub App; with PostgreSQL any number of them share the work."""
    needs_the_extra()
    from bot.service import main  # noqa: PLC0415 # likewise

    raise typer.Exit(main.work())


def needs_the_extra() -> None:
    """Say what to install where the service is not.

    Raises:
        ConfigError: it is not.
    """
    if find_spec("dbos") is None or find_spec("github") is None:
        raise ConfigError("the service is not installed: pip install 'schema-review-bot[github,service]'")
