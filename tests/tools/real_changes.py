"""Review real commits of public repositories and hold the Changes against drizzle-kit's own snapshots.

Usage: python -m tests.tools.real_changes ROWS.jsonl REPOS SNAPSHOT_TOOL.py [--only TEXT] [--comments FOLDER] [--draw N --seed S] [--jobs N]

ROWS has one JSON object a line: repo, base, head, base_snapshot, head_snapshot, tags, a_base_equals_snapshot, a_head_equals_snapshot.
REPOS is a folder of clones named owner+name (the git directory may lie in it as `repo`), or a JSON file {"owner/name": "git directory"}.
SNAPSHOT_TOOL normalises a snapshot and compares two (`normalise`, `diff`). Prints the misses, how loud the reviews are and which rules
speak in how many, one line of totals, and with --draw that many findings to be judged by hand.
"""

import argparse
import collections
import json
import subprocess
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.config import Config
from bot.lint import Rule, default_rules
from bot.model import ProjectReview, Review, Tree
from bot.render import render_comment, render_json
from bot.review import review
from bot.sources import commit_tree
from tests.tools.clones import where_is
from tests.tools.drawn import Tally
from tests.tools.snapshot_difference import expected, in_migrations_only, load, renamed, reported, snapshot
from tests.tools.tagged import unspoken

A_RULE = 4


def written_on(where: Path, commit: str) -> date:
    """The day of a commit, which is the today of its review."""
    said = subprocess.run(["git", "-C", where, "show", "-s", "--format=%cs", commit], check=True, capture_output=True, text=True).stdout
    return date.fromisoformat(said.strip())


def matching(result: Review, row: dict[str, Any]) -> ProjectReview | None:
    folder = row["out_dir"].strip("/")
    named = [p for p in result.projects if (p.project.migrations or "").strip("/") == folder]
    return (named or list(result.projects) or [None])[0]


@dataclass(slots=True)
class Measurement:
    """What is counted of one row, or of all of them."""

    totals: collections.Counter[str] = field(default_factory=collections.Counter)
    slowest: float = 0.0
    tally: Tally = field(default_factory=Tally)
    lines: list[str] = field(default_factory=list)

    def take(self, other: "Measurement") -> None:
        """Add what another one counted, and print its misses."""
        self.totals += other.totals
        self.slowest = max(self.slowest, other.slowest)
        self.tally.heard += other.tally.heard
        self.tally.rows += other.tally.rows
        sys.stdout.write("".join(f"{line}\n" for line in other.lines))
        sys.stdout.flush()

    def row(self, number: int, row: dict[str, Any], where: Path) -> str:
        """Review one row and count it; the comment that would be posted."""
        label = f"{number}:{row['repo']} {row['base'][:8]}..{row['head'][:8]}"
        self.totals["rows"] += 1
        start = time.perf_counter()
        try:
            base, head = commit_tree(where, row["base"]), commit_tree(where, row["head"])
            result = review(base, head, tip=base, config=Config(), rules=RULES[0], today=written_on(where, row["head"]))
            comment = render_comment(result, "en")
            render_json(result, "en")
        except Exception as error:  # noqa: BLE001 # the measurement counts crashes
            self.totals["crashes"] += 1
            self.lines.append(f"CRASH {label}: {error!r}\n{traceback.format_exc(limit=-3)}")
            return ""
        self.time(time.perf_counter() - start, label)
        project = matching(result, row)
        self.tally.add(number, row, project.findings if project else (), (base, head))
        self.count(row, label, project, (base, head))
        return comment

    def time(self, spent: float, label: str) -> None:
        self.slowest = max(self.slowest, spent)
        self.totals["over 5 s"] += spent > 5
        if spent > 5:
            self.lines.append(f"SLOW {label}: {spent:.1f} s")

    def count(self, row: dict[str, Any], label: str, project: ProjectReview | None, trees: tuple[Tree, Tree]) -> None:
        confirmed = bool(row.get("a_base_equals_snapshot") and row.get("a_head_equals_snapshot"))
        self.totals["no project"] += project is None
        self.totals["with problems"] += bool(project and project.problems)
        for tag, reason in unspoken(row, project):
            self.totals["tags exempt" if reason else "tags missed"] += 1
            self.lines.append(f"TAG {label}: {tag}: {reason or 'NO FINDING'}")
        after = snapshot(TOOL[0], trees[1], row["head_snapshot"])
        if after is None:
            return
        before = snapshot(TOOL[0], trees[0], row.get("base_snapshot")) or {**after, "tables": {}, "enums": {}, "views": []}
        self.compare(
            before, after, f"{'CONFIRMED' if confirmed else 'OTHER'} {label}", project, kind="confirmed" if confirmed else "others"
        )

    def compare(self, before: dict[str, Any], after: dict[str, Any], label: str, project: ProjectReview | None, *, kind: str) -> None:
        """Hold the Changes against the difference of two snapshots: all of it, and nothing that the snapshots do not differ in."""
        reviewed = project.changes if project else ()
        declared = [one.change for one in reviewed if not in_migrations_only(one)]
        before = renamed(before, [one.change for one in reviewed])
        wanted, allowed = set(expected(TOOL[0], before, after)), set(expected(TOOL[0], before, after, strict=True))
        found = set(reported((one.change for one in reviewed), after["dialect"]))
        missing, extra = wanted - found, set(reported(declared, after["dialect"])) - wanted - allowed
        is_said = project is None or any(problem.unread for problem in project.problems)
        self.totals[f"{kind}: {'differ' if missing or extra else 'equal'}{' and say what was not read' if is_said else ''}"] += 1
        if missing or extra:
            differs = f"DIFFERS {kind} {label}{' (unread)' if is_said else ''}"
            self.lines.append(f"{differs}: missing {sorted(missing)[:6]} extra {sorted(extra)[:6]}")


