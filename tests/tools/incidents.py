"""Review the commits that caused known accidents, and say which of them a review would have stopped.

Usage: python -m tests.tools.incidents ROWS.jsonl REPOS [--only TEXT] [--comments FOLDER]

ROWS has one JSON object a line: id, repo, base, head, files ([{path, lines}]), harm, expected, needs.
REPOS is a folder of clones named owner+name (the git directory may lie in it as `repo`) or owner/name.
An incident is found where an error or warning stands at one of its named places, or, where `needs` says `deploy-order`, where the
checklist has an item for an object changed there. Incidents whose places are neither SQL, TypeScript nor a journal are counted apart:
of those it must only be said what was not analysed. Errors elsewhere count as unrelated.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.config import Config
from bot.lint import Rule, default_rules
from bot.model import Finding, Review, Severity
from bot.render import render_comment
from bot.render.message import plain
from bot.review import review
from bot.sources import commit_tree
from tests.tools.clones import rows, where_is

READ = (".sql", ".ts", ".json")


@dataclass(frozen=True, slots=True)
class Judged:
    """One incident: the findings at its places, those elsewhere, and whether a checklist item counts for it."""

    row: dict[str, Any]
    at: tuple[Finding, ...]
    elsewhere: tuple[Finding, ...]
    items: int = 0
    unread: int = 0

    @property
    def is_found(self) -> bool:
        """Whether an error or warning stands at a named place, or the order of deployment is on the checklist."""
        return any(finding.severity is not Severity.NOTE for finding in self.at) or ("deploy-order" in self.row["needs"] and self.items > 0)

    @property
    def is_readable(self) -> bool:
        """Whether its places are of a kind that is analysed."""
        return any(file["path"].endswith(READ) for file in self.row["files"])


def judged(row: dict[str, Any], where: Path, rules: tuple[Rule, ...]) -> tuple[Judged, Review]:
    """Review one incident."""
    base, head = commit_tree(where, row["base"]), commit_tree(where, row["head"])
    result = review(base, head, tip=base, config=Config(), rules=rules, today=date(2026, 1, 1))
    paths = {file["path"] for file in row["files"]}
    findings = [finding for project in result.projects for finding in project.findings]
    at = tuple(finding for finding in findings if any(place.span.path in paths for place in finding.places))
    items = sum(len(project.checklist) for project in result.projects)
    unread = len(result.problems) + sum(len(project.problems) for project in result.projects)
    return Judged(row, at, tuple(finding for finding in findings if finding not in at), items, unread), result


def lines(one: Judged) -> Iterator[str]:
    """What is printed of one incident."""
    row = one.row
    verdict = "found " if one.is_found else "MISSED" if one.is_readable else "apart "
    yield f"{verdict} {row['id']} ({row['harm']}; {', '.join(row['needs'])}) unread {one.unread}"
    yield f"    expected: {row['expected']}"
    for finding in one.at:
        yield f"    {finding.severity} {finding.rule} {finding.object}: {plain(finding.message, 'en')[:160]}"
    for finding in one.elsewhere:
        if finding.severity is Severity.ERROR:
            yield f"    elsewhere: {finding.severity} {finding.rule} {finding.object} at {finding.places[0].span.path}"


def main() -> None:
    """Review every incident, print each, then one line of totals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("repos", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--comments", type=Path)
    options = parser.parse_args()
    rules = default_rules()
    totals: Counter[str] = Counter()
    for row in rows(options.repos, [options.rows]):
        where = where_is(row, options.repos)
        if options.only not in row["id"] or not where.exists():
            totals["not here"] += not where.exists()
            continue
        one, result = judged(row, where, rules)
        totals["readable"] += one.is_readable
        totals["found"] += one.is_readable and one.is_found
        totals["other errors"] += sum(finding.severity is Severity.ERROR for finding in one.elsewhere)
        totals["said of the others"] += not one.is_readable and one.unread > 0
        sys.stdout.write("\n".join(lines(one)) + "\n")
        if options.comments:
            options.comments.mkdir(parents=True, exist_ok=True)
            (options.comments / f"{row['id']}.md").write_text(render_comment(result, "en"), encoding="utf-8")
    sys.stdout.write("; ".join(f"{name} {number}" for name, number in totals.items()) + "\n")


if __name__ == "__main__":
    main()
