"""Waivers in code: `schema-review: ignore <rule> reason="…" until="YYYY-MM-DD"` in a comment of SQL or TypeScript."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.lint.rule import Rule
from bot.model import Finding, Message, Problem, Side, Span, Waived, Waiver

DIRECTIVE = re.compile(r"schema-review:\s*(ignore-file|ignore)\b[ \t]*(?P<rest>[^\r\n]*)")
ARGUMENT = re.compile(r'(reason|until)="([^"]*)"')
WHOLE_FILE = 10**9


@dataclass(frozen=True, slots=True)
class WaiverSource:
    """A file that may hold waivers: its comments, its text, and the lines of every statement or declaration in it."""

    side: Side
    path: str
    text: str
    comments: tuple[tuple[Span, str], ...]
    spans: tuple[Span, ...]


def read_waivers(sources: Iterable[WaiverSource], rules: tuple[Rule, ...]) -> tuple[tuple[Waiver, ...], tuple[Problem, ...]]:
    """Every waiver of those files; one of an unknown rule or with a bad date is a Problem and waives nothing."""
    names = {rule.name for rule in rules}
    directives = ((found, span, source) for source in sources for span, text in source.comments for found in DIRECTIVE.finditer(text))
    results = [_read(found, span, source, names) for found, span, source in directives]
    waivers = tuple(result for result in results if isinstance(result, Waiver))
    return waivers, tuple(result for result in results if isinstance(result, Problem))


def _read(found: re.Match[str], span: Span, source: WaiverSource, names: set[str]) -> Waiver | Problem:
    words = found["rest"].split()
    name = words[0] if words else ""
    if name not in names:
        en, ko = "this waiver names an unknown rule: {name}", "이 예외에 지정된 규칙이 없습니다: {name}"
        return Problem(span, Message.of(en=en, ko=ko, name=name or found[0]), unread=False)
    arguments = dict(ARGUMENT.findall(found["rest"]))
    until = None
    if "until" in arguments:
        try:
            until = date.fromisoformat(arguments["until"])
        except ValueError:
            en, ko = "{text} is not a date: write until=YYYY-MM-DD", "{text}은(는) 날짜가 아닙니다. until=YYYY-MM-DD로 쓰십시오"
            return Problem(span, Message.of(en=en, ko=ko, text=arguments["until"]), unread=False)
    scope = Span(source.path, 1, WHOLE_FILE) if found[1] == "ignore-file" else _scope(span, source)
    return Waiver(name, span, scope, source.side, arguments.get("reason"), until)


def _scope(span: Span, source: WaiverSource) -> Span:
    """The lines a waiver covers: its own where code stands before it, else the next statement or declaration."""
    lines = source.text.splitlines()
    if lines[span.line - 1][: span.column - 1].strip():
        return _statement_at(span.line, source)
    taken = {line for other, _ in source.comments for line in range(other.line, other.end_line + 1)}
    for number in range(span.end_line + 1, len(lines) + 1):
        if lines[number - 1].strip() and not (number in taken and _only_comment(number, lines, source)):
            return _statement_at(number, source)
    return Span(source.path, span.line, span.end_line)


def _only_comment(number: int, lines: list[str], source: WaiverSource) -> bool:
    starts = [span.column for span, _ in source.comments if span.line == number]
    return not starts or not lines[number - 1][: min(starts) - 1].strip()


def _statement_at(line: int, source: WaiverSource) -> Span:
    ends = [span.end_line for span in source.spans if span.line == line]
    return Span(source.path, line, max(ends, default=line))


def waive(
    findings: Iterable[Finding], waivers: tuple[Waiver, ...], rules: tuple[Rule, ...], *, today: date, require_reason: bool = True
) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """The findings that still count, and those that a waiver covers.

    A destructive rule is waived only by a waiver that the base already has: the author of a pull request cannot waive its data loss.
    """
    destructive = {rule.name for rule in rules if rule.category == "destructive"}
    counting: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        waiver = next((w for w in waivers if _holds(w, finding, destructive, today, require_reason=require_reason)), None)
        if waiver is None:
            counting.append(finding)
        else:
            waived.append(Waived(finding, waiver.reason or "", f"{waiver.span.path}:{waiver.span.line}"))
    return tuple(counting), tuple(waived)


def _holds(waiver: Waiver, finding: Finding, destructive: set[str], today: date, *, require_reason: bool) -> bool:
    if waiver.rule != finding.rule or (waiver.until and waiver.until < today) or (require_reason and not waiver.reason):
        return False
    if finding.rule in destructive and waiver.side is Side.HEAD:
        return False
    return _covers(waiver, finding)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    return any(waiver.side is place.side and waiver.scope.has_start_of(place.span) for place in finding.places)


def waiver_problems(
    waivers: tuple[Waiver, ...], findings: tuple[Finding, ...], rules: tuple[Rule, ...], *, today: date, require_reason: bool = True
) -> Iterator[Problem]:
    """What is wrong with the waivers that the head has and the base has not: expired, without a reason, unused, or not allowed.

    `findings` are all of the head, those that the base already had and those that were waived among them.
    """
    old = {(w.rule, w.span.path, w.reason, w.until) for w in waivers if w.side is Side.BASE}
    destructive = {rule.name for rule in rules if rule.category == "destructive"}
    for waiver in waivers:
        if waiver.side is Side.BASE or (waiver.rule, waiver.span.path, waiver.reason, waiver.until) in old:
            continue
        used = any(finding.rule == waiver.rule and _covers(waiver, finding) for finding in findings)
        if not used:
            en, ko = "this waiver of {rule} covers no finding", "이 {rule} 예외에 해당하는 지적 사항이 없습니다"
        elif waiver.until and waiver.until < today:
            en, ko = "this waiver of {rule} has expired", "이 {rule} 예외의 기한이 지났습니다"
        elif require_reason and not waiver.reason:
            en = "this waiver of {rule} gives no reason, so it does not count"
            ko = "이 {rule} 예외에 사유가 없어 인정하지 않습니다"
        elif waiver.rule in destructive:
            en = "{rule} loses data: a waiver in the same pull request does not count, one that the target branch already has does"
            ko = "{rule}은(는) 데이터를 잃는 변경입니다. 같은 풀 리퀘스트의 예외는 인정하지 않고, 대상 브랜치에 이미 있는 예외만 인정합니다"
        else:
            continue
        yield Problem(waiver.span, Message.of(en=en, ko=ko, rule=waiver.rule), unread=False)
