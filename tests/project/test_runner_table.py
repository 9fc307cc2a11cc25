"""docs/runners.md shows the rows as they are, and their sources are where they say."""

import re
from typing import get_args

import pytest

from bot.config.keys import RunnerName
from bot.effects.runners import ROWS
from tests.drizzle_kit.kits import INSTALLED, LINES, installed
from tests.tools.runner_table import PAGE, page

FILES = sorted({match.groups() for row in ROWS if (match := re.match(r"https://unpkg\.com/([\w-]+)@([\w.-]+)/(.+)", row.source))})


def test_every_runner_that_may_be_named_has_a_row() -> None:
    assert set(get_args(RunnerName)) - {"sql", "unknown"} <= {name for row in ROWS for name in row.names}


def test_the_page_shows_the_rows() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.tools.runner_table"


@pytest.mark.parametrize(("package", "version", "path"), FILES)
def test_a_source_in_a_package_exists(package, version, path, missing_oracle):
    if not INSTALLED.is_dir():
        missing_oracle("the npm packages of tests/oracles are not installed")
    folders = [installed(line, package) for line in LINES]
    found = [folder for folder in folders if f'"version": "{version}"' in (folder / "package.json").read_text(encoding="utf-8")]
    assert found
    assert (found[0] / path).is_file()
