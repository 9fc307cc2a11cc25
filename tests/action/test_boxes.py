"""`checklist: { mode: required }`: the check waits until people have ticked every box of the comment."""

import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import ForgeError
from tests.action.conftest import BEFORE, CLEAN, MAY_WRITE
from tests.github.standin import PullRequest, Repository, StandIn
from tests.github.standin.pull import IssueComment

BOT = "github-actions[bot]"
REQUIRED = {".github/schema-review.yml": "version: 1\nchecklist: { mode: required }\n"}
TABLE = {"migrations/0003_shops.sql": "CREATE TABLE shops (id bigint PRIMARY KEY, name varchar(80) NOT NULL);\n"}
GONE = {"migrations/0002_note.sql": None, "migrations/0003_shops.sql": None}
OPEN = "- [ ] <!-- sr:check:"


class Boxes:
    """A pull request without findings whose boxes the check waits for."""

    def __init__(self, place, pull: PullRequest):
        self.place, self.pull, self.now = place, pull, datetime(2026, 11, 21, 9, tzinfo=UTC)

    @property
    def comment(self) -> IssueComment:
        (found,) = [each for each in self.pull.comments if each.login == BOT]
        return found

    @property
    def verdict(self) -> tuple[str | None, str]:
        check = self.pull.repository.check_runs(self.pull.head)[-1]
        return check.conclusion, check.title

    def reviewed(self, **token):
        self.now += timedelta(minutes=1)
        return self.place.run("pull_request", self.pull.event("synchronize"), token=self.place.shop.token(BOT, **(MAY_WRITE | token)))

    def edit(self, body: str, *, login: str = "octo"):
        self.now += timedelta(minutes=1)
        was = self.comment.body
        self.comment.edit(body, login=login)
        event = self.pull.comment_event("edited", self.comment, login=login, was=was)
        return self.place.run("issue_comment", event, token=self.place.shop.token(BOT, **MAY_WRITE), sha=self.place.shop.branch("main"))


@pytest.fixture
def boxes(place, shop: Repository, github: StandIn) -> Boxes:
    shop.commit("main", {**BEFORE, **REQUIRED}, "Boxes are to be ticked")
    shop.commit("note", {**CLEAN, **REQUIRED, **TABLE}, "A note")
    place.check_out("refs/heads/main", depth=None)
    made = Boxes(place, shop.open_pull(head="note", title="A note"))
    github.world.clock = lambda: made.now
    return made


def test_the_check_passes_once_every_box_is_ticked(boxes: Boxes):
    done = boxes.reviewed()
    count = boxes.comment.body.count(OPEN)
    assert count > 1
    assert (done.code, done.outputs["conclusion"], done.rules) == (0, "success", [])
    assert "The check passes once every box is ticked." in boxes.comment.body
    assert boxes.verdict == ("action_required", f"{count} boxes of the checklist are open · No findings")
    boxes.edit(boxes.comment.body.replace("[ ]", "[x]", count - 1))
    assert boxes.verdict == ("action_required", "1 box of the checklist is open · No findings")
    boxes.edit(boxes.comment.body.replace("[ ]", "[x]"))
    assert boxes.verdict == ("success", "No findings")
    boxes.edit(boxes.comment.body.replace("[x]", "[ ]", 1))
    assert boxes.verdict[0] == "action_required"


def test_a_push_with_more_to_test_makes_it_wait_again(boxes: Boxes):
    boxes.reviewed()
    boxes.edit(boxes.comment.body.replace("[ ]", "[x]"))
    boxes.pull.push({**CLEAN, **REQUIRED, **TABLE, "migrations/0004_more.sql": "ALTER TABLE users ADD COLUMN age int;\n"})
    boxes.reviewed()
    assert boxes.verdict[0] == "action_required"


def test_other_edits_of_our_comment_ask_for_nothing(boxes: Boxes, github: StandIn):
    boxes.reviewed()
    ticked, asked = boxes.comment.body.replace("[ ]", "[x]"), len(github.requests)
    for body, login in ((boxes.comment.body + "\n", "octo"), (ticked, BOT)):
        assert boxes.edit(body, login=login).outputs["conclusion"] == "skipped"
    assert len(github.requests) == asked
    assert boxes.verdict[0] == "action_required"


def test_an_error_stays_one(boxes: Boxes):
    boxes.pull.push({**CLEAN, **REQUIRED, **TABLE, "migrations/0004_drop.sql": "ALTER TABLE users DROP COLUMN name;\n"})
    assert boxes.reviewed().code == 1
    assert boxes.verdict[0] == "failure"


