"""What is to happen to our inline comments: which to post, to rewrite, to hide. Nothing is written here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.github.diff_lines import Anchor, PullDiff
from bot.github.look import Look
from bot.github.pull import OwnThread
from bot.model import Finding, Review, Severity, Suggestion
from bot.render import has_unread, mark_fixed, render_inline
from bot.render.annotations import gravest_first
from bot.render.markers import read_inline_marker

HIDDEN_BY_US = "resolved"  # the reason that we give for hiding; a person's may be any


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment to post: where, its text, and the fingerprints of what it says, with their severities."""

    anchor: Anchor
    body: str
    findings: frozenset[tuple[str, Severity]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to post, which first comments to rewrite and how, which to hide, which to show again."""

    new: tuple[NewComment, ...] = ()
    rewritten: tuple[tuple[OwnThread, str], ...] = ()
    hidden: tuple[OwnThread, ...] = ()
    shown: tuple[OwnThread, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one comment with the findings that meet there, the gravest first."""

    anchor: Anchor
    findings: tuple[Finding, ...]
    suggestion: Suggestion | None


def fresh_findings(review: Review, threads: tuple[OwnThread, ...], look: Look) -> tuple[Finding, ...]:
    """The findings that deserve a comment on a line and have none yet, the gravest first.

    A finding that has a thread has it wherever its line is now. One whose thread a person resolved or hid has had its comment, too,
    unless it became graver since.
    """
    if not look.inline.enabled:
        return ()
    wanted = (finding for finding in gravest_first(review) if finding.severity.rank <= look.inline.min_severity.rank)
    told = tuple((_is_live(thread), dict(thread.marker.findings)) for thread in threads)
    return tuple(finding for finding in wanted if not any(_is_told(finding, severities, is_live=is_live) for is_live, severities in told))


def make_plan(review: Review, threads: tuple[OwnThread, ...], diff: PullDiff, look: Look) -> Plan:
    """Compare the review with our threads. Threads that a person resolved or hid are left as they are.

    Where something could not be read, a finding that is gone may only be unread: its comment stays as it is.
    """
    live = tuple(thread for thread in threads if _is_live(thread))
    spots = tuple(_spots(fresh_findings(review, threads, look), diff))
    joined = {thread.id: spot for spot in spots if (thread := _thread_at(spot.anchor, live))}
    new = [spot for spot in spots if _thread_at(spot.anchor, live) is None]
    room = max(0, look.inline.max - sum(not _is_done(thread) for thread in live))
    said = tuple(_said(live, review, joined))
    gone = tuple(thread for thread, findings in said if not findings and not _is_done(thread) and not has_unread(review))
    return Plan(
        new=tuple(_comment(spot, look) for spot in new[:room]),
        rewritten=(
            *_rewritten(_whole(said) if has_unread(review) else said, look),
            *((t, mark_fixed(t.body, look.language, review.head)) for t in gone if t.replies),
        ),
        hidden=tuple(thread for thread in gone if not thread.replies),
        shown=tuple(thread for thread, findings in said if findings and thread.minimized),
    )


def _is_told(finding: Finding, severities: Mapping[str, Severity], *, is_live: bool) -> bool:
    severity = severities.get(finding.fingerprint)
    if severity is None:
        return False
    return is_live or severity.rank <= finding.severity.rank


def _is_live(thread: OwnThread) -> bool:
    """Whether nobody but us has closed or hidden the thread."""
    return not thread.is_resolved and thread.minimized in (None, HIDDEN_BY_US)


def _is_done(thread: OwnThread) -> bool:
    """Whether we have hidden it or marked it as fixed."""
    return thread.minimized is not None or thread.marker.fixed is not None


def _thread_at(anchor: Anchor, live: tuple[OwnThread, ...]) -> OwnThread | None:
    """The open thread on that line: there is one comment a line."""
    there = (thread for thread in live if (thread.path, thread.side, thread.line) == (anchor.path, anchor.side, anchor.line))
    return next((thread for thread in there if not _is_done(thread)), None)


def _said(live: tuple[OwnThread, ...], review: Review, joined: dict[int, Spot]) -> Iterator[tuple[OwnThread, tuple[Finding, ...]]]:
    """Each thread with the findings that it has to speak of; what two runs posted at the same moment stays with the first."""
    claimed: set[str] = set()
    for thread in live:
        here = _named(thread) - claimed
        if thread.id in joined:
            here |= {finding.fingerprint for finding in joined[thread.id].findings}
        claimed |= here
        yield thread, tuple(finding for finding in gravest_first(review) if finding.fingerprint in here)


def _whole(said: tuple[tuple[OwnThread, tuple[Finding, ...]], ...]) -> tuple[tuple[OwnThread, tuple[Finding, ...]], ...]:
    """The threads all of whose findings are there still."""
    return tuple((thread, findings) for thread, findings in said if _named(thread) <= {finding.fingerprint for finding in findings})


def _named(thread: OwnThread) -> set[str]:
    return {fingerprint for fingerprint, _ in thread.marker.findings}


def _rewritten(said: tuple[tuple[OwnThread, tuple[Finding, ...]], ...], look: Look) -> Iterator[tuple[OwnThread, str]]:
    for thread, findings in said:
        if not findings:
            continue
        suggestion = next((f.suggestion for f in findings if f.suggestion and _stands_on(thread, f.suggestion)), None)
        body = _body(findings, look, suggestion)
        if body.strip() != thread.body.replace("\r\n", "\n").strip():
            yield thread, body


def _stands_on(thread: OwnThread, suggestion: Suggestion) -> bool:
    """Whether the thread spans exactly the lines that the suggestion replaces, which is what GitHub would replace."""
    spanned = (thread.path, thread.side, thread.start or thread.line, thread.line)
    return spanned == (suggestion.path, "RIGHT", suggestion.line, suggestion.end_line)


def _spots(findings: tuple[Finding, ...], diff: PullDiff) -> Iterator[Spot]:
    groups: dict[tuple[str, str, int], list[tuple[Anchor, Suggestion | None, Finding]]] = {}
    for finding in findings:
        if found := _anchor(finding, diff):
            groups.setdefault((found[0].path, found[0].side, found[0].line), []).append((*found, finding))
    for group in groups.values():
        anchor, suggestion, _ = group[0]
        yield Spot(anchor, tuple(finding for _, _, finding in group), suggestion)


def _anchor(finding: Finding, diff: PullDiff) -> tuple[Anchor, Suggestion | None] | None:
    """The lines that the suggestion replaces, where the diff shows them all; else the first place that can carry a comment."""
    suggestion = finding.suggestion
    if suggestion and (block := diff.block(suggestion.path, suggestion.line, suggestion.end_line)):
        return block, suggestion
    return next(((anchor, None) for place in finding.places if (anchor := diff.anchor(place))), None)


def _comment(spot: Spot, look: Look) -> NewComment:
    body = _body(spot.findings, look, spot.suggestion)
    # A marker has room for a thousand findings: what it names is what can be found again.
    marker = read_inline_marker(body)
    return NewComment(spot.anchor, body, frozenset(marker.findings) if marker else frozenset())


def _body(findings: tuple[Finding, ...], look: Look, suggestion: Suggestion | None) -> str:
    return render_inline(findings, look.language, links=look.links, key=look.key, both=look.both, suggestion=suggestion)
