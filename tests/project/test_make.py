"""The two commands of the README, in a copy of the checkout that finds everything installed already."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAMPS = (".runtime-installed", ".dev-installed")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the Makefile needs, with this environment in place of a new one."""
    folder = tmp_path / "a checkout" / "schema-review"
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def installed(checkout: Path) -> Path:
    """The checkout after the first run."""
    (checkout / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (checkout / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    for stamp in STAMPS:
        (checkout / ".venv" / stamp).touch()
    return checkout


def make(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run make as a person would, not as a child of `make test`, in an environment without a home or an identity."""
    kept = {"PATH": os.environ["PATH"], "HOME": str(folder / "nowhere"), "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=kept | env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


def test_the_demo_prints_the_comment_and_says_where_the_json_is(installed: Path) -> None:
    done = make(installed, "demo")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("### 🔴 Schema review")
    assert done.stdout.rstrip().endswith("out/demo-review.json")
    assert "unindexed-foreign-key" in done.stdout
    review = json.loads((installed / "out" / "demo-review.json").read_text(encoding="utf-8"))
    assert review["projects"][0]["findings"]
    assert not (installed / "nowhere").exists()


def test_one_variable_sets_the_language_and_the_locale_does_not(installed: Path) -> None:
    korean = make(installed, "demo", "REVIEW_LANG=ko", LANG="C", LC_ALL="POSIX")
    assert korean.returncode == 0, korean.stderr
    assert "테이블" in korean.stdout
    assert "### 🔴 Schema review" in make(installed, "demo", LANG="ko_KR.UTF-8", LANGUAGE="ko").stdout


def test_the_tests_run_with_the_arguments_asked_for(installed: Path) -> None:
    (installed / "tests").mkdir()
    (installed / "tests" / "test_nothing.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    done = make(installed, "test", "PYTEST_ARGS=tests/test_nothing.py -p no:cacheprovider")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout.splitlines()[-1]


def test_without_a_fitting_python_it_says_what_is_missing(checkout: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "make"):
        (tools / name).symlink_to(str(shutil.which(name)))
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = make(checkout, "demo", PATH=str(tools))
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr
    assert not (checkout / ".venv").exists()


def test_seeds_asks_where_the_documents_are(installed: Path) -> None:
    done = make(installed, "seeds")
    assert done.returncode != 0
    assert "SEEDS=DIR" in done.stderr


def test_help_lists_every_target(installed: Path) -> None:
    listed = {line.split()[1] for line in make(installed, "help").stdout.splitlines()}
    declared = next(line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if line.startswith(".PHONY:"))
    assert listed == set(declared.split()[1:])
