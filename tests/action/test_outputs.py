from pathlib import Path

import pytest

from bot.action.outputs import write_file, write_outputs
from bot.errors import ConfigError
from tests.action.conftest import outputs_of


def test_a_value_may_hold_anything(tmp_path):
    values = {"one": "a\nb", "two": "100%\r\n::error::x", "three": "", "four": "x<<end\nend\n", "five": "한국어"}
    write_outputs(tmp_path / "out", values)
    assert outputs_of((tmp_path / "out").read_bytes().decode()) == values


def test_no_value_can_end_before_its_end(tmp_path):
    write_outputs(tmp_path / "out", {"one": "x"})
    written = (tmp_path / "out").read_text()
    end = written.splitlines()[-1]
    write_outputs(tmp_path / "out", {"two": f"x\n{end}\nconclusion=success"})
    assert outputs_of((tmp_path / "out").read_text()) == {"one": "x", "two": f"x\n{end}\nconclusion=success"}


def test_without_a_workflow_there_are_no_outputs():
    write_outputs(None, {"one": "x"})


def test_a_file_is_written_below_the_folder_or_where_an_absolute_name_says(tmp_path):
    folder, elsewhere = tmp_path / "checkout", tmp_path / "elsewhere.json"
    folder.mkdir()
    paths = [write_file(folder, "out/review.json", "한"), write_file(folder, str(elsewhere), "b"), write_file(folder, "../up.json", "c")]
    assert paths == [str(folder / "out" / "review.json"), str(elsewhere), str(tmp_path / "up.json")]
    assert [Path(path).read_text("utf-8") for path in paths] == ["한", "b", "c"]


@pytest.mark.parametrize("name", ["link.json", "out/review.json"])
def test_no_link_of_the_checkout_is_written_through(tmp_path, name):
    folder, trap = tmp_path / "checkout", tmp_path / "trap"
    folder.mkdir()
    trap.mkdir()
    (folder / "link.json").symlink_to(trap / "stolen")
    (folder / "out").symlink_to(trap)
    with pytest.raises(ConfigError, match=f"{name}: a link"):
        write_file(folder, name, "x")
    assert not list(trap.iterdir())


@pytest.mark.parametrize("name", ["../reports/review.md", "{checkout}/reports/review.md", "{alias}/reports/review.md"])
def test_nor_one_beside_the_folder(tmp_path, name):
    checkout, trap, alias = tmp_path / "checkout", tmp_path / "trap", tmp_path / "alias"
    for folder in (checkout / ".git", checkout / "app", trap):
        folder.mkdir(parents=True)
    (checkout / "reports").symlink_to(trap)
    alias.symlink_to(checkout)
    with pytest.raises(ConfigError, match="a link; not written through"):
        write_file(checkout / "app", name.format(checkout=checkout, alias=alias), "x")
    assert not list(trap.iterdir())


def test_nor_a_folder_that_is_one(tmp_path):
    hooks = tmp_path / "checkout" / ".git" / "hooks"
    hooks.mkdir(parents=True)
    (tmp_path / "checkout" / "app").symlink_to(hooks)
    with pytest.raises(ConfigError, match="a link; not written through"):
        write_file(tmp_path / "checkout" / "app", "pre-commit", "x")
    assert not list(hooks.iterdir())


def test_a_link_of_the_runner_is_none_of_the_checkouts(tmp_path):
    (tmp_path / "disk" / "checkout" / ".git").mkdir(parents=True)
    (tmp_path / "work").symlink_to(tmp_path / "disk")
    write_file(tmp_path / "work" / "checkout", "out/review.md", "x")
    assert (tmp_path / "disk" / "checkout" / "out" / "review.md").read_text("utf-8") == "x"


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(ConfigError, match=r"taken/review\.json: "):
        write_file(tmp_path, "taken/review.json", "x")
