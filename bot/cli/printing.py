"""Where output goes: a terminal with its width and colours, a pipe, or files."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.errors import ConfigError

PIPE_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Page:
    """How text is laid out: the width in columns, and whether it may hold colours."""

    width: int = PIPE_WIDTH
    color: bool = False


def standard_page(env: Mapping[str, str] = os.environ) -> Page:
    """The page of standard output: a terminal's own width and colours (`NO_COLOR` is obeyed), else 80 columns without."""
    if not sys.stdout.isatty():
        return Page()
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        width = PIPE_WIDTH
    return Page(width, color=not env.get("NO_COLOR") and env.get("TERM") != "dumb")


@contextmanager
def progress(words: str) -> Iterator[None]:
    """A sign of life on standard error while something takes long; silent where that is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 # a pipe does without

    with Console(stderr=True).status(f"{words} …"):
        yield


def print_text(text: str) -> None:
    """Print finished text as it is."""
    typer.echo(text, nl=not text.endswith("\n"))


def read_outputs(outputs: list[str], formats: tuple[str, ...]) -> dict[str, Path]:
    """`F=FILE` options as file by format.

    Raises:
        ConfigError: one has no `=`, or an unknown format.
    """
    found = {}
    for output in outputs:
        name, separator, file = output.partition("=")
        if not separator or not file or name not in formats:
            raise ConfigError(f"--output {output}: write FORMAT=FILE with one of {', '.join(formats)}")
        found[name] = Path(file)
    return found


def write_outputs(outputs: Mapping[str, Path], render: Callable[[str], str]) -> None:
    """Write each format to its file; missing folders are made.

    Raises:
        ConfigError: a file cannot be written.
    """
    for name, path in outputs.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(render(name), encoding="utf-8", newline="\n")
        except OSError as error:
            raise ConfigError(f"--output {name}={path}: {error.strerror or error}") from error