TOOL: list[ModuleType] = []  # what each process loads once
RULES: list[tuple[Rule, ...]] = []


def prepare(tool: Path) -> None:
    TOOL.append(load(tool))
    RULES.append(default_rules())


def measured(number: int, row: dict[str, Any], where: Path) -> tuple[Measurement, str]:
    """One row by itself, in whichever process, and its comment."""
    measurement = Measurement()
    comment = measurement.row(number, row, where)
    return measurement, comment


def main() -> int:
    """Measure every row, or those whose `number:repository` holds the text of --only."""
    parser = argparse.ArgumentParser()
    for name in ("rows", "repos", "tool"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--comments", type=Path)
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    folders = json.loads(options.repos.read_text()) if options.repos.is_file() else {}
    rows = [(number, json.loads(line)) for number, line in enumerate(options.rows.read_text().splitlines())]
    rows = [(number, row) for number, row in rows if options.only in f"{number}:{row['repo']}"]
    places = [Path(folders[row["repo"]]) if row["repo"] in folders else where_is(row, options.repos) for _, row in rows]
    whole = Measurement()
    with ProcessPoolExecutor(options.jobs, initializer=prepare, initargs=(options.tool,)) as pool:
        answers = pool.map(measured, *zip(*rows, strict=True), places)
        for (number, _), (measurement, comment) in zip(rows, answers, strict=True):
            whole.take(measurement)
            if options.comments:
                options.comments.mkdir(parents=True, exist_ok=True)
                (options.comments / f"{number}.md").write_text(comment, encoding="utf-8")
    show(whole, draw=options.draw, seed=options.seed)
    return int(whole.totals["crashes"] > 0)


def show(measurement: Measurement, *, draw: int, seed: int) -> None:
    for line in measurement.tally.shares():
        sys.stdout.write(f"{line}\n")
    for heard in measurement.tally.drawn(draw, seed=seed, a_rule=A_RULE):
        sys.stdout.write(f"\n{heard}\n")
    sys.stdout.write(json.dumps({"crashes": 0, **measurement.totals, "slowest": round(measurement.slowest, 1)}) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
