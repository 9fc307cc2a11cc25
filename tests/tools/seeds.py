"""Review the SQL that design documents hold, and list the redundant indexes and constraints at the documents' own lines.

Usage: seeds.py FOLDER    every .md and .txt file in it; prints one line per redundancy, then how many documents were read.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from markdown_it import MarkdownIt

from bot.config import Config, Migrations, ProjectConfig
from bot.lint import default_rules
from bot.model import Dialect, Finding, Review
from bot.review import review
from tests.trees import MemoryTree

REDUNDANCIES = ("duplicate-index", "index-repeats-unique")
TABLE = "create table"
INDEXES = ("create index", "create unique index", "create fulltext index")


def sql_of(document: str) -> str:
    """The SQL fences that create tables, and after them indexes, each line where the document has it, every other line blank."""
    lines = [""] * len(document.splitlines())
    for token in MarkdownIt().parse(document):
        if token.type != "fence" or token.info.strip().lower() != "sql" or token.map is None:
            continue
        content = " ".join(token.content.lower().split())
        if TABLE in content or (any(lines) and any(word in content for word in INDEXES)):
            body = token.content.splitlines()
            lines[token.map[0] + 1 : token.map[0] + 1 + len(body)] = body
    return "\n".join(lines) + "\n"


def review_document(sql: str) -> Review:
    """The review of adding that SQL to a repository that has none."""
    project = ProjectConfig(name="document", dialect=Dialect.MYSQL, migrations=Migrations(path="schema.sql"))
    base, head = MemoryTree("base", {}), MemoryTree("head", {"schema.sql": sql})
    return review(base, head, tip=base, config=Config(projects=(project,)), rules=default_rules(), today=date(2026, 1, 1))


def redundancies(sql: str) -> Iterator[Finding]:
    """The findings about redundant indexes and constraints."""
    yield from (finding for finding in review_document(sql).projects[0].findings if finding.rule in REDUNDANCIES)


def main(folder: Path) -> int:
    """Print the redundancies of every document in the folder."""
    if not folder.is_dir():
        sys.stderr.write(f"{folder}: no such folder\n")
        return 2
    read = 0
    for path in sorted([*folder.glob("*.md"), *folder.glob("*.txt")]):
        sql = sql_of(path.read_text(encoding="utf-8"))
        if not sql.strip():
            continue
        read += 1
        for problem in review_document(sql).projects[0].problems:
            sys.stdout.write(f"{path.name}:{problem.span.line}: not analysed: {problem.message.en}\n")
        for finding in redundancies(sql):
            sys.stdout.write(f"{path.name}:{finding.places[0].span.line}: {finding.object} ({finding.rule})\n")
    sys.stdout.write(f"{read} documents with SQL that creates tables\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
