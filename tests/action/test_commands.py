"""Commands in comments, obeyed by the Action: who may, what happens, what is said, and what a forger gets out of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.action.conftest import AFTER, BEFORE, MAY_WRITE
from tests.github.standin import PullRequest, StandIn
from tests.github.standin.pull import IssueComment

BOT = "github-actions[bot]"
ACK = '/schema-review ack dropped-column users.name reason="nobody reads it"'
LOST = "dropped-column"


@dataclass
class Talk:
    """A pull request in the Action's hands: what people write there, the Action sees."""

    place: object
    pull: PullRequest
    now: datetime

    @property
    def shop(self):
        return self.place.shop

    def token(self, **more):
        return self.shop.token(BOT, **(MAY_WRITE | more))

    def reviewed(self):
        self.now += timedelta(minutes=1)
        return self.place.run("pull_request", self.pull.event("synchronize"), token=self.token())

    def say(self, login, body, **inputs) -> tuple[object, IssueComment]:
        self.now += timedelta(minutes=1)
        said = self.pull.comment(login, body)
        return self.heard(said, **inputs), said

    def heard(self, said, action="created", **more):
        event = self.pull.comment_event(action, said, login=more.pop("login", None), was=more.pop("was", None))
        self.now += timedelta(minutes=1)
        return self.place.run("issue_comment", event, token=more.pop("token", self.token()), sha=self.shop.branch("main"), **more)

    def push(self, files):
        self.now += timedelta(minutes=1)
        self.pull.push(files)

    @property
    def replies(self) -> str:
        return "".join(each.body for each in self.pull.comments if each.login == BOT and "schema-review:replies" in each.body)

    @property
    def reply(self) -> IssueComment:
        (found,) = [each for each in self.pull.comments if each.login == BOT and "schema-review:replies" in each.body]
        return found

    @property
    def summary(self) -> IssueComment:
        (found,) = [each for each in self.pull.comments if each.login == BOT and "schema-review:summary" in each.body]
        return found


def reactions(comment: IssueComment) -> list[str]:
    return [content for _, login, content in comment.reactions if login == BOT]


@pytest.fixture
def talk(place, pull, github: StandIn, shop) -> Talk:
    """A reviewed pull request of `octo`, who owns the shop; `wendy` may write, `mona` maintains, `rita` may only read."""
    shop.collaborators |= {"wendy": "write", "mona": "maintain", "rita": "read"}
    place.check_out("refs/heads/main")
    made = Talk(place, pull, datetime(2026, 11, 21, 9, tzinfo=UTC))
    github.world.clock = lambda: made.now
    assert LOST in made.reviewed().rules
    return made


def test_a_review_is_asked_for(talk):
    done, said = talk.say("rita", "/schema-review")
    assert (done.code, reactions(said), talk.replies) == (1, ["eyes", "rocket"], "")


def test_an_acknowledged_loss_counts_no_more_and_says_who_and_why(talk):
    done, said = talk.say("wendy", ACK)
    assert reactions(said) == ["eyes", "rocket"], done.printed
    assert LOST not in done.rules
    assert "wendy, 2026-11-21" in talk.summary.body
    assert "nobody reads it" in talk.summary.body
    assert "`wendy, 2026-11-21` acknowledged" in talk.reply.body
    again = talk.reviewed()
    assert LOST not in again.rules


def test_an_acknowledgement_survives_what_does_not_touch_its_object(talk):
    talk.say("wendy", ACK)
    talk.push({**AFTER, "README.md": "Another shop.\n"})
    assert LOST not in talk.reviewed().rules
    moved = "-- What nobody needs goes.\n\n" + AFTER["migrations/0003_drop.sql"]
    talk.push({**AFTER, "migrations/0003_drop.sql": moved})
    assert LOST not in talk.reviewed().rules


def test_an_acknowledgement_is_void_when_its_object_changes_again(talk):
    talk.say("wendy", ACK)
    talk.push({**AFTER, "migrations/0003_drop.sql": "ALTER TABLE users DROP COLUMN name CASCADE;\n"})
    assert LOST in talk.reviewed().rules


def test_an_acknowledgement_is_refused_when_the_head_is_newer_than_the_comment(talk):
    said = talk.pull.comment("wendy", ACK)
    talk.push({**AFTER, "README.md": "Another shop.\n"})
    assert LOST in talk.reviewed().rules
    done = talk.heard(said)
    assert (reactions(said), LOST in done.rules) == (["eyes", "confused"], True)
    assert "was reviewed only after this was said" in talk.reply.body


