"""Hold the Drizzle reader, and the replay of the migrations, against the newest drizzle-kit snapshot of each clone in a folder.

Usage: python -m tests.tools.agreement REPOS [ROWS.jsonl …] [--only TEXT] [--json FILE]

REPOS is a folder of clones, named `owner+name` (the git directory may lie in it as `repo`) or `owner/name`.
ROWS have one JSON object a line:
  repo, commit            `owner/name` and the commit to read
  config_path             the drizzle configuration there, or null where there is none
  dialect, casing         what that configuration says
  schema_files            the files that it names, globs expanded
  out_dir                 its migrations folder
  newest_snapshot_path    the snapshot to compare with, or null
  in_sync                 whether drizzle-kit, run on that commit, gave that snapshot; where rows say so, totals count those rows only
  replay_equals_snapshot  whether the migrations, run on a real engine, end in that snapshot: these rows only are replayed
Without ROWS, each project of each clone's HEAD that has a schema and a snapshot is a row, in sync or not: a snapshot may be behind.

A difference is "spelling" where only a constraint's name or the blanks, quotes and parentheses of an expression differ.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.config import Config
from bot.errors import BotError
from bot.model import Dialect, Problem, Project, Schema, Tree, texts
from bot.parse.drizzle import read_drizzle
from bot.parse.sql import replay
from bot.projects import find_projects, migrations, schema_files
from bot.projects.places import is_below
from bot.render.neutral import neutral, plain_message
from bot.sources import commit_tree
from tests.drizzle_kit.snapshots import neutral_snapshot, recorded
from tests.tools.agreeing import KINDS, VERDICTS, Compared, agreement, construct, counted
from tests.tools.as_run import as_run
from tests.tools.clones import Row, chosen, rows, where_is

Read = tuple[Schema, tuple[Problem, ...]]
SHOWN = ("tables", "columns", "types", "nullability", "defaults", *KINDS[2:])
DETECTED = ("config_path", "dialect", "schema_files", "migrations", "casing")


@dataclass(frozen=True, slots=True)
class Reader:
    """One of the two readers; `truth` is the key of a row that says whether its snapshot is the truth for it."""

    title: str
    truth: str
    read: Callable[[Tree, Project], Read]


@dataclass(frozen=True, slots=True)
class Measured:
    """One row, read by one reader; `is_true` says whether the snapshot is known to be the truth for it."""

    label: str
    is_true: bool | None
    compared: tuple[Compared, ...] = ()
    problems: tuple[str, ...] = ()
    untold: int = 0
    columns: int = 0
    detection: tuple[tuple[str, bool], ...] = ()
    seconds: float = 0.0
    failure: str | None = None

    @property
    def differences(self) -> list[Compared]:
        """What does not agree, spelling left aside."""
        return [item for item in self.compared if item.verdict not in ("agree", "spelling")]


def known(row: Row, reader: Reader) -> bool | None:
    """A list may say `unknown`."""
    said = row.get(reader.truth)
    return said if isinstance(said, bool) else None


def schema_of(tree: Tree, project: Project) -> Read:
    """The Drizzle schema of a project, nothing where it has no TypeScript."""
    if not project.has_drizzle_schema:
        return Schema(project.dialect), ()
    schema = read_drizzle(tree, schema_files(tree, project), dialect=project.dialect, casing=project.casing, kit=project.kit)
    return schema, schema.problems()


def replay_of(tree: Tree, project: Project) -> Read:
    """What all migrations of a project leave behind."""
    history, problems = migrations(tree, project)
    replayed = replay(texts(history), dialect=project.dialect)
    return replayed.schema, (*problems, *replayed.problems)


SCHEMA = Reader("The Drizzle reader", "in_sync", schema_of)
REPLAY = Reader("The replay of the migrations", "replay_equals_snapshot", replay_of)


def measure(row: Row, repos: Path, reader: Reader = SCHEMA) -> Measured:
    """Read one row and compare it."""
    label = " ".join(filter(None, (row["repo"], row.get("config_path") or row.get("name"))))
    start = time.perf_counter()
    try:
        tree = commit_tree(where_is(row, repos), row["commit"])
        found, unclear = find_projects(tree, Config())
        project = chosen(found, row)
        schema, said = reader.read(tree, project) if project else (Schema(Dialect(row.get("dialect", "postgresql"))), ())
    except BotError as error:
        return Measured(label, known(row, reader), failure=str(error))
    except Exception as error:  # noqa: BLE001 # the measurement counts crashes
        return Measured(label, known(row, reader), failure=f"CRASH {error!r}")
    spent = time.perf_counter() - start
    concerning = (problem for problem in unclear if project and concerns(problem, project))
    problems = tuple(dict.fromkeys((*concerning, *said)))
    compared = compare(tree, row, schema, is_replay=reader is REPLAY)
    return Measured(
        label,
        known(row, reader),
        compared,
        tuple(f"{problem.span.path}:{problem.span.line}: {plain_message(problem.message, 'en')}" for problem in problems),
        sum(1 for item in compared if item.kind in ("tables", "columns") and is_untold(item, schema, problems)),
        sum(len(table.columns) for table in schema.tables),
        detection(tree, row, project) if reader is SCHEMA and "name" not in row and row["config_path"] else (),
        spent,
    )


def concerns(problem: Problem, project: Project) -> bool:
    """Whether a problem of finding projects is about this one."""
    named = project.name in dict(problem.message.values).values()
    return named or problem.span.path == project.config_path or is_below(problem.span.path, project.root)


def compare(tree: Tree, row: Row, schema: Schema, *, is_replay: bool) -> tuple[Compared, ...]:
    """Every object of the schema and of the snapshot; nothing where there is none."""
    content = tree.read(row["newest_snapshot_path"]) if row["newest_snapshot_path"] else None
    if not isinstance(content, bytes):
        return ()
    snapshot = json.loads(content)
    ours, theirs = recorded(neutral(schema, ()), snapshot), recorded(neutral_snapshot(snapshot), snapshot)
    return tuple(agreement(*as_run(ours, theirs)) if is_replay else agreement(ours, theirs))


def is_untold(item: Compared, schema: Schema, problems: tuple[Problem, ...]) -> bool:
    """Wrong, and no Problem in the table's statement, in the table's own list, or, for a table that is missing, anywhere."""
    if item.verdict in ("agree", "spelling"):
        return False
    table = schema.table(item.table)
    if table is None:
        return not problems
    inside = (p.span.path == table.span.path and table.span.line <= p.span.line <= table.span.end_line for p in problems)
    return not (table.unread or any(inside))


def detection(tree: Tree, row: Row, project: Project | None) -> tuple[tuple[str, bool], ...]:
    """Which of the row's settings were found."""
    if project is None:
        return tuple((name, False) for name in DETECTED)
    wanted = (row["config_path"], row["dialect"], sorted(row["schema_files"]), (row["out_dir"] or "").strip("/"), row["casing"])
    files = sorted(schema_files(tree, project)) if project.has_drizzle_schema else []
    path = row["config_path"] if row["config_path"] in project.aliases else project.config_path
    found = (path, project.dialect.value, files, (project.migrations or "").strip("/"), project.casing)
    return tuple((name, mine == given) for name, mine, given in zip(DETECTED, found, wanted, strict=True))


