"""The page about security names tests that exist."""

import re
from pathlib import Path

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_test_that_the_page_names_exists(root: Path) -> None:
    rows = [line for line in (root / "docs/security.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    found = [NAMED.findall(row) for row in rows]
    assert all(found), "a row without a test"
    missing = [
        f"{path}::{name}" for named in found for path, name in named if f"def {name}(" not in (root / path).read_text(encoding="utf-8")
    ]
    assert not missing
