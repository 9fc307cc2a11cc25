"""The small clauses that many statements share: expressions, types, IF [NOT] EXISTS, referential actions."""

from collections.abc import Container

from bot.model import Expression
from bot.parse.expressions import canonical_expression
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft
from bot.parse.sql.tokens import TokenKind

COLUMN_WORDS = frozenset(
    {"not", "null", "default", "primary", "unique", "references", "check", "constraint", "generated", "collate", "as", "key", "on"}
    | {"auto_increment", "autoincrement", "comment", "charset", "first", "after", "visible", "invisible", "virtual", "stored"}
    | {"persistent", "storage", "compression", "column_format", "srid", "deferrable", "initially", "using", "encode"}
)
# two words of which the first alone may be a name
PAIRS = {"character": "set", "no": "inherit"}
# what may follow a type on MySQL and is a type's name elsewhere
MYSQL_TYPE_TAILS = frozenset({"ascii", "binary", "byte", "serial", "unicode"})
INFIX = frozenset({"=", "<", ">", "<=", ">=", "<>", "!=", "||", "and", "or", "::"})
# an operand must follow these; not `*`, which also stands for all columns
BEFORE_OPERAND = INFIX | {"+", "-", "/", ".", ",", "not", "like", "ilike", "is", "in", "between"}
ACTIONS = (("no", "action"), ("set", "null"), ("set", "default"), ("cascade",), ("restrict",))


def if_exists(cursor: Cursor, draft: Draft) -> bool:
    """IF EXISTS, noted among the words; whether it was there."""
    found = cursor.accept("if", "exists")
    if found:
        draft.words.add("if-exists")
    return found


def if_not_exists(cursor: Cursor, draft: Draft) -> None:
    """IF NOT EXISTS, noted among the words."""
    if cursor.accept("if", "not", "exists"):
        draft.words.add("if-not-exists")


def always(cursor: Cursor) -> bool:
    """ALWAYS or BY DEFAULT of an identity: whether it is the first."""
    if cursor.accept("by", "default"):
        return False
    cursor.expect("always")
    return True


def drop_behavior(cursor: Cursor, draft: Draft) -> None:
    """CASCADE or RESTRICT, the first noted among the words."""
    if cursor.accept_any("cascade", "restrict") == "cascade":
        draft.words.add("cascade")


def is_column_word(cursor: Cursor) -> bool:
    """Whether a clause of a column definition begins here, so that a type or default before it is over."""
    word = cursor.word()
    if word in COLUMN_WORDS:
        return cursor.word(1) != "."  # a schema may be called `storage`
    return word in PAIRS and cursor.word(1) == PAIRS[word]


def type_text(cursor: Cursor, stops: Container[str] = ()) -> str:
    """The text of a type up to the next clause or one of those words."""
    start = cursor.place
    tails = MYSQL_TYPE_TAILS if cursor.dialect.is_mysql_family else ()
    while not cursor.is_done and cursor.word() not in stops:
        if cursor.place > start and (is_column_word(cursor) or cursor.word() in tails):
            break
        cursor.skip()
    return cursor.text(start)


def operand(cursor: Cursor) -> str:
    """The text of a DEFAULT up to the next clause of the column, checked for completeness."""
    start = cursor.place
    while not cursor.is_done and (cursor.place == start or not is_column_word(cursor) or _continues(cursor)):
        cursor.skip()
    check_complete(cursor.between(start, cursor.place))
    return cursor.text(start)


def _continues(cursor: Cursor) -> bool:
    before = cursor.tokens[cursor.place - 1].word
    return before in BEFORE_OPERAND and cursor.word() not in ("not", "null") and before not in ("not", "is")


def expression(cursor: Cursor, *, table: str | None = None) -> Expression:
    """Everything left as one expression."""
    start = cursor.place
    check_complete(cursor.between(start, cursor.end))
    return canonical_expression(cursor.rest(), cursor.dialect, table=table)


def enclosed(cursor: Cursor, *, table: str | None = None) -> Expression:
    """The expression in the parentheses that open here."""
    return expression(cursor.group(), table=table)


def check_complete(cursor: Cursor) -> None:
    """Raise where an expression is empty, lacks a parenthesis, or has an operator or comma without an operand."""
    before, depth = "(", 0
    for place in range(cursor.place, cursor.end):
        word = cursor.tokens[place].word
        depth += (word == "(") - (word == ")")
        unclosed = word == "(" and cursor.closing.get(place, cursor.end) >= cursor.end
        if depth < 0 or unclosed or _dangles(before, word):
            cursor.place = cursor.end if unclosed else place
            raise cursor.unreadable()
        before = word
    if cursor.is_done or before in BEFORE_OPERAND:
        cursor.place = cursor.end
        raise cursor.unreadable()


def _dangles(before: str, word: str) -> bool:
    if word in (")", ",", "]"):
        return before in BEFORE_OPERAND or (word == "," and before == "(")
    return word in INFIX and (before in BEFORE_OPERAND or before == "(")


def action(cursor: Cursor) -> str:
    """A referential action in lower case."""
    for words in ACTIONS:
        if cursor.accept(*words):
            return " ".join(words)
    raise cursor.unreadable()


def signed(cursor: Cursor) -> str:
    """A number with its sign."""
    sign = cursor.accept_any("-", "+")
    token = cursor.take()
    if token.kind is not TokenKind.NUMBER:
        cursor.place -= 1
        raise cursor.unreadable()
    return token.text if sign != "-" else f"-{token.text}"
