"""The npm packages that the tests compare with are the same everywhere."""

import json
import re
from pathlib import Path

ORACLES = Path(__file__).parents[1] / "oracles"
LOCK = json.loads((ORACLES / "package-lock.json").read_text(encoding="utf-8"))


def test_every_package_is_asked_for_in_one_version() -> None:
    wanted = json.loads((ORACLES / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert LOCK["packages"][""]["dependencies"] == wanted


def test_the_lock_has_a_hash_for_every_package_and_names_no_registry() -> None:
    packages = {name: package for name, package in LOCK["packages"].items() if name}
    assert packages
    assert not [name for name, package in packages.items() if "integrity" not in package or "resolved" in package]
    assert "://" not in json.dumps([{**package, "funding": None} for package in packages.values()])
