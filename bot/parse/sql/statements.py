"""One statement → one Step: what begins with which word, and what is said of what was not understood."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.model import Problem, Schema, Step, StepKind
from bot.parse.sql import heads
from bot.parse.sql.blocks import read_block
from bot.parse.sql.copies import note_insert
from bot.parse.sql.cursor import Cursor, Unreadable, cursor, fold
from bot.parse.sql.data import check_data, check_target, set_search_path
from bot.parse.sql.draft import Draft, Session, unreadable
from bot.parse.sql.dumped import note_virtual
from bot.parse.sql.heirs import pass_on
from bot.parse.sql.prepared import PREPARED, note_procedure, run_prepared
from bot.parse.sql.problems import missing_separator, unknown_statement
from bot.parse.sql.source import Source
from bot.parse.sql.tokens import Token, TokenKind
from bot.parse.sql.transactions import move_transaction, set_pragma
from bot.parse.sql.view_columns import follow_dropped_columns

DDL: dict[str, Callable[[Cursor, Draft], bool]] = {
    "create": heads.create,
    "alter": heads.alter,
    "drop": heads.drop,
    "rename": heads.rename,
    "comment": heads.comment,
}
DATA = frozenset({"insert", "update", "delete", "merge", "replace", "select", "with", "truncate", "copy", "values", "table", "load", "("})
TRANSACTION = frozenset({"begin", "start", "commit", "rollback", "end", "savepoint", "release", "abort"})
SETTING = frozenset({"set", "reset", "pragma", "use", "show", "discard"})
OPAQUE = frozenset(
    {"grant", "revoke", "analyze", "vacuum", "reindex", "cluster", "refresh", "lock", "unlock", "call", "explain", "do", "optimize"}
    | {"notify", "listen", "unlisten", "checkpoint", "security", "reassign", "flush", "attach", "detach", "prepare", "execute"}
    | {"deallocate", "import", "handler", "repair", "check", "install", "uninstall", "kill", "signal", "declare", "fetch", "close"}
)
KINDS = (
    dict.fromkeys(DATA, StepKind.DATA)
    | dict.fromkeys(TRANSACTION, StepKind.TRANSACTION)
    | dict.fromkeys(SETTING, StepKind.SETTING)
    | dict.fromkeys(OPAQUE, StepKind.OPAQUE)
)
# two words with which nothing but a statement begins: at the begin of a line they show that the one before has no semicolon
HEADS = {
    "create": frozenset({"table", "index", "unique", "type", "view", "schema", "sequence", "policy", "role", "materialized", "or"}),
    "alter": frozenset({"table", "type", "policy", "sequence"}),
    "drop": frozenset({"table", "type", "policy", "sequence", "schema"}),
    "insert": frozenset({"into"}),
}
CONTAINERS = frozenset({"do", "with", "explain", "prepare"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A Step with the Schema behind it and the one Problem that is said of it."""

    step: Step
    schema: Schema
    problem: Problem | None = None


def read_statement(source: Source, found: tuple[Token, ...], schema: Schema, session: Session) -> Iterator[Outcome]:
    """The tokens between two terminators → their Step; two where the terminator between two statements is missing."""
    start = 0
    for stop in (*_inner_heads(source, found), len(found)):
        outcome = _read(source, found[start:stop], schema, session)
        if start and outcome.problem is None:
            token = found[start]
            problem = missing_separator(source.span(token.start, token.end), source.text[token.start : token.end])
            outcome = Outcome(outcome.step, outcome.schema, problem)
        yield outcome
        schema, start = outcome.schema, stop


def _inner_heads(source: Source, found: tuple[Token, ...]) -> Iterator[int]:
    if found[0].word in CONTAINERS or (found[0].word == "create" and not _is_read(found)):
        return
    if not any(token.word in HEADS for token in islice(found, 1, None)):
        return
    depth = 0
    for place, token in enumerate(found[:-1]):
        depth += (token.word == "(") - (token.word == ")")
        if place and token.word in HEADS and depth <= 0 and found[place + 1].word in HEADS[token.word]:
            line = source.text.rfind("\n", 0, token.start) + 1
            if not source.text[line : token.start].strip():
                yield place


