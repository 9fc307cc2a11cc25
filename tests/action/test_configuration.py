"""Which configuration holds: never one that the pull request brings."""

import re

import pytest

from tests.action.conftest import AFTER, BEFORE, MAY_WRITE

PATH = ".github/schema-review.yml"
LENIENT = "version: 1\nfail-on: never\n"
SILENT = "version: 1\nrules:\n  dropped-column: off\n  unindexed-foreign-key: off\n"
BROKEN = "version: 1\nfailon: never\nrules:\n  no-such-rule: off\n"


@pytest.fixture
def pull_with(shop):
    """A pull request between two contents of the configuration; None: no such file."""

    def make(base: str | None, head: str | None, path: str = PATH):
        sides = [{**content, **({path: text} if text is not None else {})} for content, text in ((BEFORE, base), (AFTER, head))]
        shop.commit("main", sides[0])
        shop.commit("orders", sides[1])
        return shop.open_pull(head="orders")

    return make


def about_configuration(done) -> list[tuple[str, str]]:
    return [(level, message) for level, title, message in done.annotations if title in ("not analysed", "note")]


def test_the_target_branchs_holds(place, pull_with):
    done = place.review(pull_with(LENIENT, LENIENT))
    assert (done.code, done.outputs["conclusion"]) == (0, "success")
    assert not about_configuration(done)


def test_a_pull_request_cannot_excuse_itself(place, pull_with):
    pull = pull_with(None, LENIENT)
    done = place.review(pull)
    assert (done.code, done.outputs["conclusion"]) == (1, "failure")
    ((level, message),) = about_configuration(done)
    assert level == "notice"
    assert re.search(r"With the new one .* errors: 1, warnings: 1, notes: 0, conclusion: `success`", message)
    assert "With the new one" in pull.comments[0].body


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (SILENT, r"errors: 0, warnings: 0, notes: 0, conclusion: `success`"),
        ("version: 1\nlanguage: en\n", r"The new one would say the same here"),
        (BROKEN, r"makes the configuration wrong.*`2:1: unknown key 'failon'; did you mean 'fail-on'\?`"),
    ],
)
def test_a_remark_says_what_the_new_file_would_change(place, pull_with, head, words):
    ((level, message),) = about_configuration(place.review(pull_with(None, head)))
    assert level == "notice"
    assert re.search(words, message)


def test_a_removed_file_is_a_change(place, pull_with):
    ((_, message),) = about_configuration(place.review(pull_with(LENIENT, None)))
    assert "conclusion: `failure`" in message


def test_the_remark_is_there_in_korean(place, pull_with):
    done = place.review(pull_with(None, LENIENT), language="ko")
    assert "새 설정을 사용하면" in done.printed
    assert "오류 1건, 경고 1건, 참고 0건" in done.summary


def test_what_main_changed_since_is_not_the_pull_requests(place, shop, pull):
    shop.commit("main", {**BEFORE, PATH: LENIENT})
    pull.edit(base="main")
    done = place.review(pull)
    assert done.outputs["conclusion"] == "success"
    assert not about_configuration(done)


def test_a_broken_file_leaves_the_defaults_and_one_annotation(place, pull_with):
    pull = pull_with(BROKEN, BROKEN)
    done = place.review(pull)
    assert (done.code, len(done.rules)) == (1, 2)
    (line,) = [line for line in done.printed.splitlines() if PATH in line and line.startswith("::")]
    assert line.startswith(f"::warning file={PATH},line=2,endLine=2,title=not analysed::")
    assert "did you mean 'fail-on'?" in line
    assert "the defaults hold" in pull.comments[0].body


def test_a_rule_that_does_not_exist_is_a_mistake_of_the_file(place, pull_with):
    wrong = "version: 1\nrules:\n  no-such-rule: off\n"
    done = place.review(pull_with(wrong, wrong))
    assert "`3:3: " in about_configuration(done)[0][1]


def test_the_inputs_win_over_the_file(place, pull_with):
    done = place.review(
        pull_with("version: 1\nfail-on: never\ncomment: never\nlanguage: ko\n", LENIENT), fail_on="error", comment="auto", language="en"
    )
    assert (done.code, done.outputs["degraded"]) == (1, "false")
    assert done.outputs["comment-url"]
    assert "Schema review" in done.summary


def test_the_file_says_what_is_posted(place, pull_with):
    config = "version: 1\ncomment: never\ninline: { enabled: false }\n"
    pull = pull_with(config, config)
    place.review(pull)
    assert not [*pull.comments, *pull.threads]


def test_another_file_of_the_target_branch_may_be_named(place, pull_with):
    done = place.review(pull_with(LENIENT, SILENT, "ci/review.yml"), config="ci/review.yml")
    assert done.outputs["conclusion"] == "success"
    assert "With the new one" in about_configuration(done)[0][1] or "the same here" in about_configuration(done)[0][1]


@pytest.mark.parametrize(
    ("base", "words"),
    [(None, "the target branch has no such file"), (BROKEN, "ci/review.yml:2:1: unknown key 'failon'")],
    ids=["missing", "wrong"],
)
def test_a_file_that_the_workflow_names_must_be_right(place, pull_with, base, words):
    pull = pull_with(base, LENIENT, "ci/review.yml")
    done = place.review(pull, config="ci/review.yml")
    assert done.code == 2
    assert words in done.said[0]
    check = place.check(pull.head)
    assert check.conclusion == "neutral"
    assert words.split("'")[0] in check.title


def test_a_file_outside_of_the_checkout_may_be_named(place, pull_with):
    (place.folder / "policy.yml").write_text(LENIENT)
    done = place.review(pull_with(None, None), config=str(place.folder / "policy.yml"))
    assert done.outputs["conclusion"] == "success"


def test_the_files_of_the_checkout_are_not_read(place, pull):
    place.check_out(f"refs/pull/{pull.number}/merge")
    (place.workspace / ".github").mkdir()
    (place.workspace / PATH).write_text(LENIENT)
    (place.workspace / "own.yml").write_text(LENIENT)
    assert place.review(pull).code == 1
    assert place.review(pull, config="own.yml").code == 2


def test_a_linked_name_of_the_checkout_is_still_the_target_branchs(place, pull):
    place.check_out(f"refs/pull/{pull.number}/merge")
    (place.folder / "alias").symlink_to(place.workspace)
    (place.workspace / "lenient.yml").write_text(LENIENT)
    done = place.review(pull, config=str(place.folder / "alias" / "lenient.yml"))
    assert done.code == 2
    assert "the target branch has no such file" in done.said[-1]


def test_the_target_branch_is_read_as_it_stands_now(place, shop, pull):
    event = pull.event("opened")
    shop.commit("main", {**BEFORE, ".github/schema-review.yml": LENIENT}, "Be lenient")
    place.check_out(f"refs/pull/{pull.number}/merge")
    done = place.run("pull_request", event, token=pull.workflow_token(**MAY_WRITE))
    assert (done.code, done.outputs["base-sha"]) == (0, shop.branch("main"))
