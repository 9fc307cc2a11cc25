"""Where output goes: a terminal with its width and colours, a pipe, or files."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    """Print finished text as it is; nothing at all where it is empty. Who closes a pipe early (`| head`) has read enough.

    Raises:
        ConfigError: standard output cannot be written: a full disk.
    """
    try:
        typer.echo(text, nl=bool(text) and not text.endswith("\n"))
    except BrokenPipeError:
        _discard_output()
    except OSError as error:
        _discard_output()
        raise ConfigError(f"standard output: {error.strerror or error}") from error


def _discard_output() -> None:
    """Let what is still buffered go nowhere: Python would try once more at its end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def read_outputs(outputs: list[str], formats: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
    """`F=FILE` options as pairs of format and file.

    Raises:
        ConfigError: one has no `=`, or an unknown format.
    """
    found = []
    for output in outputs:
        name, separator, file = output.partition("=")
        if not separator or not file or name not in formats:
            raise ConfigError(f"--output {output}: write FORMAT=FILE with one of {', '.join(formats)}")
        found.append((name, Path(file)))
    return tuple(found)


def write_outputs(outputs: Iterable[tuple[str, Path]], render: Callable[[str], str]) -> None:
    """Write each format to its file; missing folders are made.

    Raises:
        ConfigError: a file cannot be written.
    """
    for name, path in outputs:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"--output {name}={path}: the folder {path.parent} cannot be made: {error.strerror or error}") from error
        try:
            path.write_text(render(name), encoding="utf-8", newline="\n")
        except OSError as error:
            raise ConfigError(f"--output {name}={path}: {error.strerror or error}") from error
