"""Processes of the service that begin at once: each is forked off one that has imported it and has begun nothing.

What a storm of kills would spend most of its time on is importing the same modules again.
"""

import os
import sys
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Thread

from bot.cli.main import run
from bot.service.reviews import publisher
from bot.service.reviews.analysis import analyse
from tests.service import analyses
from tests.service.struck import Struck, prepare

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])


def begin(folder: Path, arguments: tuple[str, ...], variables: dict[str, str]) -> ForkServerProcess:
    """`schema-review` with these arguments and nothing but these variables, struck as the folder says; its log is there, too."""
    made = CONTEXT.Process(target=_live, args=(folder, arguments, variables), daemon=True)
    made.start()
    return made


def _live(folder: Path, arguments: tuple[str, ...], variables: dict[str, str]) -> None:
    log = os.open(folder / "log-storm", os.O_APPEND | os.O_CREAT | os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr] # files both
    os.environ.clear()
    os.environ.update(variables)
    prepare(Struck(folder))
    if arguments == ("worker",):
        publisher.analyse = partial(analyse, command=analyses.command(folder))
    # Not before: who forks has one thread.
    Thread(target=_end_with_parent, daemon=True).start()
    os._exit(run(list(arguments)))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
