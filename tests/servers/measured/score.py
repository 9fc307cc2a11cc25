"""How often we and a server agree: by effect, by what findings warn of, and over all."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.servers.measured.situations import Situation, Verdict


@dataclass
class Count:
    """True positives, false positives, false negatives."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, *, is_said: bool, is_shown: bool) -> None:
        self.right += is_said and is_shown
        self.wrong += is_said and not is_shown
        self.missed += is_shown and not is_said

    def plus(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass
class Score:
    """Counts by word, and each disagreement as a line."""

    name: str
    situations: int = 0
    generated: int = 0
    statements: set[str] = field(default_factory=set)
    effects: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    findings: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    locks: Count = field(default_factory=Count)
    differences: list[str] = field(default_factory=list)

    def add(self, situation: Situation, ours: Verdict, shown: Verdict) -> None:
        self.situations += 1
        key = f"{situation.statement.text} {situation.statement.over}"
        self.generated += situation.statement.generated and key not in self.statements
        self.statements.add(key)
        for said, seen, counts in ((ours.effects, shown.effects, self.effects), (ours.harms, shown.harms, self.findings)):
            for word in said | seen:
                counts[word].add(is_said=word in said, is_shown=word in seen)
            self.differences += [f"{situation}\n    said, not shown: {word}" for word in sorted(said - seen)]
            self.differences += [f"{situation}\n    shown, not said: {word}" for word in sorted(seen - said)]
        for table in ours.locked | shown.locked:
            self.locks.add(is_said=table in ours.locked, is_shown=table in shown.locked)
        if ours.locked != shown.locked:
            self.differences.append(f"{situation}\n    locked: {sorted(ours.locked)}, server: {sorted(shown.locked)}")

    def rows(self) -> Iterator[tuple[str, Count]]:
        """One for each word, and the two sums that must hold."""
        for title, counts in (("all effects", self.effects), ("all findings", self.findings)):
            yield from sorted(counts.items())
            yield title, _sum(counts)
        if self.locks != Count():
            yield "tables locked to readers", self.locks

    def table(self) -> str:
        """As text for a terminal."""
        lines = [f"{self.name}: {len(self.statements)} statements in {self.situations} situations"]
        lines.append(f"  {'':32} {'right':>6} {'wrong':>6} {'missed':>6} {'precision':>10} {'recall':>7}")
        for name, count in self.rows():
            lines.append(f"  {name:32} {count.right:6} {count.wrong:6} {count.missed:6} {count.precision:10.3f} {count.recall:7.3f}")
        return "\n".join(lines)


def _sum(counts: dict[str, Count]) -> Count:
    total = Count()
    for count in counts.values():
        total = total.plus(count)
    return total
