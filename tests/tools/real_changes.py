"""Review real commits of public repositories and hold the Changes against drizzle-kit's own snapshots.

Usage: real_changes.py ROWS.jsonl REPOS SNAPSHOT_TOOL.py [--only TEXT] [--comments FOLDER]

ROWS has one JSON object a line: repo, base, head, base_snapshot, head_snapshot, tags, a_base_equals_snapshot, a_head_equals_snapshot.
REPOS is a folder of clones named owner+name, or a JSON file {"owner/name": "git directory"}. SNAPSHOT_TOOL normalises a snapshot and
compares two (`normalise`, `diff`). Prints the misses, then one line of totals.
"""

import argparse
import collections
import importlib.util
import json
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.config import Config
from bot.lint import Rule, default_rules
from bot.model import Change, ProjectReview, RenameColumn, RenameTable, Review, Tree, change_kind, change_object
from bot.render import render_comment, render_json
from bot.review import review
from bot.sources import commit_tree

Entry = tuple[str, ...]
TAGS = {
    "drop table": ("drop-table", "rename-table"),
    "drop column": ("drop-column", "rename-column"),
    "add index": ("add-index", "alter-index"),
}


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("snapshot_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def snapshot(tool: ModuleType, tree: Any, path: str | None) -> dict[str, Any] | None:
    content = tree.read(path) if path else None
    return tool.normalise(json.loads(content)) if isinstance(content, bytes) else None


def expected(tool: ModuleType, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Entry]:
    """The difference of two snapshots, one entry an object."""
    for kind, where, old, new in tool.diff(before, after):
        head = kind.split(".")[0]
        match head:
            case "table" | "column" | "index" | "policy" | "view" if "." not in kind:
                yield (head, where, "-" if new is False else "+")
            case "unique":
                yield (head, where, ",".join(sorted(new or old)), "-" if new is None else "+")
            case "foreign_key":
                key = new or old
                yield (head, where, ",".join(key[0]), "-" if new is None else "+")
            case _:
                yield (head, where, "~")


def reported(changes: list[Change], dialect: str) -> Iterator[Entry]:
    """Our Changes in the same words; a rename counts as drop and add."""
    for change in changes:
        kind, about = change_kind(change), change_object(change)
        verb, _, noun = kind.partition("-")
        sign = {"add": "+", "drop": "-", "alter": "~"}.get(verb, "")
        table = change.table.full_name if hasattr(change, "table") else ""
        if verb == "rename":
            old = change.before.full_name if isinstance(change, RenameTable) else f"{table}.{change.before.name}"
            yield from ((noun, old, "-"), (noun, about, "+"))
        elif noun in ("unique", "index", "foreign-key"):
            yield from keys(change, noun, table, dialect)
        elif noun == "primary-key":
            yield ("primary_key", table, "~")
        elif noun in ("check", "enum"):
            yield (noun, about, "~")
        elif noun in ("table", "column", "policy", "view"):
            yield (noun, about, sign)


def keys(change: Any, noun: str, table: str, dialect: str) -> Iterator[Entry]:
    sides = [(side, sign) for side, sign in ((change.before, "-"), (change.after, "+")) if side]
    for part, sign in sides:
        columns = ",".join(sorted(part.columns)) if noun != "foreign-key" else ",".join(part.columns)
        folded = noun == "index" and dialect != "postgresql" and part.unique and part.is_plain
        if noun == "foreign-key":
            yield ("foreign_key", table, columns, sign)
        elif noun == "unique" or folded:
            yield ("unique", table, columns, sign)
        elif len(sides) == 2 and change.before.name == change.after.name:
            yield ("index", f"{table}:{part.name}", "~")
        else:
            yield ("index", f"{table}:{part.name}", sign)


def touched_by_renames(changes: list[Change]) -> tuple[set[str], set[str]]:
    """Tables and columns whose dependants a snapshot difference lists and a rename does not."""
    tables = {name for c in changes if isinstance(c, RenameTable) for name in (c.before.full_name, c.after.full_name)}
    columns = {name for c in changes if isinstance(c, RenameColumn) for name in (c.before.name, c.after.name)}
    return tables, columns


def comparable(entries: set[Entry], changes: list[Change]) -> set[Entry]:
    tables, columns = touched_by_renames(changes)
    kept = set()
    for entry in entries:
        table = entry[1].split(":")[0]
        inside = table.rpartition(".")[0] in tables or (table in tables and entry[0] != "table")
        related = entry[0] in ("foreign_key", "unique", "index", "primary_key", "check") and (columns or tables)
        if not inside and not related:
            kept.add(entry)
    return kept


def matching(result: Review, row: dict[str, Any]) -> ProjectReview | None:
    folder = row["out_dir"].strip("/")
    named = [p for p in result.projects if (p.project.migrations or "").strip("/") == folder]
    return (named or list(result.projects) or [None])[0]


def tag_missed(row: dict[str, Any], project: ProjectReview | None, *, confirmed: bool) -> list[str]:
    kinds = {change_kind(c.change) for c in project.changes} if project else set()
    unsure = project is None or bool(project.problems)
    on_migration = bool(project) and any(p.span.path in row["sql_files"] for f in project.findings for p in f.places)
    return [
        tag
        for tag, wanted in TAGS.items()
        if tag in row["tags"] and not kinds & set(wanted) and (confirmed or not (unsure or on_migration))
    ]


@dataclass(slots=True)
class Measurement:
    """What one run counts, and what it needs to count it."""

    tool: ModuleType
    totals: collections.Counter[str]
    slowest: float = 0.0

    def row(self, row: dict[str, Any], label: str, where: Path, rules: tuple[Rule, ...]) -> str:
        """Review one row and count it; the comment that would be posted."""
        self.totals["rows"] += 1
        start = time.perf_counter()
        try:
            base, head = commit_tree(where, row["base"]), commit_tree(where, row["head"])
            result = review(base, head, tip=base, config=Config(), rules=rules, today=date(2026, 1, 1))
            comment = render_comment(result, "en")
            render_json(result, "en")
        except Exception as error:  # noqa: BLE001 # the measurement counts crashes
            self.totals["crashes"] += 1
            sys.stdout.write(f"CRASH {label}: {error!r}\n{traceback.format_exc(limit=-3)}\n")
            return ""
        self.time(time.perf_counter() - start, label)
        self.count(row, label, result, (base, head))
        return comment

    def time(self, spent: float, label: str) -> None:
        self.slowest = max(self.slowest, spent)
        self.totals["over 5 s"] += spent > 5
        if spent > 5:
            sys.stdout.write(f"SLOW {label}: {spent:.1f} s\n")

    def count(self, row: dict[str, Any], label: str, result: Review, trees: tuple[Tree, Tree]) -> None:
        project = matching(result, row)
        confirmed = bool(row.get("a_base_equals_snapshot") and row.get("a_head_equals_snapshot"))
        self.totals["no project"] += project is None
        self.totals["with problems"] += bool(project and project.problems)
        for severity in {finding.severity for finding in project.findings} if project else ():
            self.totals[f"rows with {severity}"] += 1
        for tag in tag_missed(row, project, confirmed=confirmed):
            self.totals["tags missed"] += 1
            sys.stdout.write(f"TAG {label}: {tag}\n")
        after = snapshot(self.tool, trees[1], row["head_snapshot"])
        if confirmed and after is not None:
            before = snapshot(self.tool, trees[0], row.get("base_snapshot")) or {**after, "tables": {}, "enums": {}, "views": []}
            self.compare(set(expected(self.tool, before, after)), row, label, project)

    def compare(self, wanted: set[Entry], row: dict[str, Any], label: str, project: ProjectReview | None) -> None:
        self.totals["confirmed"] += 1
        changes = [reviewed.change for reviewed in project.changes] if project else []
        found = comparable(set(reported(changes, row["dialect"])), changes)
        wanted = comparable(wanted, changes)
        self.totals["equal"] += wanted == found
        if wanted != found:
            problems = [problem.message.en for problem in project.problems][:2] if project else ["no project"]
            missing, extra = sorted(wanted - found)[:6], sorted(found - wanted)[:6]
            sys.stdout.write(f"DIFFERS {label}: missing {missing} extra {extra} problems {problems}\n")


def main() -> int:
    """Measure every row, or those whose `number:repository` holds the text of --only."""
    parser = argparse.ArgumentParser()
    for name in ("rows", "repos", "tool"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--comments", type=Path)
    options = parser.parse_args()
    measurement, rules = Measurement(load(options.tool), collections.Counter()), default_rules()
    folders = json.loads(options.repos.read_text()) if options.repos.is_file() else {}
    for number, line in enumerate(options.rows.read_text().splitlines()):
        row = json.loads(line)
        if options.only not in f"{number}:{row['repo']}":
            continue
        where = Path(folders.get(row["repo"]) or options.repos / row["repo"].replace("/", "+"))
        comment = measurement.row(row, f"{number}:{row['repo']} {row['base'][:8]}..{row['head'][:8]}", where, rules)
        if options.comments:
            options.comments.mkdir(parents=True, exist_ok=True)
            (options.comments / f"{number}.md").write_text(comment, encoding="utf-8")
        sys.stdout.flush()
    sys.stdout.write(json.dumps({**measurement.totals, "slowest": round(measurement.slowest, 1)}) + "\n")
    return int(measurement.totals["crashes"] > 0)


if __name__ == "__main__":
    raise SystemExit(main())
