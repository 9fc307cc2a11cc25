"""Review the SQL that design documents hold, and say which of their known defects the rules find.

Usage: seeds.py FOLDER             every .md and .txt file in it; prints the redundant indexes and constraints at the documents' own lines
       seeds.py FOLDER DEFECTS     the same, then one line a defect of the list DEFECTS: found, missed, or left to the documents

DEFECTS is a Markdown file with a row a defect: | 003-01 | A | lines | quote | what is wrong | …; 003 begins the document's name. Which rule
is to find it, `docs/guideline.md` says. For a document without SQL that creates tables, the marked schemas in `tests/designs` stand in.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markdown_it import MarkdownIt

from bot.config import Config, Migrations, ProjectConfig
from bot.lint import default_rules
from bot.model import Dialect, Finding, ProjectReview, Review
from bot.review import review
from tests.trees import MemoryTree

REDUNDANCIES = ("duplicate-index", "index-repeats-unique")
TABLE = "create table"
INDEXES = ("create index", "create unique index", "create fulltext index")
LATER = ("alter table", "insert into")
ADDED = re.compile(r"alter\s+table\s+(\w+)\s+add\s+column\s+(\w+)", re.IGNORECASE)
ROW = re.compile(r"^\| (?P<id>\d{3}-\d{2}) \|(?P<rest>.*)\|$", re.MULTILINE)
LINES = re.compile(r"(\d+)(?:[-–](\d+))?")
NAMED = re.compile(r"`([a-z]+(?:-[a-z]+)+)`")
ROOT = Path(__file__).parents[2]
GUIDELINE = ROOT / "docs" / "guideline.md"
DESIGNS = ROOT / "tests" / "designs"
Verdict = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Defect:
    """One row of the list: A for what a review must find, and the document's lines that it is about."""

    id: str
    grade: str
    lines: frozenset[int]


def defects(text: str) -> Iterator[Defect]:
    """The rows of a list of defects."""
    for row in ROW.finditer(text):
        grade, lines, *_ = (cell.strip() for cell in row["rest"].split("|"))
        spans = ((int(found[1]), int(found[2] or found[1])) for found in LINES.finditer(lines))
        yield Defect(row["id"], grade, frozenset(line for first, last in spans for line in range(first, last + 1)))


def claims(text: str) -> dict[str, tuple[str, ...]]:
    """The rules that the guideline's page names for each defect, in the last cell of its row."""
    return {row["id"]: tuple(NAMED.findall(row["rest"].rpartition("|")[2])) for row in ROW.finditer(text)}


