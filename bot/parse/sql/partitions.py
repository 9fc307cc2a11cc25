"""MySQL's partitions: how a table is divided is one option of it, as text; alterations change the list in that text."""

import re
from dataclasses import dataclass, replace

from bot.model import AlterTable, Dialect
from bot.parse.expressions import canonical_expression
from bot.parse.sql.clauses import if_exists, if_not_exists
from bot.parse.sql.cursor import Cursor, cursor
from bot.parse.sql.scanner import tokens
from bot.parse.sql.source import Source
from bot.parse.sql.target import Target

OPTION = "partition by"
COUNT = re.compile(r"\bpartitions (\d+)")
# they change rows or files, and not how the table is divided
PASSING = frozenset({"truncate", "exchange", "analyze", "check", "optimize", "rebuild", "repair", "discard", "import"})
HEADS = PASSING | {"add", "drop", "reorganize", "coalesce"}


@dataclass(frozen=True, slots=True)
class Division:
    """How a table is divided: the method with its columns, and the partitions' definitions in order, none where only a number is said."""

    method: str
    definitions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As it stands behind PARTITION BY."""
        return f"{self.method} ({', '.join(self.definitions)})" if self.definitions else self.method

    def counted(self, more: int) -> "Division":
        """With that many partitions more, or fewer."""
        found = COUNT.search(self.method)
        number = max(int(found[1]) + more, 1) if found else 1 + more
        bare = COUNT.sub("", self.method).strip()
        return replace(self, method=f"{bare} partitions {number}")


def division(at: Cursor) -> Division:
    """What follows PARTITION BY, up to the cursor's end."""
    start = at.place
    while not at.is_done and not at.at("(", "partition"):
        at.skip()
    method = _canonical(at.text(start), at.dialect)
    definitions = tuple(_canonical(each.rest(), at.dialect) for each in at.group().split()) if at.at("(") else ()
    at.finish()
    return Division(method, definitions)


def is_partition_action(at: Cursor) -> bool:
    """Whether an alteration of partitions begins here, whose commas are its own."""
    return at.word() in HEADS and at.word(1) == "partition"


def alter_partitions(at: Cursor, target: Target) -> None:
    """ADD, DROP, REORGANIZE, COALESCE and the like of PARTITION; the cursor stands at the verb."""
    verb = at.take().word
    at.expect("partition")
    if verb in PASSING:
        at.rest()
        return
    known = _known(target)
    changed = _altered(at, target, verb, known)
    at.finish()
    if known is not None and changed != known:
        _divide(target, changed)


def remove_partitioning(target: Target) -> None:
    """REMOVE PARTITIONING."""
    _divide(target, None)


def _known(target: Target) -> Division | None:
    text = dict(target.table.options).get(OPTION) if target.table else None
    if text is None:
        return None
    source = Source.of("", text, target.dialect)
    return division(cursor(source, tokens(source, 0, len(text)) or ()))


def _altered(at: Cursor, target: Target, verb: str, known: Division | None) -> Division:
    known = known or Division("")
    match verb:
        case "add":
            if_not_exists(at, target.draft)
            if at.accept("partitions"):
                return known.counted(_number(at))
            return replace(known, definitions=(*known.definitions, *_definitions(at)))
        case "coalesce":
            return known.counted(-_number(at))
        case "drop":
            if_exists(at, target.draft)
            gone = _names(at)
            return replace(known, definitions=tuple(each for each in known.definitions if _name(each) not in gone))
        case _ if at.is_done:
            return known
    gone = _names(at)
    at.expect("into")
    new, left = _definitions(at), [each for each in known.definitions if _name(each) not in gone]
    place = next((place for place, each in enumerate(known.definitions) if _name(each) in gone), len(left))
    return replace(known, definitions=(*left[:place], *new, *left[place:]))


def _number(at: Cursor) -> int:
    token = at.take()
    if not token.text.isdecimal():
        at.place -= 1
        raise at.unreadable()
    return int(token.text)


def _definitions(at: Cursor) -> tuple[str, ...]:
    return tuple(_canonical(each.rest(), at.dialect) for each in at.group().split())


def _names(at: Cursor) -> frozenset[str]:
    names = {at.name().lower()}
    while at.accept(","):
        names.add(at.name().lower())
    return frozenset(names)


def _name(definition: str) -> str:
    return definition.split(maxsplit=2)[1].strip("`").lower()


def _canonical(text: str, dialect: Dialect) -> str:
    return canonical_expression(f"{text} ", dialect).text


def _divide(target: Target, divided: Division | None) -> None:
    table = target.table
    if table is None:
        return
    options = {name: value for name, value in table.options if name != OPTION} | ({OPTION: divided.text} if divided else {})
    after = replace(table, options=tuple(sorted(options.items())))
    if after != table:
        target.draft.add(AlterTable(table, after))
