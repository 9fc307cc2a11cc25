"""Findings of many reviews: their shares, how often each rule speaks, and a sample drawn at random that anyone can draw again."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.model import Finding, Severity, Tree
from bot.render.message import plain


@dataclass(frozen=True, slots=True)
class Heard:
    """One finding, the commit that it is about, and the lines it points at."""

    number: int
    repo: str
    base: str
    head: str
    finding: Finding
    lines: tuple[str, ...] = ()

    def __str__(self) -> str:
        finding = self.finding
        where = "; ".join(f"{place.side}:{place.span.path}:{place.span.line}-{place.span.end_line}" for place in finding.places[:4])
        said = f"{finding.severity} {finding.rule} {finding.object}: {plain(finding.message, 'en')}"
        head = f"{self.number} {self.repo} {self.base[:10]}..{self.head[:10]}"
        return "\n".join((head, f"  {said}", f"  at {where or 'no place'}", *(f"  | {line}" for line in self.lines)))


@dataclass(slots=True)
class Tally:
    """What the reviews said, row by row."""

    heard: list[Heard] = field(default_factory=list)
    rows: int = 0

    def add(self, number: int, row: dict[str, str], findings: Iterable[Finding], trees: tuple[Tree, Tree]) -> None:
        """Take in the findings of one review of `row`."""
        self.rows += 1
        for finding in findings:
            lines = tuple(_lines(finding, trees))
            self.heard.append(Heard(number, row["repo"], row["base"], row["head"], finding, lines))

    def shares(self) -> Iterator[str]:
        """How many reviews have nothing above a note, how many an error, and per rule its findings and in how many reviews."""
        errors = {heard.number for heard in self.heard if heard.finding.severity is Severity.ERROR}
        loud = {heard.number for heard in self.heard if heard.finding.severity is not Severity.NOTE}
        yield f"nothing above note {_share(self.rows - len(loud), self.rows)}; an error {_share(len(errors), self.rows)}"
        reviews = defaultdict(set)
        for heard in self.heard:
            reviews[heard.finding.rule].add(heard.number)
        counts = Counter((heard.finding.rule, heard.finding.severity) for heard in self.heard)
        for name in sorted(reviews, key=lambda name: (-len(reviews[name]), name)):
            kinds = ", ".join(f"{counts[name, severity]} {severity}" for severity in Severity if counts[name, severity])
            yield f"{len(reviews[name]):5} reviews  {name}: {kinds}"

    def drawn(self, wanted: int, *, seed: int, a_rule: int) -> list[Heard]:
        """That many findings at random, at most `a_rule` of each rule, and of one rule in one review only one."""
        chance = random.Random(seed)  # a sample to repeat, not a secret
        shuffled = chance.sample(self.heard, len(self.heard))
        once = {(heard.finding.rule, heard.number): heard for heard in reversed(shuffled)}
        of_rule: dict[str, list[Heard]] = defaultdict(list)
        for heard in shuffled:
            if once[heard.finding.rule, heard.number] is heard and len(of_rule[heard.finding.rule]) < a_rule:
                of_rule[heard.finding.rule].append(heard)
        pool = [heard for name in sorted(of_rule) for heard in of_rule[name]]
        chosen = chance.sample(pool, min(wanted, len(pool)))
        return sorted(chosen, key=lambda heard: (heard.finding.rule, heard.number, heard.finding.object))


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(whole, 1):.1f} %)"


def _lines(finding: Finding, trees: tuple[Tree, Tree]) -> Iterator[str]:
    """The first lines that a finding points at."""
    for place in finding.places[:1]:
        content = trees[place.side == "head"].read(place.span.path)
        if isinstance(content, bytes):
            lines = content.decode("utf-8", "replace").splitlines()
            yield from lines[place.span.line - 1 : min(place.span.end_line, place.span.line + 7)]
