"""Which lines can carry a comment, held against git's own diffs."""

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.github.diff_lines import Anchor, PullDiff, read_diff, read_hunks
from bot.model import Place, Side, Span

PATCH = "@@ -10,4 +10,4 @@ export const users\n one\n-two\n+zwei\n three\n four"
LINES = st.lists(st.sampled_from(["a", "b", "c", "", "-d", "+e", "@@ -1 +1 @@", "f\r", "g\x0ch", "h\u2028i", "\\ no"]), max_size=40)


def entry(path: str = "a.ts", *, patch: str | None = PATCH, status: str = "modified", **more: object) -> dict[str, object]:
    return {"filename": path, "status": status, "changes": 2, **({} if patch is None else {"patch": patch}), **more}


def at(line: int, end: int = 0, *, path: str = "a.ts", side: Side = Side.HEAD) -> Place:
    return Place(side, Span(path, line, end or line))


def diff(*entries: dict[str, object]) -> PullDiff:
    return read_diff(entries)


def test_added_and_surrounding_lines_carry_a_comment_on_the_right() -> None:
    assert [line for line in range(1, 20) if diff(entry()).can_comment(at(line))] == [10, 11, 12, 13]


def test_only_removed_lines_carry_one_on_the_left() -> None:
    assert [line for line in range(1, 20) if diff(entry()).can_comment(at(line, side=Side.BASE))] == [11]
    assert diff(entry()).anchor(at(11, side=Side.BASE)) == Anchor("a.ts", "LEFT", 11)


def test_a_place_of_several_lines_is_commented_on_its_first_line_in_the_diff() -> None:
    assert diff(entry()).anchor(at(2, 30)) == Anchor("a.ts", "RIGHT", 10)


def test_a_file_that_the_pull_request_does_not_touch_carries_none() -> None:
    assert diff(entry()).can_comment(at(1, path="other.ts")) is False


@pytest.mark.parametrize("status", ["modified", "added", "removed"])
def test_where_github_shows_no_patch_the_answer_is_unknown(status: str) -> None:
    assert diff(entry(patch=None, status=status)).can_comment(at(1)) is None


def test_behind_the_last_file_that_github_lists_the_answer_is_unknown() -> None:
    many = read_diff(entry(f"{number}.ts") for number in range(3001))
    assert many.can_comment(at(11, path="0.ts")) is True
    assert many.can_comment(at(11, path="elsewhere.ts")) is None


def test_a_renamed_file_is_commented_under_its_new_name_on_both_sides() -> None:
    renamed = diff(entry("new.ts", status="renamed", previous_filename="old.ts"))
    assert renamed.anchor(at(11, path="old.ts", side=Side.BASE)) == Anchor("new.ts", "LEFT", 11)
    assert renamed.anchor(at(11, path="new.ts")) == Anchor("new.ts", "RIGHT", 11)
    assert renamed.anchor(at(11, path="old.ts")) is None


def test_a_file_that_was_only_renamed_has_no_line_to_comment() -> None:
    assert (
        diff(entry("new.ts", patch=None, status="renamed", previous_filename="old.ts", changes=0)).can_comment(at(1, path="new.ts"))
        is False
    )


def test_a_deleted_file_is_commented_on_the_left() -> None:
    gone = diff(entry(patch="@@ -1,2 +0,0 @@\n-create table a (id int);\n-create table b (id int);", status="removed"))
    assert gone.anchor(at(2, side=Side.BASE)) == Anchor("a.ts", "LEFT", 2)
    assert gone.anchor(at(1)) is None


def test_a_block_must_lie_in_one_hunk() -> None:
    two = diff(entry(patch="@@ -1,2 +1,2 @@\n one\n-two\n+zwei\n@@ -8,2 +8,2 @@\n eight\n-nine\n+neun"))
    assert two.block("a.ts", 1, 2) == Anchor("a.ts", "RIGHT", 2, start=1)
    assert two.block("a.ts", 9, 9) == Anchor("a.ts", "RIGHT", 9)
    assert two.block("a.ts", 2, 8) is None
    assert two.block("b.ts", 1, 1) is None


def test_line_ends_of_windows_are_part_of_the_line() -> None:
    (hunk,) = read_hunks("@@ -1,2 +1,2 @@\n one\r\n-two\r\n+zwei\r")
    assert (hunk.removed, hunk.shown) == ({2}, {1, 2})


@given(before=LINES, after=LINES)
def test_hunks_say_what_git_says(tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str]) -> None:
    folder = tmp_path_factory.mktemp("diff")
    hunks = read_hunks(patch(folder, before, after, around=3))
    removed, added = changed(patch(folder, before, after, around=0))
    shown = set().union(*(hunk.shown for hunk in hunks))
    assert set().union(*(hunk.removed for hunk in hunks)) == removed
    assert added <= shown <= set(range(1, len(after) + 1))
    assert all(after[line - 1] in before for line in shown - added)


def patch(folder: Path, before: list[str], after: list[str], *, around: int) -> str:
    for name, lines in (("before", before), ("after", after)):
        (folder / name).write_bytes("".join(f"{line}\n" for line in lines).encode())
    command = ["git", "-c", "core.autocrlf=false", "diff", "--no-index", f"--unified={around}", "before", "after"]
    text = subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout.decode()
    return text[text.index("@@") :].removesuffix("\n") if "@@" in text else ""


def changed(bare: str) -> tuple[set[int], set[int]]:
    """The removed and the added lines by the headers of a diff without context."""
    removed: set[int] = set()
    added: set[int] = set()
    left = 0
    for line in bare.split("\n"):
        if left:
            left -= 1
            continue
        if found := re.match(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", line):
            old, old_count, new, new_count = (int(found[1]), int(found[2] or 1), int(found[3]), int(found[4] or 1))
            removed |= set(range(old, old + old_count))
            added |= set(range(new, new + new_count))
            left = old_count + new_count
    return removed, added
