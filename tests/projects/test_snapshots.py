"""Which snapshots drizzle-kit keeps, and what each was made on top of."""

import pytest

from bot.model import Dialect, Layout, Message, Project, Snapshot
from bot.projects.snapshots import NEWEST, snapshots
from tests.trees import MemoryTree


def project(layout: Layout) -> Project:
    return Project("p", Dialect.POSTGRESQL, Message.of(en="a test", ko="시험"), migrations="db", layout=layout)


def test_each_snapshot_has_its_number_and_parent():
    files = {
        "db/meta/_journal.json": "{}",
        "db/meta/0000_snapshot.json": '{"id":"a","prevId":"0"}',
        "db/meta/0001_snapshot.json": b"\xff",
        "db/meta/notes.json": '{"prevId":"0"}',
        "db/meta/more/0002_snapshot.json": '{"prevId":"0"}',
    }
    found = snapshots(MemoryTree("t", files), project(Layout.JOURNAL))
    assert found == (Snapshot("db/meta/0000_snapshot.json", "0000", "0"), Snapshot("db/meta/0001_snapshot.json", "0001"))


@pytest.mark.parametrize("layout", [Layout.FOLDERS, Layout.FILES])
def test_other_layouts_have_none(layout):
    assert not snapshots(MemoryTree("t", {"db/meta/0000_snapshot.json": '{"prevId":"0"}'}), project(layout))


def test_only_the_newest_are_read():
    files = {f"db/meta/{number:04}_snapshot.json": f'{{"prevId": "{number}"}}' for number in range(NEWEST + 5)}
    found = snapshots(MemoryTree("t", files), project(Layout.JOURNAL))
    assert [snapshot.parent for snapshot in found] == [None] * 5 + [str(number) for number in range(5, NEWEST + 5)]
