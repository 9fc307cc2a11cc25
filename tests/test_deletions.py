"""Every single character deleted from the head side of each example: the same Schema where the syntax is the same, a Problem, or a true
change; never a drop that the file does not ask for."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_typescript
from sqlglot import Dialect as SqlDialect
from sqlglot.errors import TokenError

from bot.diff import diff
from bot.model import Dialect, DropColumn, DropTable, Replay, Schema, Table
from bot.parse.drizzle import read_drizzle
from bot.parse.sql import replay
from tests.trees import MemoryTree

EXAMPLES = Path(__file__).parents[1] / "examples"
SCHEMAS = sorted(EXAMPLES.glob("*/after/src/**/schema.ts"))
MIGRATIONS = sorted(EXAMPLES.glob("*/after/drizzle/*.sql"))
CHUNK = 250
PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_typescript.language_typescript()))
# What the language lets one leave out, or what drizzle-kit never sees: the trees differ, the schema does not.
COMMENT = re.compile(r"//.*|--.*")
OPTIONAL = frozenset({",", ";", "empty_statement"})
BREAKPOINT = "--> statement-breakpoint"
MODE = 'mode: "number"'
UNSEEN = frozenset({"type_annotation", "type_arguments", "import_specifier"})


def chunks(paths: list[Path]) -> list:
    return [
        pytest.param(path, start, id=f"{path.relative_to(EXAMPLES)}-{start}")
        for path in paths
        for start in range(0, len(path.read_text(encoding="utf-8")), CHUNK)
    ]


def deletions(text: str, start: int) -> Iterator[tuple[str, str]]:
    """Each text with one character less, and where that was."""
    for place in range(start, min(start + CHUNK, len(text))):
        line = text.count("\n", 0, place) + 1
        yield (
            text[:place] + text[place + 1 :],
            f"line {line}: {text[max(0, place - 20) : place]}[{text[place]}]{text[place + 1 : place + 20]}",
        )


def dropped(before: Schema, after: Schema) -> set[str]:
    changes = diff(before, after)
    tables = {change.before.full_name for change in changes if isinstance(change, DropTable)}
    return tables | {f"{change.table.full_name}.{change.before.name}" for change in changes if isinstance(change, DropColumn)}


def falsely_dropped(drops: set[str], whole: str, text: str) -> set[str]:
    """The drops of objects whose name stands in the text, comments left out, as often as it did."""
    whole, text = COMMENT.sub("", whole), COMMENT.sub("", text)
    return {drop for drop in drops if text.count(f'"{name(drop)}"') >= whole.count(f'"{name(drop)}"') > 0}


def name(drop: str) -> str:
    return drop.rpartition(".")[2]


@cache
def schema_of(text: str) -> Schema:
    return read_drizzle(MemoryTree("head", {"schema.ts": text}), ["schema.ts"], dialect=Dialect.POSTGRESQL)


def everything(schema: Schema) -> object:
    """The Schema with what is not compared but read: names in the program, and values that only the program knows."""
    return schema, [(table.variable, details(table)) for table in schema.tables]


def details(table: Table) -> list[object]:
    return [(column.attribute, column.application_default, column.application_values) for column in table.columns]


@cache
def syntax(text: str) -> tuple[str, ...]:
    """The leaves of the syntax tree without blanks, comments, and what makes no difference to drizzle-kit."""
    return tuple(leaves(PARSER.parse(text.encode()).root_node))


def leaves(node: tree_sitter.Node) -> Iterator[str]:
    if node.type == "comment" or node.type in OPTIONAL or node.type in UNSEEN or is_mode(node):
        return
    if not node.children or node.type == "string":
        yield (node.text or b"").decode()
    for child in node.children if node.type != "string" else ():
        yield from leaves(child)


def is_mode(node: tree_sitter.Node) -> bool:
    """`mode: "number"`, or that with a character less: it decides what the program gets and not what the column is."""
    text = (node.text or b"").decode()
    return node.type == "pair" and (text == MODE or any(MODE[:place] + MODE[place + 1 :] == text for place in range(len(MODE))))


@pytest.mark.parametrize(("path", "start"), chunks(SCHEMAS))
def test_a_character_less_in_a_drizzle_schema(path, start):
    whole = path.read_text(encoding="utf-8")
    expected = schema_of(whole)
    assert not expected.problems()
    for text, where in deletions(whole, start):
        found = read_drizzle(MemoryTree("head", {"schema.ts": text}), ["schema.ts"], dialect=Dialect.POSTGRESQL)
        drops = dropped(expected, found)
        if found.problems():
            assert not drops, f"{where}: something could not be read, yet dropped: {drops}"
            continue
        assert not PARSER.parse(text.encode()).root_node.has_error, f"{where}: a syntax error in silence"
        assert not falsely_dropped(drops, whole, text), f"{where}: dropped {drops}"
        if everything(found) == everything(expected):
            assert syntax(text) == syntax(whole), f"{where}: no difference was seen"


@cache
def start_of(path: Path) -> Schema:
    """The Schema that the migrations before this one leave behind."""
    earlier = [other for other in sorted(path.parent.glob("*.sql")) if other < path]
    return replay([(other.name, other.read_text(encoding="utf-8")) for other in earlier], dialect=Dialect.POSTGRESQL).schema


def run(path: Path, text: str) -> Replay:
    return replay([(path.name, text)], dialect=Dialect.POSTGRESQL, start=start_of(path))


def tokens(text: str) -> list[tuple[object, str]] | None:
    """sqlglot's tokens without semicolons, which drizzle-kit's breakpoints make optional; None where it cannot tell them."""
    try:
        found = SqlDialect.get_or_raise("postgres").tokenize(text.replace(BREAKPOINT, "\n"))
    except TokenError:
        return None
    return [(token.token_type, token.text) for token in found if token.text != ";"]


def steps(replayed: Replay) -> list[object]:
    return [(step.kind, step.words, step.changes, step.text.rstrip(";")) for step in replayed.steps]


@pytest.mark.parametrize(("path", "start"), chunks(MIGRATIONS))
def test_a_character_less_in_a_migration(path, start):
    whole = path.read_text(encoding="utf-8")
    before, expected = start_of(path), run(path, whole)
    assert not expected.problems
    asked = dropped(before, expected.schema)
    for text, where in deletions(whole, start):
        found = run(path, text)
        drops = dropped(before, found.schema) - asked
        if found.problems or found.schema.problems():
            assert not drops, f"{where}: something could not be read, yet dropped: {drops}"
            continue
        assert not falsely_dropped(drops, whole, text), f"{where}: dropped {drops}"
        if found.schema == expected.schema and steps(found) == steps(expected):
            assert tokens(text) == tokens(whole), f"{where}: no difference was seen"
