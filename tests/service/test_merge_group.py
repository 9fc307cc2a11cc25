"""What has no comment to carry: the merge queue's commits, and pull requests without schema files. The check concludes all the same."""

from tests.action.conftest import AFTER, BEFORE, CLEAN
from tests.github.standin.events import check_run
from tests.service.host import Host


def test_the_queues_commit_gets_a_verdict_of_its_own(running: Host) -> None:
    tenant = running.tenant("octo/queue", BEFORE)
    good, bad = tenant.open("note", CLEAN), tenant.open("orders", AFTER)
    heads = [tenant.repository.enqueue(pull) for pull in (good, bad)]
    for pull in (good, bad):
        answer = running.deliver("merge_group", tenant.repository.merge_group_event(pull), tenant.installation)
        assert answer.status_code == 202
    running.wait(lambda: all(tenant.conclusions(head) not in ([], [None]) for head in heads))
    assert [tenant.conclusions(head) for head in heads] == [["success"], ["failure"]]
    assert [len(each) for each in (good.comments, good.threads, bad.comments, bad.threads)] == [0, 0, 0, 0]
    # The button of the check asks for another look; what the queue gives up asks for nothing.
    (check,) = tenant.repository.check_runs(heads[1])
    running.deliver("check_run", check_run(tenant.repository, check, "rerequested", login="dev"), tenant.installation)
    running.wait(lambda: tenant.conclusions(heads[1]) == ["failure", "failure"])
    gone = running.deliver("merge_group", tenant.repository.merge_group_event(bad, "destroyed"), tenant.installation)
    assert (gone.status_code, "ignored" in gone.answer) == (200, True)


def test_without_schema_files_the_check_succeeds_in_silence(running: Host) -> None:
    tenant = running.tenant("octo/words", BEFORE)
    pull = tenant.open("words", {**BEFORE, "README.md": "The best shop.\n"})
    assert tenant.review(pull) == "success"
    assert not pull.comments
    assert not pull.threads
    empty = running.tenant("octo/empty", {"README.md": "Nothing.\n"})
    other = empty.open("more", {"README.md": "Nothing.\n", "app.py": "print(1)\n"})
    assert empty.review(other) == "success"
    assert not other.comments
