"""The command `schema-review`."""

import os
import sys
import traceback
from contextlib import suppress
from typing import Annotated, TypeAlias

import typer

from bot import __version__
from bot.cli import config, explain, github, init, rules
from bot.cli.check import check
from bot.cli.diff import diff
from bot.cli.doctor import doctor
from bot.cli.exits import Exit
from bot.cli.inspect import inspect
from bot.cli.serve import serve, worker
from bot.cli.sizes import sizes
from bot.errors import BotError


def _version(value: bool) -> None:
    if value:
        typer.echo(f"schema-review {__version__}")
        raise typer.Exit


VersionOption: TypeAlias = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]
DebugOption: TypeAlias = Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")]

app = typer.Typer(
    name="schema-review",
    help="Review database schema changes: Drizzle schemas and SQL migrations, read without running code.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(check)
app.command()(diff)
app.command()(inspect)
app.command()(sizes)
app.command()(explain.explain)
app.command()(rules.rules)
app.command()(init.init)
app.command()(serve)
app.command()(worker)
app.command()(doctor)
app.add_typer(config.app, name="config")
app.add_typer(github.app, name="github")


@app.callback()
def options(version: VersionOption = False, debug: DebugOption = False) -> None:  # a callback and `run` act on them
    """Options of every command."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; errors become a message on standard error and the documented exit code."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(arguments, prog_name="schema-review", standalone_mode=True)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else Exit.OK
    except BotError as error:
        return _fail(str(error), error.exit_code, error, debug="--debug" in arguments)
    except Exception as error:  # noqa: BLE001 # the outermost edge: no traceback reaches a person who did not ask for one
        words = f"internal error: {type(error).__name__}: {error}\nrun again as `schema-review --debug …` for the traceback"
        return _fail(words, Exit.INTERNAL, error, debug="--debug" in arguments)
    return Exit.OK


def _open_streams() -> None:
    """Python has no stream at all where whoever started us closed it: `schema-review check >&-`."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 # open until the process ends


def _fail(words: str, code: int, error: BaseException, *, debug: bool) -> int:
    if debug:
        traceback.print_exception(error)
    from bot.render.escape import block  # noqa: PLC0415 # only where something failed

    with suppress(OSError):  # nobody reads standard error any more
        typer.echo(f"schema-review: {block(words)}", err=True)
    return code