def report(measured: list[Measured], reader: Reader = SCHEMA) -> Iterator[str]:
    """The text: rows, totals, detection, problems, causes, slowest."""
    yield from (reader.title, "")
    for row in measured:
        yield from row_lines(row)
    said = any(row.is_true for row in measured)
    counting = [row for row in measured if row.compared and (row.is_true or not said)]
    yield from ("", f"{reader.title}: totals of {len(counting)} rows{' whose snapshot is the truth' if said else ''}")
    yield from table(counted(item for row in counting for item in row.compared))
    clean = [row for row in counting if not row.differences]
    exact = sum(1 for row in counting if all(item.verdict == "agree" for item in row.compared))
    yield f"rows without difference: {share(len(clean), len(counting))}; names and spelling included: {share(exact, len(counting))}"
    yield f"problems on rows without difference: {per_thousand(sum(len(row.problems) for row in clean), sum(row.columns for row in clean))}"
    yield f"wrong tables and columns without a problem: {sum(row.untold for row in counting)}"
    judged = [row for row in measured if row.detection]
    if judged:
        yield f"detection, everything right: {share(sum(all(dict(row.detection).values()) for row in judged), len(judged))}"
    yield f"failures: {sum(row.failure is not None for row in measured)} of {len(measured)}"
    yield from ("", "Causes, most frequent first")
    grouped = Counter(cause for row in counting for cause in causes(row))
    yield from (f"{number:7}  {cause}" for cause, number in grouped.most_common(10))
    yield from ("", "Slowest")
    yield from (f"{row.seconds:7.2f}  {row.label}" for row in sorted(measured, key=lambda row: -row.seconds)[:5])