def _is_read(found: tuple[Token, ...]) -> bool:
    """Whether what is created has no body that may hold statements."""
    words = [token.word for token in found[:4]]
    return not any(word in heads.OPAQUE_OBJECTS or word == "schema" for word in words)


def _read(source: Source, found: tuple[Token, ...], schema: Schema, session: Session) -> Outcome:
    head = found[0].word
    at = cursor(source, found)
    draft = Draft(source, session, schema, head or found[0].text.lower())
    kind = KINDS.get(head, StepKind.SCHEMA if head in DDL else StepKind.NOT_ANALYSED)
    try:
        kind = _kind(at, draft, head, kind)
    except Unreadable as error:
        problem = unreadable(error, source, draft.verb)
        draft.problem(problem)
        kind = _give_up(draft, found, head, problem)
    span = source.span(found[0].start, found[-1].end)
    follow_dropped_columns(draft, span)
    if kind is StepKind.NOT_ANALYSED and not draft.problems:
        problem = unknown_statement(span, source.text[found[0].start : found[0].end])
        draft.problem(problem)
        draft.unread(None, problem)
    text = source.text[found[0].start : found[-1].end]
    first = draft.problems[0] if draft.problems else None
    refused = first.message if first and first.refuses else None
    step = Step(kind, draft.verb, text, span, schema, tuple(draft.changes), frozenset(draft.words), copy=draft.copy, refused=refused)
    return Outcome(step, draft.schema, first)


def _kind(at: Cursor, draft: Draft, head: str, kind: StepKind) -> StepKind:
    """Read the statement; what it turned out to be."""
    if head in DDL:
        return _read_ddl(at, draft, head)
    if head in (PREPARED if draft.dialect.is_mysql_family else ("do",)):
        found = run_prepared(at, draft, DDL) if head in PREPARED else read_block(at, draft, DDL)
        pass_on(draft)
        return StepKind.SCHEMA if found else StepKind.NOT_ANALYSED if draft.problems else kind
    if kind is StepKind.DATA:
        _read_data(at, draft, head)
    if head == "set":
        set_search_path(at, draft.session)
    if head in ("reset", "discard") and at.word(1) in ("search_path", "all"):
        draft.session.search_path = (None,)
    elif head == "pragma":
        set_pragma(at, draft.session)
    elif kind is StepKind.TRANSACTION:
        move_transaction(at, draft)
    return kind


def _read_ddl(at: Cursor, draft: Draft, head: str) -> StepKind:
    at.place += 1
    understood = DDL[head](at, draft)
    at.finish()
    pass_on(draft)
    if not understood and draft.dialect.is_mysql_family:
        note_procedure(at, draft)
    return StepKind.SCHEMA if understood else StepKind.OPAQUE


def _read_data(at: Cursor, draft: Draft, head: str) -> None:
    check_data(at)
    at.place = 0
    check_target(at, draft)
    at.place = 0
    if head == "insert":
        note_insert(at, draft)
        note_virtual(at, draft)


def _give_up(draft: Draft, found: tuple[Token, ...], head: str, problem: Problem) -> StepKind:
    """Say of what may have changed that it was not read: the table that is named, or else the whole Schema."""
    if head not in DDL:
        return KINDS.get(head, StepKind.NOT_ANALYSED)
    if head != "comment" and len(draft.problems) == 1:
        names = (fold(token, draft.dialect) for token in found[1:] if token.kind in (TokenKind.NAME, TokenKind.WORD))
        table = next((table for name in names if (table := draft.table(name))), None) if draft.verb != "create table" else None
        draft.unread(table.full_name if table else None, problem)
    return StepKind.SCHEMA if draft.changes else StepKind.NOT_ANALYSED
