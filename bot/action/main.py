"""The edge: environment in, exit code out."""

import sys
import traceback
from collections.abc import MutableMapping

from bot.action import notices
from bot.action.inputs import read_inputs
from bot.action.log import Log
from bot.action.outputs import write_outputs
from bot.action.run import run
from bot.action.runner import Runner
from bot.errors import BotError
from bot.render.message import plain

INTERNAL = 70
STOPPED = 130  # what a shell answers for a command that SIGINT ended


def main(env: MutableMapping[str, str], *, pacing: float = 1.0, began: float | None = None) -> int:
    """Run once as `env` says; returns the exit code: the verdict's, an error's, 70 for one of our own.

    `pacing` as in `run`; `began` is when the process did, by the monotonic clock.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Nothing that we start needs it, and git gets it in its own way.
    token = env.pop("INPUT_GITHUB_TOKEN", "").strip()
    log, runner = Log(secret=token), Runner.of(env)
    if began is not None:
        log.parts.append(("start", log.started - began))
    # Of several values of an output the last one holds: this one does where nothing better is known.
    write_outputs(runner.outputs, {"conclusion": "neutral"})
    try:
        return run(runner, read_inputs({**env, "INPUT_GITHUB_TOKEN": token}), log, pacing=pacing)
    except BotError as error:
        log.failure(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        log.failure(plain(notices.STOPPED, "en"))
        return STOPPED
    except Exception as error:  # noqa: BLE001 # the outermost edge: a step that fails says so in one line
        log.block("Traceback", traceback.format_exc())
        log.failure(f"internal error: {type(error).__name__}: {error}")
        return INTERNAL
    finally:
        log.times()
