"""Review real commits of public repositories and hold the Changes against drizzle-kit's own snapshots.

Usage: python -m tests.tools.real_changes ROWS.jsonl REPOS SNAPSHOT_TOOL.py [--only TEXT] [--comments FOLDER] [--draw N --seed S]

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
    """What one run counts, and what it needs to count it."""

    tool: ModuleType
    totals: collections.Counter[str]
    slowest: float = 0.0
    tally: Tally = field(default_factory=Tally)

    def row(self, number: int, row: dict[str, Any], where: Path, rules: tuple[Rule, ...]) -> str:
        """Review one row and count it; the comment that would be posted."""
        label = f"{number}:{row['repo']} {row['base'][:8]}..{row['head'][:8]}"
        self.totals["rows"] += 1
        start = time.perf_counter()
        try:
            base, head = commit_tree(where, row["base"]), commit_tree(where, row["head"])
            result = review(base, head, tip=base, config=Config(), rules=rules, today=written_on(where, row["head"]))
            comment = render_comment(result, "en")
            render_json(result, "en")
        except Exception as error:  # noqa: BLE001 # the measurement counts crashes
            self.totals["crashes"] += 1
            sys.stdout.write(f"CRASH {label}: {error!r}\n{traceback.format_exc(limit=-3)}\n")
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
            sys.stdout.write(f"SLOW {label}: {spent:.1f} s\n")

    def count(self, row: dict[str, Any], label: str, project: ProjectReview | None, trees: tuple[Tree, Tree]) -> None:
        confirmed = bool(row.get("a_base_equals_snapshot") and row.get("a_head_equals_snapshot"))
        self.totals["no project"] += project is None
        self.totals["with problems"] += bool(project and project.problems)
        for tag, reason in unspoken(row, project):
            self.totals["tags exempt" if reason else "tags missed"] += 1
            sys.stdout.write(f"TAG {label}: {tag}: {reason or 'NO FINDING'}\n")
        after = snapshot(self.tool, trees[1], row["head_snapshot"])
        if after is None:
            return
        before = snapshot(self.tool, trees[0], row.get("base_snapshot")) or {**after, "tables": {}, "enums": {}, "views": []}
        self.compare(
            before, after, f"{'CONFIRMED' if confirmed else 'OTHER'} {label}", project, kind="confirmed" if confirmed else "others"
        )

    def compare(self, before: dict[str, Any], after: dict[str, Any], label: str, project: ProjectReview | None, *, kind: str) -> None:
        """Hold the Changes against the difference of two snapshots: all of it, and nothing that the snapshots do not differ in."""
        reviewed = project.changes if project else ()
        declared = [one.change for one in reviewed if not in_migrations_only(one)]
        before = renamed(before, [one.change for one in reviewed])
        wanted, allowed = set(expected(self.tool, before, after)), set(expected(self.tool, before, after, strict=True))
        found = set(reported((one.change for one in reviewed), after["dialect"]))
        missing, extra = wanted - found, set(reported(declared, after["dialect"])) - wanted - allowed
        is_said = project is None or any(problem.unread for problem in project.problems)
        self.totals[f"{kind}: {'differ' if missing or extra else 'equal'}{' and say what was not read' if is_said else ''}"] += 1
        if missing or extra:
            sys.stdout.write(f"{label}{' (unread)' if is_said else ''}: missing {sorted(missing)[:6]} extra {sorted(extra)[:6]}\n")


def main() -> int:
    """Measure every row, or those whose `number:repository` holds the text of --only."""
    parser = argparse.ArgumentParser()
    for name in ("rows", "repos", "tool"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--comments", type=Path)
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    measurement, rules = Measurement(load(options.tool), collections.Counter()), default_rules()
    folders = json.loads(options.repos.read_text()) if options.repos.is_file() else {}
    for number, line in enumerate(options.rows.read_text().splitlines()):
        row = json.loads(line)
        if options.only not in f"{number}:{row['repo']}":
            continue
        where = Path(folders[row["repo"]]) if row["repo"] in folders else where_is(row, options.repos)
        comment = measurement.row(number, row, where, rules)
        if options.comments:
            options.comments.mkdir(parents=True, exist_ok=True)
            (options.comments / f"{number}.md").write_text(comment, encoding="utf-8")
        sys.stdout.flush()
    for line in measurement.tally.shares():
        sys.stdout.write(f"{line}\n")
    for heard in measurement.tally.drawn(options.draw, seed=options.seed, a_rule=A_RULE):
        sys.stdout.write(f"\n{heard}\n")
    sys.stdout.write(json.dumps({**measurement.totals, "slowest": round(measurement.slowest, 1)}) + "\n")
    return int(measurement.totals["crashes"] > 0)


if __name__ == "__main__":
    raise SystemExit(main())