def causes(row: Measured) -> Iterator[str]:
    """Why each object does not agree, as far as a program can tell. What lies in a table that one side lacks counts with it."""
    whole = {item.where: item.verdict for item in row.compared if item.kind == "tables" and item.verdict in ("missing", "extra")}
    unfound = bool(row.detection) and not any(right for _, right in row.detection)
    told = "no project of that configuration" if unfound else "told by a problem" if row.problems else "nothing told"
    for item in row.compared:
        if item.kind == "enums" and unfound:
            yield f"whole enums {item.verdict}, {told}"
        elif item.table in whole:
            yield f"whole tables {whole[item.table]}, {told}"
        elif item.verdict != "agree":
            yield construct(item)


def row_lines(row: Measured) -> Iterator[str]:
    """One line of a row, and below it what is wrong."""
    counts = counted(row.compared)
    wrong = ", ".join(
        f"{kind} " + " ".join(f"{counts[kind, verdict]} {verdict}" for verdict in VERDICTS[1:] if counts[kind, verdict])
        for kind in SHOWN
        if any(counts[kind, verdict] for verdict in VERDICTS[1:])
    )
    agreeing = ", ".join(f"{counts[kind, 'agree']} {kind}" for kind in SHOWN if counts[kind, "agree"])
    nothing = "nothing agrees" if row.compared else "no snapshot"
    yield f"{row.seconds:6.2f}  {row.label}: {row.failure or agreeing or nothing}{f'; {wrong}' if wrong else ''}"
    missed = [name for name, right in row.detection if not right]
    yield from (f"        not detected: {', '.join(missed)}" for _ in missed[:1])
    yield from (f"        {text}" for text in row.problems[:3])


def table(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    """The kinds with their verdicts and the share that agrees."""
    yield f"{'':14}" + "".join(f"{verdict:>10}" for verdict in VERDICTS) + f"{'exact':>10}{'loose':>10}"
    for kind in SHOWN:
        numbers = [counts[kind, verdict] for verdict in VERDICTS]
        whole = sum(numbers[:4])
        shares = (f"{100 * part / whole:.2f} %" if whole else "" for part in (numbers[0], numbers[0] + numbers[1]))
        yield f"{kind:14}" + "".join(f"{number:10}" for number in numbers) + "".join(f"{text:>10}" for text in shares)


def share(part: int, whole: int) -> str:
    """`63 of 72, 87.5 %`."""
    return f"{part} of {whole}" + (f", {100 * part / whole:.1f} %" if whole else "")


def per_thousand(problems: int, columns: int) -> str:
    """`1 on 22635 columns, 0.04 per 1,000`."""
    return f"{problems} on {columns} columns" + (f", {1000 * problems / columns:.2f} per 1,000" if columns else "")


def main() -> int:
    """Measure every row, or those whose label holds the text of --only."""
    parser = argparse.ArgumentParser()
    parser.add_argument("repos", type=Path)
    parser.add_argument("rows", type=Path, nargs="*")
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    asked = [row for row in rows(options.repos, options.rows) if options.only in row["repo"]]
    truths = [row for row in asked if row.get(REPLAY.truth) is True]
    read = {
        SCHEMA: [measure(row, options.repos) for row in asked],
        REPLAY: [measure(row, options.repos, REPLAY) for row in (truths if options.rows else asked)],
    }
    sys.stdout.write("\n\n".join("\n".join(report(measured, reader)) for reader, measured in read.items()) + "\n")
    if options.json:
        kept = [kept_row(row, reader) for reader, measured in read.items() for row in measured]
        options.json.write_text(json.dumps(kept, indent=1, default=str), encoding="utf-8")
    return int(any((row.failure or "").startswith("CRASH") for measured in read.values() for row in measured))


def kept_row(row: Measured, reader: Reader) -> Row:
    """A row as JSON data, without what agrees."""
    return {"reader": reader.title, **asdict(row), "compared": [asdict(item) for item in row.compared if item.verdict != "agree"]}


if __name__ == "__main__":
    raise SystemExit(main())