def test_an_acknowledgement_of_a_head_that_nobody_reviewed_is_refused(talk):
    talk.push({**AFTER, "README.md": "Another shop.\n"})
    done, said = talk.say("wendy", ACK)
    assert (reactions(said), LOST in done.rules) == (["eyes", "confused"], True)


class Moving(list):
    """Reactions that a push follows at once."""

    def __init__(self, push):
        super().__init__()
        self.push = push

    def append(self, given):
        super().append(given)
        if len(self) == 1:
            self.push()


def test_an_acknowledgement_is_refused_when_the_head_moves_meanwhile(talk):
    said = talk.pull.comment("wendy", ACK)
    said.reactions = Moving(lambda: talk.push({**AFTER, "README.md": "Another shop.\n"}))
    talk.heard(said)
    assert reactions(said)[-1] == "confused"
    assert "moved on to" in talk.reply.body
    assert LOST in talk.reviewed().rules


@pytest.mark.parametrize("login", ["rita", "nobody", "octo-author"])
def test_who_may_not_write_acknowledges_nothing(talk, login):
    if login == "octo-author":
        talk.pull.login = login
    done, said = talk.say(login, ACK)
    assert (reactions(said), talk.replies) == (["-1"], "")
    assert not done.rules
    assert LOST in talk.reviewed().rules


def test_where_github_does_not_tell_the_permission_nobody_has_one(talk, github):
    github.faults.status(403, "GET", "*/permission", times=None)
    done, said = talk.say("octo", ACK)
    assert "rocket" not in reactions(said)
    assert LOST not in done.rules


@pytest.mark.parametrize(
    ("level", "who", "ends"),
    [("maintain", "wendy", "-1"), ("maintain", "mona", "rocket"), ("admin", "mona", "-1"), ("admin", "octo", "rocket")],
)
def test_the_configuration_says_who_may_acknowledge_lost_data(talk, level, who, ends):
    talk.shop.commit("main", {**BEFORE, ".github/schema-review.yml": f"waivers: {{ destructive: {level} }}\n"}, "Say who may")
    done, said = talk.say(who, ACK)
    assert reactions(said)[-1] == ends, done.printed
    assert (LOST in done.rules) is (ends == "-1")


def test_an_acknowledgement_ends_with_the_permission_of_who_gave_it(talk):
    talk.say("wendy", ACK)
    talk.shop.collaborators["wendy"] = "read"
    assert LOST in talk.reviewed().rules


def test_whoever_takes_the_comment_back_takes_the_acknowledgement_back(talk):
    _, said = talk.say("wendy", ACK)
    said.delete()
    assert LOST in talk.reviewed().rules


def test_a_state_that_a_person_edited_counts_for_nothing(talk):
    said = talk.pull.comment("wendy", ACK)
    talk.say("wendy", "/schema-review help")
    first, second = talk.reply, talk.pull
    talk.say("mona", ACK)
    good = first.body
    talk.say("mona", "/schema-review unignore users.name")
    assert LOST in talk.reviewed().rules
    first.edit(good, login="wendy")
    assert LOST in talk.reviewed().rules
    first.edit(good.replace(f"state={_comment_of(good)}", f"state={said.id}"), login="octo")
    assert LOST in talk.reviewed().rules
    assert second.comments


def _comment_of(body: str) -> str:
    return body.rpartition("state=")[2].partition(":")[0]


def test_another_ones_comment_with_our_marker_counts_for_nothing(talk):
    talk.say("wendy", ACK)
    forged = talk.reply.body
    talk.reply.delete()
    talk.pull.comment("wendy", forged)
    talk.pull.comment("helper[bot]", forged)
    assert LOST in talk.reviewed().rules


def test_words_put_into_an_administrators_mouth_count_for_nothing(talk):
    _, said = talk.say("octo", "Looks good.")
    said.edit(ACK, login="wendy")
    done = talk.heard(said, "edited", login="wendy", was="Looks good.")
    assert not done.rules
    # Also where the event says nothing of it.
    talk.heard(said, "created")
    assert reactions(said) == []
    assert LOST in talk.reviewed().rules


