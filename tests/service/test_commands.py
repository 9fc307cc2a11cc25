"""Commands in comments, obeyed by the service. What each does is tests/action/test_commands.py's; here, that it arrives, once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errors import LimitError
from bot.service.store import state
from tests.action.conftest import AFTER
from tests.github.standin import PullRequest, Repository
from tests.github.standin.pull import IssueComment
from tests.service.conftest import Service, state_rows
from tests.service.host import BOT

ACK = '/schema-review ack dropped-column users.name reason="nobody reads it"'
LOST = "`dropped-column`"


@dataclass
class Talk:
    """A pull request that the service has reviewed once; every step is a minute later."""

    service: Service
    pull: PullRequest
    now: datetime

    def say(self, login: str, body: str) -> IssueComment:
        said = self.write(login, body)
        self.service.work()
        return said

    def write(self, login: str, body: str) -> IssueComment:
        """Leave a comment that nobody has worked on yet."""
        self.now += timedelta(minutes=1)
        said = self.pull.comment(login, body)
        self.service.deliver("issue_comment", self.pull.comment_event("created", said))
        self.now += timedelta(minutes=1)
        return said

    def edit(self, said: IssueComment, body: str) -> None:
        self.now += timedelta(minutes=1)
        was = said.body
        said.edit(body)
        self.service.deliver("issue_comment", self.pull.comment_event("edited", said, was=was))
        self.service.work()

    def ours(self, kind: str) -> list[str]:
        return [each.body for each in self.pull.comments if each.login == BOT and f"schema-review:{kind}" in each.body]

    @property
    def reply(self) -> str:
        (found,) = self.ours("replies")
        return found

    @property
    def summary(self) -> str:
        (found,) = self.ours("summary")
        return found

    def conclusions(self) -> list[str | None]:
        return [check.conclusion for check in self.pull.repository.check_runs(self.pull.head)]


def reactions(said: IssueComment) -> list[str]:
    return [content for _, login, content in said.reactions if login == BOT]


@pytest.fixture
def talk(service: Service, pull: PullRequest, shop: Repository) -> Talk:
    """`octo` owns the shop, `wendy` may write, `rita` may only read."""
    shop.collaborators |= {"wendy": "write", "rita": "read"}
    made = Talk(service, pull, datetime.now(UTC))
    service.github.world.clock = lambda: made.now
    service.review(pull)
    made.now += timedelta(minutes=1)
    assert LOST in made.summary
    return made


def test_a_review_is_asked_for(talk: Talk) -> None:
    said = talk.say("rita", "/schema-review")
    assert reactions(said) == ["eyes", "rocket"]
    assert talk.conclusions() == ["failure", "failure"]
    assert not talk.ours("replies")


def test_a_full_review_fetches_everything_anew(talk: Talk, tmp_path: Path) -> None:
    (kept,) = tmp_path.glob("cache/*/*.git")
    left = kept / "objects" / "left-by-the-last-review"
    left.touch()
    assert reactions(talk.say("rita", "/schema-review --full")) == ["-1"]
    talk.say("wendy", "/schema-review")
    assert left.exists()
    assert reactions(talk.say("wendy", "/schema-review review --full")) == ["eyes", "rocket"]
    assert kept.exists()
    assert not left.exists()


def test_an_acknowledged_loss_counts_no_more(talk: Talk) -> None:
    said = talk.say("wendy", ACK)
    assert reactions(said) == ["eyes", "rocket"]
    assert "acknowledged" in talk.reply
    assert "nobody reads it" in talk.summary.split("Waived", 1)[1]
    talk.service.review(talk.pull, "synchronize")
    assert "nobody reads it" in talk.summary.split("Waived", 1)[1]


def test_who_may_not_write_acknowledges_nothing(talk: Talk) -> None:
    before = talk.summary
    for login in ("rita", "nobody"):
        assert reactions(talk.say(login, ACK)) == ["-1"]
    assert talk.summary == before
    assert talk.conclusions() == ["failure"], "a refused command began a review"


def test_an_acknowledgement_that_waited_while_the_head_moved_is_refused(talk: Talk) -> None:
    said = talk.write("wendy", ACK)
    talk.pull.push({**AFTER, "README.md": "Another shop.\n"})
    talk.service.review(talk.pull, "synchronize")
    assert reactions(said) == ["eyes", "confused"]
    assert "was reviewed only after this was said" in talk.reply
    assert LOST in talk.summary


def test_whoever_writes_our_reply_cannot_forge_the_seal(talk: Talk) -> None:
    """Another App, or a workflow of the repository, may point at real words; only the service can seal that they were obeyed."""
    talk.say("wendy", ACK)
    (reply,) = [each for each in talk.pull.comments if "schema-review:replies" in each.body]
    genuine = reply.body
    seal = genuine.split("seal=", 1)[1].split()[0]
    reply.body = genuine.replace(seal, "0" * len(seal))
    talk.service.review(talk.pull, "synchronize")
    assert "nobody reads it" not in talk.summary
    reply.body = genuine
    talk.service.review(talk.pull, "synchronize")
    assert "nobody reads it" in talk.summary


def test_a_seal_is_good_for_its_pull_request_only(talk: Talk, shop: Repository) -> None:
    talk.say("wendy", ACK)
    shop.commit("again", AFTER, "Again")
    other = shop.open_pull(head="again", title="Again")
    other.comment(BOT, talk.reply)
    other.comment("wendy", ACK)
    talk.service.review(other)
    (summary,) = [each.body for each in other.comments if "schema-review:summary" in each.body]
    assert "nobody reads it" not in summary


def test_a_question_is_answered_without_a_review(talk: Talk) -> None:
    checks, writes = len(talk.conclusions()), len(talk.service.github.writes)
    for body, words in (
        ("/schema-review help", "/schema-review pause"),
        ("/schema-review explain dropped-column", "dropped-column"),
        ("/schema-review config", "fail-on: error"),
    ):
        assert reactions(talk.say("nobody", body)) == ["eyes", "rocket"]
        assert words in talk.reply
    assert len(talk.conclusions()) == checks
    assert len(talk.service.github.writes) - writes == 9
    (row,) = state_rows(talk.service.store)
    assert (row.done, row.error) == (row.wanted, None)


def test_what_is_not_understood_is_said_in_the_one_reply(talk: Talk) -> None:
    for body in ("/schema-review revise", "/schema-review lang fr"):
        assert reactions(talk.say("wendy", body)) == ["confused"]
    assert talk.reply
    assert talk.conclusions() == ["failure"]


def test_several_commands_at_once_are_all_obeyed_by_one_review(talk: Talk) -> None:
    said = [talk.write(*each) for each in (("wendy", "/schema-review lang ko"), ("wendy", "/schema-review nonsense"), ("wendy", ACK))]
    said += [talk.write("rita", "/schema-review help"), talk.write("rita", "/schema-review 재검토")]
    talk.service.deliver("pull_request", talk.pull.event("reopened"))
    assert talk.service.work() == 1
    assert [reactions(each) for each in said] == [["eyes", "rocket"], ["confused"], *[["eyes", "rocket"]] * 3]
    assert talk.conclusions() == ["failure", "failure"]
    assert "스키마 리뷰" in talk.summary
    assert "nobody reads it" in talk.summary
    assert talk.reply


def test_a_command_that_is_edited_in_counts_and_a_second_delivery_of_it_does_not(talk: Talk) -> None:
    said = talk.say("wendy", "Looks good.")
    assert reactions(said) == []
    talk.edit(said, f"Looks good.\n\n{ACK}")
    assert reactions(said) == ["eyes", "rocket"]
    checks = len(talk.conclusions())
    talk.edit(said, f"Looks very good.\n\n{ACK}")
    assert len(talk.conclusions()) == checks


def test_paused_nothing_is_posted_and_the_check_goes_on(talk: Talk) -> None:
    talk.say("wendy", "/schema-review pause")
    before = talk.summary
    talk.pull.push({**AFTER, "migrations/0004_more.sql": "DROP TABLE orders;\n"})
    talk.service.review(talk.pull, "synchronize")
    assert talk.summary == before
    assert talk.conclusions() == ["failure"]
    talk.say("wendy", "/schema-review resume")
    assert talk.summary != before


def test_a_command_survives_a_crash_in_its_middle(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review is begun again with the same wishes: what was obeyed before is obeyed once more, and changes nothing."""
    from bot.service.jobs.work import Work  # noqa: PLC0415 # as the engine calls it

    said = talk.write("wendy", ACK)
    (job,) = state.issue(talk.service.store, per_installation=1)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("bot.service.reviews.publisher._publish", killed)
        with pytest.raises(KeyboardInterrupt):
            Work(talk.service.store, talk.service.publisher)(job)
    assert reactions(said) == ["eyes"]
    Work(talk.service.store, talk.service.publisher)(job)
    assert reactions(said) == ["eyes", "rocket"]
    assert "nobody reads it" in talk.summary
    assert talk.reply.count("nobody reads it") == 1


def test_a_command_whose_review_hits_a_limit_is_not_left_waiting(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: Any) -> None:
        raise LimitError("the analysis took longer than 1 seconds and was ended")

    monkeypatch.setattr("bot.service.reviews.publisher.analyse", slow)
    assert reactions(talk.say("wendy", ACK)) == ["eyes", "confused"]


def test_commands_are_named_in_the_comment(talk: Talk) -> None:
    assert "/schema-review help" in talk.summary
