"""Analyses that begin at once: what the worker starts hands its pipes to a process that has imported everything, and that forks.

As in the service each analysis has a process, limits and an end of its own, and dies with its worker; only importing is spared.
"""

import ctypes
import os
import signal
import socket
import sys
from pathlib import Path

from bot.action import reviewed, settings
from bot.lint import default_rules
from bot.service.reviews import child, wire

PRELOADED = reviewed, settings, wire, default_rules()
# What the worker starts in place of `child`: it takes a moment only.
ASK = """
import os, socket, sys
there = socket.socket(socket.AF_UNIX)
there.connect(sys.argv[1])
socket.send_fds(there, [b"."], [0, 1, 2])
code = int(there.recv(16) or b"1")
os.kill(os.getpid(), -code) if code < 0 else sys.exit(code)
"""


def command(folder: Path) -> tuple[str, ...]:
    """Begin to serve in a process of its own, which ends with this one; the command of one analysis."""
    place = str(folder / f"analyses-{os.getpid()}")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place)
    listening.listen(64)
    if os.fork() == 0:
        _end_with_parent()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            asking, _ = listening.accept()
            if os.fork() == 0:
                _answer(asking)
            asking.close()
    listening.close()
    return (sys.executable, "-I", "-S", "-c", ASK, place)


def _answer(asking: socket.socket) -> None:
    """One analysis with the pipes of who asks; tells its exit code, of a killed one the negative signal."""
    _end_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, pipes, _, _ = socket.recv_fds(asking, 1, 3)
    analysis = os.fork()
    if analysis == 0:
        for number, pipe in enumerate(pipes):
            os.dup2(pipe, number)
            os.close(pipe)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 # the process ends with it
        try:
            os._exit(child.main())
        except BaseException:  # noqa: BLE001 # the edge of a process
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    for pipe in pipes:
        os.close(pipe)
    _, status = os.waitpid(analysis, 0)
    asking.send(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(child.DIE_WITH_PARENT, signal.SIGKILL)
