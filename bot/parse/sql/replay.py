"""Migrations in order, folded over a Schema."""

from collections.abc import Iterable, Iterator

from bot.model import Dialect, Problem, Replay, Schema, Step, StepKind, Table
from bot.parse.sql.draft import Session, with_unread
from bot.parse.sql.problems import too_broken, too_large, unterminated
from bot.parse.sql.scanner import Piece, PieceKind, pieces
from bot.parse.sql.source import Source
from bot.parse.sql.statements import DATA, Outcome, read_statement

# list items looked at and copied in one replay, some seconds' worth; 4 MB of ordinary migrations copy some hundred thousand
MOST_WORK = 5_000_000


def replay(
    files: Iterable[tuple[str, str | Problem]], *, dialect: Dialect, start: Schema | None = None, version: str | None = None
) -> Replay:
    """The Schema that those files (path, SQL text) leave behind, run in that order on `start`, and the Step of every statement.

    `version` is the server's, the current one where it is not known. Where a file was not read, the Problem that says so stands in the
    place of its text: from there on anything may be there, or gone, and nothing is said to be missing.

    A statement that is not understood is one Problem and costs what it says alone; what it may have changed is marked `unread`.
    """
    schema = Schema(dialect) if start is None else start
    steps: list[Step] = []
    problems: list[Problem] = []
    work = 0
    for path, text in files:
        if isinstance(text, Problem):
            schema = with_unread(schema, text)
            continue
        for outcome in _outcomes(Source.of(path, text, dialect, version), schema, Session()):
            work += _size(outcome, schema)
            schema = outcome.schema
            steps.append(outcome.step)
            problems += [outcome.problem] if outcome.problem else []
            if work > MOST_WORK:
                problem = too_large(outcome.step.span)
                schema = with_unread(schema, problem)
                return Replay(schema, tuple(steps), (*problems, problem))
    return Replay(schema, tuple(steps), tuple(problems))


def _outcomes(source: Source, schema: Schema, session: Session) -> Iterator[Outcome]:
    for piece in pieces(source):
        if piece.kind is PieceKind.COMMENT:
            continue
        is_statement = piece.kind is PieceKind.STATEMENT
        for outcome in read_statement(source, piece.tokens, schema, session) if is_statement else (_broken(source, piece, schema),):
            schema = outcome.schema
            yield outcome


def _size(outcome: Outcome, before: Schema) -> int:
    """How much was copied to have the Schema both before and after a statement."""
    after = outcome.schema
    if after is before:
        return 0
    tables = (getattr(change, "table", change.after) for change in outcome.step.changes)
    lists = sum(len(table.columns) + len(table.indexes) + len(table.unread) for table in tables if isinstance(table, Table))
    return lists + len(after.unread) + len(after.opaque) + len(after.roles) + len(after.namespaces)


def _broken(source: Source, piece: Piece, schema: Schema) -> Outcome:
    """A quotation without an end, or the rest of a file of such; a broken INSERT has not changed the Schema, anything else may have."""
    text = source.text[piece.start : piece.end].rstrip()
    is_broken = piece.kind is PieceKind.BROKEN
    problem = unterminated(source.span(piece.fault, piece.fault + 1)) if is_broken else too_broken(source.span(piece.start, piece.end))
    words = text.split(None, 1)
    verb = words[0].lower() if words else ""
    step = Step(StepKind.NOT_ANALYSED, verb, text, source.span(piece.start, piece.start + max(len(text), 1)), schema)
    return Outcome(step, schema if is_broken and verb in DATA else with_unread(schema, problem), problem)
