"""A file that drops its tables to make them anew, and cannot be run a second time."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Dialect, Layout, Schema, Side, Span, Table

COMMENT = re.compile(r"--[^\n]*|/\*(?!!).*?\*/", re.DOTALL)
DROP = re.compile(r"\bdrop\s+table\s+(?:if\s+exists\s+)?(?P<names>[^;]+?)(?P<cascade>\s+cascade)?(?:\s+restrict)?\s*;", re.IGNORECASE)
GUARDED = re.compile(r"foreign_key_checks\s*=\s*(0|off)|foreign_keys\s*=\s*(0|off)", re.IGNORECASE)
QUOTES = '"`[] \n\t'


@rule(
    severity="error",
    summary={"en": "incomplete list of DROP TABLE", "ko": "빠진 테이블이 있는 DROP 목록"},
    message={
        "en": "the second run of this file fails at {statement}: the tables that it dropped until then are gone, "
        "and nothing after it is made",
        "ko": "이 파일을 다시 실행하면 {statement}에서 실패합니다. 그때까지 삭제한 테이블은 사라지고 그 뒤는 실행되지 않습니다",
    },
)
def incomplete_drop_list(schema: Schema, context: Context) -> Iterator[Hit]:
    """In one schema file that begins with drops: a table made without being dropped, and one dropped before what refers to it."""
    text = _text(context)
    drops = [
        (name.strip(QUOTES).rpartition(".")[2].strip(QUOTES), found) for found in DROP.finditer(text) for name in found["names"].split(",")
    ]
    made = {table.name: table for table in schema.tables if _is_made(table, text)}
    gone = [name for name, _ in drops]
    if len(set(gone) & set(made)) < 2:
        return
    for table in made.values():
        if table.name not in gone:
            yield Hit(table, statement=f"CREATE TABLE {table.name}")
    refuses = context.project.dialect is not Dialect.SQLITE and not GUARDED.search(text)
    for place, (name, found) in enumerate(drops if refuses else []):
        left = [table for table in made.values() if table.name not in gone[: place + 1]]
        if not found["cascade"] and any(name in {target.rpartition(".")[2] for target in table.targets()} for table in left):
            line = text.count("\n", 0, found.start()) + 1
            yield Hit(Span(context.project.migrations or "", line, line), object=name, statement=f"DROP TABLE {name}")
            return


def _text(context: Context) -> str:
    """The schema file without its comments; nothing where there is a history of migrations, each of which runs once."""
    history = context.history
    if context.project.layout is not Layout.SINGLE or history is None:
        return ""
    files = history.head if context.side is Side.HEAD else history.base
    return COMMENT.sub(lambda found: "\n" * found[0].count("\n"), files[0].content) if files else ""


def _is_made(table: Table, text: str) -> bool:
    """Whether the file makes the table, and would make it once more where it is."""
    lines = " ".join(text.splitlines()[table.span.line - 1 : table.span.line + 1])
    return re.search(r"\bcreate\s+table\b(?!\s+if\s+not\s+exists)", lines, re.IGNORECASE) is not None