def test_a_bots_command_is_ignored(talk):
    _, said = talk.say("helper[bot]", ACK)
    assert reactions(said) == []


def test_a_finding_is_ignored_in_this_pull_request_only_with_the_snippet_that_lasts(talk):
    before = talk.reviewed().rules
    name = next(rule for rule in before if rule == "unindexed-foreign-key")
    object_name = next(line for line in talk.summary.body.splitlines() if name in line).split("`")[3]
    done, said = talk.say("wendy", f'/schema-review 무시 {name} {object_name} 사유="작은 테이블"')
    assert reactions(said) == ["eyes", "rocket"], done.printed
    assert sorted(done.rules) == sorted(set(before) - {name})
    assert f'schema-review: ignore {name} reason="작은 테이블"' in talk.reply.body
    talk.say("wendy", f"/schema-review unignore {name}")
    assert name in talk.reviewed().rules


def test_lost_data_is_not_ignored(talk):
    done, said = talk.say("octo", f'/schema-review ignore {LOST} users.name reason="fine"')
    assert (reactions(said)[-1], LOST in done.rules) == ("confused", True)


@pytest.mark.parametrize(
    ("body", "part"),
    [("/schema-review ack dropped-column", "A reason is missing"), ('/schema-review ack nothing reason="x"', "no finding of")],
)
def test_what_cannot_be_followed_is_said(talk, body, part):
    done, said = talk.say("octo", body)
    assert reactions(said)[-1] == "confused"
    assert part in talk.reply.body
    assert LOST in done.rules


def test_what_is_not_understood_gets_one_reply_that_is_edited(talk):
    _, first = talk.say("rita", "/schema-review explane x")
    _, second = talk.say("rita", "/schema-review frobnicate")
    assert (reactions(first), reactions(second)) == (["confused"], ["confused"])
    assert "frobnicate" in talk.reply.body
    assert "| `/schema-review explain RULE` |" in talk.reply.body


def test_paused_nothing_is_posted_and_the_check_goes_on(talk):
    talk.say("octo", "/schema-review pause")
    summary, threads = talk.summary.body, len(talk.pull.threads)
    talk.push({**AFTER, "migrations/0004_more.sql": "ALTER TABLE users ADD COLUMN x varchar(3);\nDROP TABLE orders;\n"})
    done = talk.reviewed()
    assert (talk.summary.body, len(talk.pull.threads), done.code) == (summary, threads, 1)
    assert talk.shop.check_runs(talk.pull.head)[-1].conclusion == "failure"
    talk.say("octo", "/schema-review")
    assert talk.summary.body != summary
    talk.say("octo", "/schema-review 재개")
    assert talk.reviewed().code == 1
    assert "paused the comments" not in talk.reply.body


def test_the_language_is_chosen(talk):
    talk.say("octo", "/schema-review lang ko")
    assert "스키마 리뷰" in talk.summary.body
    talk.reviewed()
    assert "스키마 리뷰" in talk.summary.body


def test_a_rule_is_explained_and_the_configuration_shown(talk):
    _, said = talk.say("rita", "/schema-review explain dropped-column")
    assert reactions(said) == ["eyes", "rocket"]
    assert "# dropped-column" in talk.reply.body
    talk.say("rita", "/schema-review config")
    assert "fail-on: error" in talk.reply.body
    talk.say("rita", "/schema-review explain droppedcolumn")
    assert "did you mean `dropped-column`" in talk.reply.body


def test_a_flood_of_commands_is_let_pass(talk):
    comments = [talk.pull.comment("rita", "/schema-review help") for _ in range(12)]
    talk.heard(comments[-1])
    assert reactions(comments[-1]) == []


def test_commands_are_named_where_a_workflow_hears_them(talk):
    assert "/schema-review" not in talk.summary.body
    workflow = "on: { issue_comment: {} }\njobs: { a: { if: \"contains(github.event.comment.body, '/schema-review')\" } }\n"
    talk.shop.commit("main", {**BEFORE, ".github/workflows/review.yml": workflow}, "Listen")
    talk.reviewed()
    assert "`/schema-review help`" in talk.summary.body


def test_a_comment_without_a_command_costs_no_request(talk):
    done, said = talk.say("rita", "Thanks, I will use /schema-review next time", token="")
    assert (done.code, reactions(said), done.outputs["conclusion"]) == (0, [], "skipped")
