"""The wheel holds one import package that brings its rules and templates, and runs where nothing else of ours lies."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot import __version__

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(unpacked: Path, empty: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command of the unpacked wheel in an empty directory."""
    start = "import sys; from bot.cli.main import main; import bot; print(bot.__file__, file=sys.stderr); sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", start, *arguments],
        cwd=empty,
        env=os.environ | {"PYTHONPATH": str(unpacked), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_it_holds_one_package_and_its_licence(unpacked: Path) -> None:
    assert sorted(path.name for path in unpacked.iterdir()) == ["bot", f"schema_review_bot-{__version__}.dist-info"]
    assert (unpacked / "bot" / "py.typed").exists()
    assert list(unpacked.glob("*.dist-info/licenses/LICENSE"))


@pytest.mark.parametrize("content", ["rules", "templates"])
def test_its_content_is_that_of_the_checkout(unpacked: Path, content: str) -> None:
    def files(folder: Path) -> list[str]:
        return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)

    assert files(ROOT / content)
    assert files(unpacked / "bot" / content) == files(ROOT / content)


def test_it_runs_from_an_empty_directory(unpacked: Path, tmp_path: Path, example: Path) -> None:
    version = run(unpacked, tmp_path, "--version")
    assert str(unpacked) in version.stderr
    assert __version__ in version.stdout
    listed = run(unpacked, tmp_path, "rules")
    assert listed.returncode == 0, listed.stderr
    assert "unindexed-foreign-key" in listed.stdout
    sides = ("--before", str(example / "before"), "--after", str(example / "after"))
    reviewed = run(unpacked, tmp_path, "check", *sides, "--format", "markdown", "--lang", "ko", "--fail-on", "never")
    assert reviewed.returncode == 0, reviewed.stderr
    assert "unindexed-foreign-key" in reviewed.stdout
