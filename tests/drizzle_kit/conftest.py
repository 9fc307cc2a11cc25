"""Snapshots of every case, made once a test run by whichever worker asks first."""

import fcntl
import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from tests.drizzle_kit.kits import cases, generate, missing


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, missing_oracle: Callable[[str], NoReturn]) -> Callable[[str], dict[str, Path]]:
    """Call it with a line: the folders that drizzle-kit of that line wrote its snapshots into, by the case's name."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    @cache
    def folders(line: str) -> dict[str, Path]:
        reason = missing()
        if reason:
            missing_oracle(reason)
        place, answer = shared / f"kit-{line}", shared / f"kit-{line}.json"
        with (shared / f"kit-{line}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not answer.exists():
                made = generate(line, [case for case in cases() if case.line == line], place)
                answer.write_text(json.dumps({name: str(folder) for name, folder in made.items()}), encoding="utf-8")
        return {name: Path(folder) for name, folder in json.loads(answer.read_text(encoding="utf-8")).items()}

    return folders
