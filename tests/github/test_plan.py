"""What becomes of inline comments, without GitHub: a review, our threads and a diff in; a plan out."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.config import Inline
from bot.github.diff_lines import PullDiff, read_diff
from bot.github.look import Look
from bot.github.plan import HIDDEN_BY_US, Plan, fresh_findings, make_plan
from bot.github.pull import OwnThread
from bot.model import (
    Conclusion,
    Dialect,
    Finding,
    Message,
    Place,
    Problem,
    Project,
    ProjectReview,
    Review,
    Schema,
    Severity,
    Side,
    Span,
    Suggestion,
)
from bot.render import render_inline
from bot.render.markers import read_inline_marker

PATH = "schema.ts"
DIFF = read_diff([{"filename": PATH, "status": "added", "changes": 50, "patch": "@@ -0,0 +1,50 @@\n" + "\n".join(["+x"] * 50)}])
LOOK = Look("en")


def finding(name: str, line: int = 1, severity: Severity = Severity.WARNING, suggestion: Suggestion | None = None) -> Finding:
    place = Place(Side.HEAD, Span(PATH, line, line))
    fingerprint = name.encode().hex().rjust(16, "0")[:16]
    return Finding(f"rule-{name}", severity, f"t.{name}", (place,), Message.of("wrong", "틀림"), fingerprint, suggestion=suggestion)


def review(*findings: Finding, unread: bool = False) -> Review:
    empty = Schema(Dialect.POSTGRESQL)
    project = ProjectReview(Project("default", Dialect.POSTGRESQL, Message.of("found", "찾음")), empty, empty, findings=findings)
    problems = (Problem.of(Span(PATH, 1, 1), en="not read", ko="읽지 못함"),) if unread else ()
    return Review("1", "base", "head", "f" * 40, Conclusion.FAILURE, (project,), problems)


def thread(*findings: Finding, number: int = 1, **state: object) -> OwnThread:
    """A thread as it stands after `render_inline` posted it on the line of its first finding."""
    body = render_inline(findings, "en", key=LOOK.key)
    marker = read_inline_marker(body)
    assert marker is not None
    line = findings[0].places[0].span.line
    fresh = OwnThread(number, f"node-{number}", body, marker, PATH, line, None, "RIGHT", is_resolved=False, minimized=None, replies=0)
    return replace(fresh, **state)


def plan(found: Review, *threads: OwnThread, diff: PullDiff = DIFF, look: Look = LOOK) -> Plan:
    return make_plan(found, threads, diff, look)


A, B, C = finding("a", 3), finding("b", 5, Severity.ERROR), finding("c", 5)


def test_a_finding_without_a_thread_gets_a_comment_on_its_line() -> None:
    (new,) = plan(review(A)).new
    assert (new.anchor.path, new.anchor.side, new.anchor.line) == (PATH, "RIGHT", 3)
    assert new.findings == {(A.fingerprint, A.severity)}


def test_findings_on_one_line_share_a_comment_the_gravest_first() -> None:
    (new,) = plan(review(C, B)).new
    assert new.findings == {(B.fingerprint, B.severity), (C.fingerprint, C.severity)}
    assert new.body.index("rule-b") < new.body.index("rule-c")


def test_a_finding_that_has_a_thread_is_not_posted_again_wherever_its_line_is() -> None:
    assert plan(review(A), thread(A, line=None)) == Plan()
    assert plan(review(A), thread(A, line=40)) == Plan()


def test_a_new_finding_on_a_line_with_our_comment_joins_it() -> None:
    joined = plan(review(C, B), thread(C))
    assert joined.new == ()
    ((where, body),) = joined.rewritten
    assert where.id == 1
    assert {"rule-b", "rule-c"} <= {word.strip("`") for word in body.split()}


def test_the_gravest_come_first_and_open_comments_count() -> None:
    findings = [finding(str(number), number, Severity.ERROR if number == 9 else Severity.WARNING) for number in range(1, 10)]
    three = replace(LOOK, inline=Inline(max=3))
    first = plan(review(*findings), look=three).new
    assert [new.anchor.line for new in first] == [9, 1, 2]
    assert len(plan(review(*findings), thread(findings[0]), look=three).new) == 2
    assert len(plan(review(*findings), thread(findings[0], is_resolved=True), look=three).new) == 3


def test_findings_below_the_least_severity_get_none() -> None:
    assert plan(review(A), look=replace(LOOK, inline=Inline(min_severity=Severity.ERROR))).new == ()
    assert plan(review(finding("n", 1, Severity.NOTE))).new == ()


def test_switched_off_nothing_new_is_posted_and_what_is_gone_is_still_hidden() -> None:
    off = replace(LOOK, inline=Inline(enabled=False))
    assert fresh_findings(review(A), (), off) == ()
    assert plan(review(A), thread(B), look=off).hidden == (thread(B),)


def test_a_finding_outside_the_diff_gets_no_comment() -> None:
    assert plan(review(finding("far", 51))).new == ()


def test_a_finding_that_is_gone_is_hidden() -> None:
    assert plan(review(), thread(A)) == Plan(hidden=(thread(A),))


def test_with_replies_it_is_marked_as_fixed_instead() -> None:
    answered = thread(A, replies=2)
    ((where, body),) = plan(review(), answered).rewritten
    assert where == answered
    marker = read_inline_marker(body)
    assert marker is not None
    assert marker.fixed == "head"
    assert plan(review(), replace(answered, body=body, marker=marker)) == Plan()


def test_where_something_was_not_read_nothing_counts_as_gone() -> None:
    assert plan(review(unread=True), thread(A)) == Plan()


def test_where_something_was_not_read_a_comment_keeps_what_may_only_be_unread() -> None:
    assert plan(review(B, unread=True), thread(B, C)) == Plan()


def test_what_a_person_resolved_stays_resolved() -> None:
    assert plan(review(A), thread(A, is_resolved=True)) == Plan()
    assert plan(review(), thread(A, is_resolved=True)) == Plan()


def test_unless_it_became_graver() -> None:
    graver = replace(A, severity=Severity.ERROR)
    closed = thread(A, is_resolved=True)
    (new,) = plan(review(graver), closed).new
    assert new.findings == {(A.fingerprint, Severity.ERROR)}
    assert plan(review(graver), closed, thread(graver, number=2)) == Plan()


def test_what_a_person_hid_stays_hidden() -> None:
    assert plan(review(A), thread(A, minimized="off_topic")) == Plan()


def test_what_we_hid_is_shown_again_when_the_finding_is_back() -> None:
    hidden = thread(A, minimized=HIDDEN_BY_US)
    assert plan(review(), hidden) == Plan()
    assert plan(review(A), hidden) == Plan(shown=(hidden,))


def test_a_graver_finding_is_rewritten_in_place() -> None:
    ((_, body),) = plan(review(replace(A, severity=Severity.ERROR)), thread(A)).rewritten
    assert "🔴" in body


def test_a_comment_of_two_findings_keeps_the_one_that_is_left() -> None:
    left = plan(review(B), thread(B, C))
    assert left.hidden == ()
    ((_, body),) = left.rewritten
    assert "rule-b" in body
    assert "rule-c" not in body


def test_what_two_runs_posted_at_once_stays_with_the_first() -> None:
    twins = thread(A), thread(A, number=2)
    assert plan(review(A), *twins) == Plan(hidden=(twins[1],))


def test_a_suggestion_is_offered_on_the_lines_that_it_replaces() -> None:
    suggested = finding("s", 3, suggestion=Suggestion(PATH, 7, 8, "better"))
    (new,) = plan(review(suggested)).new
    assert (new.anchor.start, new.anchor.line) == (7, 8)
    assert "```suggestion\nbetter\n```" in new.body


def test_a_suggestion_that_the_diff_does_not_show_is_left_out() -> None:
    suggested = finding("s", 3, suggestion=Suggestion(PATH, 50, 51, "better"))
    (new,) = plan(review(suggested)).new
    assert (new.anchor.start, new.anchor.line) == (None, 3)
    assert "suggestion" not in new.body


def test_a_rewritten_comment_offers_the_suggestion_only_where_it_still_fits() -> None:
    suggested = finding("s", 8, suggestion=Suggestion(PATH, 7, 8, "better"))
    graver = replace(suggested, severity=Severity.ERROR)
    ((_, fits),) = plan(review(graver), thread(suggested, start=7, line=8)).rewritten
    ((_, moved),) = plan(review(graver), thread(suggested, start=8, line=9)).rewritten
    assert "```suggestion" in fits
    assert "```suggestion" not in moved


NAMES = st.sampled_from("abcdef")
FOUND = st.builds(finding, NAMES, st.integers(1, 6), st.sampled_from(Severity))
FINDINGS = st.lists(FOUND, max_size=6, unique_by=lambda found: found.fingerprint)
STATE = st.fixed_dictionaries(
    {
        "is_resolved": st.booleans(),
        "minimized": st.sampled_from([None, HIDDEN_BY_US, "spam"]),
        "replies": st.integers(0, 1),
        "line": st.one_of(st.none(), st.integers(1, 6)),
    }
)
THREADS = st.lists(st.tuples(st.lists(FOUND, min_size=1, max_size=2, unique_by=lambda found: found.fingerprint), STATE), max_size=5)


def applied(done: Plan, threads: tuple[OwnThread, ...]) -> tuple[OwnThread, ...]:
    """The threads as they stand after the plan was carried out."""
    texts = {before.id: body for before, body in done.rewritten}
    hidden, shown = {each.id for each in done.hidden}, {each.id for each in done.shown}
    kept = []
    for each in threads:
        body = texts.get(each.id, each.body)
        minimized = HIDDEN_BY_US if each.id in hidden else None if each.id in shown else each.minimized
        marker = read_inline_marker(body)
        assert marker is not None
        kept.append(replace(each, body=body, marker=marker, minimized=minimized))
    for number, new in enumerate(done.new, start=1000):
        marker = read_inline_marker(new.body)
        assert marker is not None
        anchor = new.anchor
        kept.append(
            OwnThread(number, f"n{number}", new.body, marker, anchor.path, anchor.line, anchor.start, anchor.side, False, None, 0)  # noqa: FBT003 # a row
        )
    return tuple(kept)


@given(findings=FINDINGS, earlier=THREADS, unread=st.booleans())
def test_a_plan_that_was_carried_out_leaves_nothing_to_do(
    findings: list[Finding], earlier: list[tuple[list[Finding], dict[str, object]]], *, unread: bool
) -> None:
    threads = tuple(thread(*said, number=number, **state) for number, (said, state) in enumerate(earlier, start=1))
    found = review(*findings, unread=unread)
    done = plan(found, *threads)
    after = applied(done, threads)
    assert plan(found, *after) == Plan()


@given(findings=FINDINGS, earlier=THREADS)
def test_no_finding_is_said_twice_where_people_see_it(
    findings: list[Finding], earlier: list[tuple[list[Finding], dict[str, object]]]
) -> None:
    threads = tuple(thread(*said, number=number, **state) for number, (said, state) in enumerate(earlier, start=1))
    found = review(*findings)
    after = applied(plan(found, *threads), threads)
    open_ones = [each for each in after if not each.is_resolved and each.minimized is None and not each.marker.fixed]
    said = [fingerprint for each in open_ones for fingerprint, _ in each.marker.findings]
    assert len(said) == len(set(said))