def marked(folder: Path) -> dict[str, frozenset[str]]:
    """The rules that a marked schema shows for each defect; `tests/designs` holds them to it."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql")))
    marks = (mark for text in texts for mark in re.finditer(r"(\d{3}-\d{2}(?:, \d{3}-\d{2})*): ([a-z-]+)", text))
    found = [(defect, mark[2]) for mark in marks for defect in mark[1].split(", ")]
    return {defect: frozenset(rule for other, rule in found if other == defect) for defect, _ in found}


def sql_of(document: str) -> str:
    """The SQL fences that create tables, and after them indexes, each line where the document has it, every other line blank."""
    lines = [""] * len(document.splitlines())
    for start, fence in _fences(document):
        content = " ".join(fence.lower().split())
        if TABLE in content or (any(lines) and any(word in content for word in INDEXES)):
            body = fence.splitlines()
            lines[start : start + len(body)] = body
    return "\n".join(lines) + "\n"


def later_sql_of(document: str) -> str:
    """The fences that change tables or fill them, likewise."""
    lines = [""] * len(document.splitlines())
    for start, fence in _fences(document):
        if any(word in fence.lower() for word in LATER) and TABLE not in fence.lower():
            body = fence.splitlines()
            lines[start : start + len(body)] = body
    return "\n".join(lines) + "\n"


def _fences(document: str) -> Iterator[tuple[int, str]]:
    for token in MarkdownIt().parse(document):
        if token.type == "fence" and token.info.strip().lower() == "sql" and token.map is not None:
            yield token.map[0] + 1, token.content


def review_document(sql: str) -> Review:
    """The review of adding that SQL to a repository that has none."""
    return _review({}, {"schema.sql": sql}, "schema.sql")


def review_later(sql: str, later: str) -> Review:
    """The review of a migration with what the document does later, to tables that do not have yet what it adds."""
    added = {column for _, column in ADDED.findall(later)}
    lines = (line for line in sql.splitlines() if not added & set(line.split()[:1]))
    first = {"migrations/1_tables.sql": "\n".join(lines) + "\n"}
    return _review(first, {**first, "migrations/2_later.sql": later}, "migrations")


def _review(before: dict[str, str], after: dict[str, str], migrations: str) -> Review:
    project = ProjectConfig(name="document", dialect=Dialect.MYSQL, migrations=Migrations(path=migrations))
    base, head = MemoryTree("base", before), MemoryTree("head", after)
    return review(base, head, tip=base, config=Config(projects=(project,)), rules=default_rules(), today=date(2026, 1, 1))


def redundancies(sql: str) -> Iterator[Finding]:
    """The findings about redundant indexes and constraints."""
    yield from (finding for finding in review_document(sql).projects[0].findings if finding.rule in REDUNDANCIES)


def verdicts(document: str) -> frozenset[Verdict]:
    """Each rule that says something, with the first and last line of each place in the document about which it does."""
    sql, later = sql_of(document), later_sql_of(document)
    reviews = [review_document(sql)] if sql.strip() else []
    reviews += [review_later(sql, later)] if sql.strip() and later.strip() else []
    return frozenset(verdict for each in reviews for verdict in _verdicts(each.projects[0]))


def _verdicts(project: ProjectReview) -> Iterator[Verdict]:
    for said in (*project.findings, *project.questions):
        yield from ((said.rule, place.span.line, place.span.end_line) for place in said.places)


def answer(defect: Defect, named: tuple[str, ...], said: frozenset[Verdict], shown: frozenset[str]) -> tuple[str, str]:
    """`found`, `missed` or `left`, and by which rule, at which line; `shown` are the rules that a marked schema shows for it."""
    if not named:
        return "left", "to the documents"
    at = sorted((rule, first) for rule, first, last in said if rule in named and defect.lines & {*range(first, last + 1)})
    if at:
        return "found", f"{at[0][0]} at line {at[0][1]}"
    in_schema = sorted(shown & set(named))
    return ("found", f"{in_schema[0]} in the marked schema") if in_schema else ("missed", ", ".join(named))


def report(folder: Path, listed: str) -> Iterator[str]:
    """One line a defect, then how many of each grade were found, missed and left."""
    named, shown = claims(GUIDELINE.read_text(encoding="utf-8")), marked(DESIGNS)
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in documents(folder)}
    said = {name: verdicts(text) for name, text in texts.items() if sql_of(text).strip()}
    counts: Counter[tuple[str, str]] = Counter()
    for defect in defects(listed):
        design = defect.id[:3]
        stands_in = frozenset() if design in said else shown.get(defect.id, frozenset())
        verdict, how = answer(defect, named.get(defect.id, ()), said.get(design, frozenset()), stands_in)
        counts[defect.grade, verdict] += 1
        yield f"{defect.id} {defect.grade} {verdict}: {how}"
    for grade in sorted({grade for grade, _ in counts}):
        total = sum(number for (other, _), number in counts.items() if other == grade)
        yield f"{grade}: {', '.join(f'{counts[grade, verdict]} {verdict}' for verdict in ('found', 'missed', 'left'))} of {total}"


def documents(folder: Path) -> list[Path]:
    """The design documents in the folder."""
    return sorted([*folder.glob("*.md"), *folder.glob("*.txt")])


def main(folder: Path, listed: Path | None = None) -> int:
    """Print the redundancies of every document in the folder, and what became of the defects in the list."""
    for path in (folder, listed):
        if path is not None and not path.exists():
            sys.stderr.write(f"{path}: no such {'folder' if path is folder else 'file'}\n")
            return 2
    read = 0
    for path in documents(folder):
        sql = sql_of(path.read_text(encoding="utf-8"))
        if not sql.strip() or path == listed:
            continue
        read += 1
        for problem in review_document(sql).projects[0].problems:
            sys.stdout.write(f"{path.name}:{problem.span.line}: not analysed: {problem.message.en}\n")
        for finding in redundancies(sql):
            sys.stdout.write(f"{path.name}:{finding.places[0].span.line}: {finding.object} ({finding.rule})\n")
    sys.stdout.write(f"{read} documents with SQL that creates tables\n")
    if listed is not None:
        sys.stdout.writelines(f"{line}\n" for line in report(folder, listed.read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "."), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
