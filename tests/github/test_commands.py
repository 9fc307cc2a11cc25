"""What is kept of commands, and what people said → what a review says then."""

from dataclasses import replace

import pytest

from bot.decided import decided
from bot.github.commands.ledger import MOST, UNSEALED, Entry, read_entries, seal, write_entries
from bot.github.pull import OwnReplies
from bot.model import Answer, Conclusion, Excuse, Message, Question
from bot.render.markers import RepliesMarker
from tests.github.scenes import make_scene

SECRET, PLACE = b"only the service knows", "octo/shop#7:default"
ENTRIES = (Entry(1, "a" * 40, (("b" * 16, "c" * 16), ("d" * 16, ""))), Entry(2, "e" * 64))


def replies(entries=ENTRIES, *, secret=b"", place=PLACE, is_untouched=True):
    state = write_entries(entries)
    return OwnReplies(1, "", RepliesMarker("default", state, seal(state, place=place, secret=secret)), is_untouched)


def test_entries_are_read_as_they_were_written():
    assert read_entries(replies(), place=PLACE) == ENTRIES
    assert read_entries(replies(secret=SECRET), place=PLACE, secret=SECRET) == ENTRIES
    assert read_entries(None, place=PLACE) == ()


def test_what_another_one_edited_last_counts_for_nothing():
    assert read_entries(replies(is_untouched=False), place=PLACE) == ()
    assert read_entries(replies(secret=SECRET, is_untouched=False), place=PLACE, secret=SECRET) == ()


@pytest.mark.parametrize("forged", [UNSEALED, "0" * 64, seal(write_entries(ENTRIES), place="octo/shop#8:default", secret=SECRET)])
def test_where_there_is_a_secret_only_its_seal_counts(forged):
    kept = replies(secret=SECRET)
    kept = replace(kept, marker=replace(kept.marker, seal=forged))
    assert read_entries(kept, place=PLACE, secret=SECRET) == ()


def test_the_newest_entries_are_kept_where_there_is_no_room():
    many = tuple(Entry(number, "a" * 40, (("b" * 16, "c" * 16),)) for number in range(2000))
    kept = read_entries(replies(many), place=PLACE)
    assert kept == many[-len(kept) :]
    assert 0 < len(write_entries(many)) <= MOST


def test_an_excuse_holds_for_what_was_seen_only(github):
    found = make_scene(github).reviewed()
    lost = next(finding for finding in found.findings if finding.rule == "dropped-column")
    others = tuple(finding for finding in found.findings if finding is not lost)
    excuse = Excuse(lost.fingerprint, lost.digest, "nobody reads it", "wendy, 2026-11-21")
    after = decided(found, (excuse,), (), fail_on="error")
    assert after.findings == others
    assert [(each.finding, each.by) for each in after.projects[0].waived] == [(lost, "wendy, 2026-11-21")]
    assert (found.conclusion, after.conclusion) == (Conclusion.FAILURE, Conclusion.SUCCESS)
    assert decided(found, (replace(excuse, digest="0" * 16),), (), fail_on="error") == found


def test_an_answered_question_is_not_asked_and_the_last_answer_counts(github):
    found = make_scene(github).reviewed()
    question = Question("1a2b3c4d", "some-rule", "users", Message.of("how many?", "몇 개입니까?"), ())
    found = replace(found, projects=(replace(found.projects[0], questions=(question,)),))
    said = (Answer("1a2b3c4d", "one", "rita"), Answer("1a2b3c4d", "two", "rita"), Answer("ffffffff", "no", "rita"))
    (project,) = decided(found, (), said, fail_on="error").projects
    assert (project.questions, [each.answer.text for each in project.answered]) == ((), ["two"])
