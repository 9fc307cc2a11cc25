"""Running git where the repository is not ours: its hooks, file monitor and pager stay out, and nothing is asked or written."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import SourceError

MAX_FILE = 8 * 1024 * 1024
SETTINGS = ("core.hooksPath=/dev/null", "core.fsmonitor=false", "core.untrackedCache=false", "core.quotePath=false", "gc.auto=0")
# A git hook that calls us has these set to its own repository and index; they would win over `-C`.
INHERITED = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF")
OURS = "SCHEMA_REVIEW_"  # the service's settings, secrets among them: of no use to git, nor to a helper that its user has set
TIMEOUT = 120  # seconds; listing the largest repositories takes under ten


def git_command(repository: Path, arguments: Sequence[str]) -> list[str]:
    """The argument list that runs git in `repository` with nothing of the repository's own that executes."""
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    return ["git", "--no-pager", "--literal-pathspecs", *settings, "-C", str(repository), *arguments]


def git_environment() -> dict[str, str]:
    """The process environment with git speaking English, never asking, never locking, never fetching."""
    inherited = {name: value for name, value in os.environ.items() if name not in INHERITED and not name.startswith(OURS)}
    return inherited | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }


def run_git(repository: Path, *arguments: str) -> bytes:
    """What git prints on standard output.

    Raises:
        SourceError: git is not installed, `repository` is none, or git refused; with git's own words and the remedy.
    """
    done = try_git(repository, *arguments)
    if done.returncode:
        raise SourceError(_explained(repository, done.stderr.decode("utf-8", "replace")))
    return done.stdout


def try_git(
    repository: Path, *arguments: str, environment: Mapping[str, str] | None = None, feed: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git and leave its exit code to the caller. `environment` is set on top of `git_environment()`, `feed` is its standard input.

    Raises:
        SourceError: git is not installed, the folder does not exist, or git does not answer.
    """
    if not repository.is_dir():
        raise SourceError(f"{repository}: no such folder")
    try:
        return subprocess.run(
            git_command(repository, arguments),
            capture_output=True,
            check=False,
            env={**git_environment(), **(environment or {})},
            timeout=TIMEOUT,
            input=feed,
        )
    except FileNotFoundError as missing:
        raise no_git() from missing
    except subprocess.TimeoutExpired as slow:
        raise SourceError(f"{repository}: git did not answer within {TIMEOUT} seconds") from slow


def no_git() -> SourceError:
    """The error for a machine without git."""
    return SourceError("git is not installed or not on the PATH: install it, or compare two folders with --before and --after")


def _explained(repository: Path, stderr: str) -> str:
    words = stderr.strip().removeprefix("fatal: ").splitlines()
    first = words[0] if words else "git failed without a word"
    if "not a git repository" in stderr:
        return f"{repository}: not a git repository; run inside one, or compare two folders with --before and --after"
    if "must be run in a work tree" in stderr:
        return f"{repository}: has no work tree; name a commit: check --base REF --head REF, inspect --at REV"
    if "dubious ownership" in stderr:
        return f"{repository}: belongs to another user; if you trust it: git config --global --add safe.directory {repository.resolve()}"
    return f"{repository}: git: {first}"
