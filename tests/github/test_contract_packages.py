"""The npm packages that the tests compare with are the same everywhere."""

import json
import re
from pathlib import Path

import pytest

ORACLES = Path(__file__).parents[1] / "oracles"
LOCK = json.loads((ORACLES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
EXACT = re.compile(r"\d+\.\d+\.\d+(-[\w.]+)?")
MANIFESTS = sorted(path.relative_to(ORACLES).parent for path in (ORACLES / "package.json", *ORACLES.glob("*/package.json")))


@pytest.mark.parametrize("folder", MANIFESTS, ids=str)
def test_every_package_is_asked_for_in_one_version(folder: Path) -> None:
    wanted = json.loads((ORACLES / folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(EXACT.fullmatch(version) or version == f"file:{name}" for name, version in wanted.items())
    assert LOCK["" if folder == Path() else f"node_modules/{folder}"]["dependencies"] == wanted


def test_the_lock_has_a_hash_for_every_package_and_names_no_registry() -> None:
    ours = {str(folder) for folder in MANIFESTS} | {"", *(f"node_modules/{folder}" for folder in MANIFESTS)}
    packages = {name: package for name, package in LOCK.items() if name not in ours}
    assert packages
    assert not [name for name, package in packages.items() if "integrity" not in package or "resolved" in package]
    assert "://" not in json.dumps([{**package, "funding": None} for package in packages.values()])