def test_who_cannot_write_the_comment_opens_no_gate(boxes: Boxes):
    """Nobody could have ticked anything."""
    boxes.reviewed(pull_requests="read")
    assert boxes.verdict[0] == "action_required"
    assert not boxes.pull.comments
    boxes.reviewed()
    boxes.edit(boxes.comment.body.replace("[ ]", "[x]"))
    assert boxes.verdict[0] == "success"


def heard(boxes: Boxes, login: str, words: str):
    boxes.now += timedelta(minutes=1)
    event = boxes.pull.comment_event("created", boxes.pull.comment(login, words))
    boxes.now += timedelta(minutes=1)
    token = boxes.place.shop.token(BOT, **MAY_WRITE)
    return boxes.place.run("issue_comment", event, token=token, sha=boxes.place.shop.branch("main"))


def test_a_pause_opens_nothing(boxes: Boxes):
    heard(boxes, boxes.pull.login, "/schema-review pause")
    boxes.reviewed()
    assert boxes.verdict[0] == "action_required"
    assert not any(OPEN in each.body for each in boxes.pull.comments)


def test_what_is_pushed_while_paused_has_to_be_ticked(boxes: Boxes):
    boxes.reviewed()
    boxes.edit(boxes.comment.body.replace("[ ]", "[x]"))
    assert boxes.verdict[0] == "success"
    heard(boxes, "octo", "/schema-review pause")
    assert boxes.verdict[0] == "success"
    more = {"migrations/0004_more.sql": "CREATE TABLE carts (id bigint PRIMARY KEY, name text);\n"}
    boxes.pull.push({**CLEAN, **REQUIRED, **TABLE, **more})
    boxes.reviewed()
    assert boxes.verdict[0] == "action_required"


def test_no_input_opens_it(boxes: Boxes):
    boxes.now += timedelta(minutes=1)
    boxes.place.run("pull_request", boxes.pull.event("opened"), token=boxes.place.shop.token(BOT, **MAY_WRITE), comment="never")
    assert boxes.verdict[0] == "action_required"


def test_a_review_that_fails_passes_nothing_that_was_held(boxes: Boxes, monkeypatch):
    boxes.reviewed()

    def broken(*_: object, **__: object) -> None:
        raise ForgeError("GitHub does not answer")

    monkeypatch.setattr("bot.action.run.judge", broken)
    boxes.reviewed()
    assert boxes.verdict == ("action_required", "The boxes of the checklist count · not reviewed: `GitHub does not answer`")


def test_a_draft_is_held_until_its_boxes_are_ticked(boxes: Boxes):
    boxes.pull.edit(draft=True)
    boxes.reviewed()
    assert boxes.verdict[0] == "action_required"
    assert not boxes.pull.comments
    boxes.pull.edit(draft=False)
    boxes.reviewed()
    boxes.edit(boxes.comment.body.replace("[ ]", "[x]"))
    assert boxes.verdict[0] == "success"
    boxes.pull.edit(draft=True)
    boxes.reviewed()
    assert boxes.verdict[0] == "success"


def test_what_was_ticked_or_unticked_while_it_was_posted_counts(boxes: Boxes, monkeypatch):
    from bot.github import publish  # noqa: PLC0415 # the module, not what the package calls so

    module = sys.modules[publish.__module__]
    write = module.write_threads

    def meanwhile(*arguments: object) -> object:
        boxes.comment.edit(boxes.comment.body.replace("[x]", "[ ]"), login="octo")
        return write(*arguments)

    boxes.reviewed()
    monkeypatch.setattr(module, "write_threads", meanwhile)
    boxes.edit(boxes.comment.body.replace("[ ]", "[x]"))
    assert boxes.verdict[0] == "action_required"


def test_without_a_checklist_there_is_nothing_to_wait_for(boxes: Boxes):
    boxes.pull.push({**BEFORE, **REQUIRED, "README.md": "Another shop.\n", **GONE})
    boxes.reviewed()
    assert boxes.verdict[0] == "success"


def test_a_commit_of_the_merge_queue_has_no_boxes(boxes: Boxes):
    head = boxes.pull.repository.enqueue(boxes.pull)
    token = boxes.place.shop.token(BOT, **MAY_WRITE)
    boxes.place.run("merge_group", boxes.pull.repository.merge_group_event(boxes.pull), token=token, sha=head)
    assert [check.conclusion for check in boxes.pull.repository.check_runs(head)] == ["success"]
