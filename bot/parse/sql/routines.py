"""PostgreSQL's functions, procedures and aggregates: name, kind and argument types are held, the body is code."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.model import ColumnType, Routine, Span, Unknown, full_name, schema_name
from bot.parse.sql.clauses import drop_behavior, if_exists
from bot.parse.sql.columns import read_type
from bot.parse.sql.cursor import Cursor
from bot.parse.sql.draft import Draft, Name, object_name
from bot.parse.sql.lookups import placed
from bot.parse.sql.routine_users import drop_users, rename_calls

KINDS = ("function", "procedure", "aggregate", "routine")
MODES = ("in", "out", "inout", "variadic")
DEFAULTS = ("default", "=", ":=")
# the words behind the first one of a type that is no argument's name
TAILS = frozenset(
    {"precision", "varying", "with", "without", "array", ".", "[", "(", "%", "year", "month", "day", "hour", "minute", "second"}
)


def create_routine(cursor: Cursor, draft: Draft) -> bool:
    """From FUNCTION, PROCEDURE or AGGREGATE on; False, for its body is not looked into."""
    kind = cursor.take().word
    draft.verb = f"create {kind}"
    name = draft.created(object_name(cursor))
    start = cursor.place
    arguments = tuple(_signature(cursor, draft)) if cursor.at("(") else ()
    if kind == "aggregate" and not cursor.at("("):  # the old way: everything in one pair of parentheses
        arguments = tuple(_base_type(cursor.between(start + 1, cursor.place), draft))
    routine = Routine(name.name, kind, cursor.span(0, cursor.end), schema=name.schema, arguments=arguments)
    cursor.rest()
    others = (each for each in draft.schema.routines if (each.full_name, each.arguments) != (routine.full_name, arguments))
    draft.schema = replace(draft.schema, routines=(*others, routine))
    return False


def _signature(cursor: Cursor, draft: Draft) -> Iterator[str]:
    """The types of the arguments that tell one routine from another; ORDER BY parts those of an ordered-set aggregate."""
    inside = cursor.group()
    if inside.is_done or inside.at("*"):
        return
    for each in inside.split():
        places = [place for place in range(each.place, each.end) if each.tokens[place].word == "order"]
        for start, end in pairwise((each.place, *places, each.end)):
            argument = each.between(start, end)
            argument.accept("order", "by")
            mode, type_ = _argument(argument, draft)
            if type_ and mode != "out":
                yield type_


def _argument(cursor: Cursor, draft: Draft) -> tuple[str, str]:
    """Mode and type of one argument, of which the name may be missing."""
    if cursor.is_done:
        return "", ""
    mode = _mode(cursor)
    following = cursor.peek(1)
    is_named = following is not None and following.word not in (*TAILS, *DEFAULTS)
    if is_named and not cursor.at("national"):
        cursor.name()
        mode = _mode(cursor) or mode
    start = cursor.place
    while not cursor.is_done and cursor.word() not in DEFAULTS:
        cursor.skip()
    text = cursor.text(start)
    cursor.place = cursor.end
    return mode, called(placed(read_type(text, draft.schema), draft))


def _mode(cursor: Cursor) -> str:
    mode = cursor.accept_any(*MODES)
    return "inout" if mode == "in" and cursor.accept("out") else mode


def called(type_: ColumnType | Unknown) -> str:
    """The type of an argument by its name alone: lengths and the number of dimensions tell no routines apart."""
    if isinstance(type_, Unknown):
        return type_.text
    zone = "tz" if type_.with_time_zone else ""
    return f"{full_name(type_.schema, type_.name)}{zone}{'[]' if type_.dimensions else ''}"


def _base_type(cursor: Cursor, draft: Draft) -> Iterator[str]:
    for each in cursor.split():
        if each.accept("basetype", "="):
            text = each.rest()
            if text.lower().strip("'\"") != "any":
                yield called(placed(read_type(text, draft.schema), draft))


def alter_routine(cursor: Cursor, draft: Draft) -> bool:
    """From FUNCTION, PROCEDURE, AGGREGATE or ROUTINE on; False, as for its making."""
    kind = cursor.take().word
    draft.verb = f"alter {kind}"
    found = _named(cursor, draft, kind)
    if cursor.is_done:
        raise cursor.unreadable()
    if cursor.accept("rename", "to"):
        new = cursor.name()
        after = found and replace(found, name=new)
    elif cursor.accept("set", "schema"):
        new = cursor.name()
        after = found and replace(found, schema=schema_name(new))
    else:
        cursor.rest()
        after = found
    cursor.finish()
    if found is not None and after is not None and after is not found:
        rename_routines(draft, [(found, after)], cursor.span(0, cursor.end))
    return False


def rename_routines(draft: Draft, renamed: Sequence[tuple[Routine, Routine]], span: Span) -> None:
    """Routines under other names or in another schema, and what calls them."""
    others = tuple(each for each in draft.schema.routines if all(each is not before for before, _ in renamed))
    draft.schema = replace(draft.schema, routines=(*others, *(after for _, after in renamed)))
    for before, after in renamed:
        rename_calls(draft, before, after, span)


def drop_routines(cursor: Cursor, draft: Draft) -> bool:
    """From FUNCTION, PROCEDURE, AGGREGATE or ROUTINE on. Those that extensions bring are not known: nothing is said of them."""
    kind = cursor.take().word
    draft.verb = f"drop {kind}"
    if_exists(cursor, draft)
    found = [_named(cursor, draft, kind)]
    while cursor.accept(","):
        found.append(_named(cursor, draft, kind))
    drop_behavior(cursor, draft)
    cursor.finish()
    forget_routines(draft, [routine for routine in found if routine is not None], cursor.span(0, cursor.end))
    return bool(draft.changes)


def forget_routines(draft: Draft, gone: Collection[Routine], span: Span) -> None:
    """The Schema without the routines; with CASCADE also without what calls them."""
    draft.schema = replace(draft.schema, routines=tuple(each for each in draft.schema.routines if each not in gone))
    for routine in gone if "cascade" in draft.words else ():
        drop_users(draft, routine, span)


def _named(cursor: Cursor, draft: Draft, kind: str) -> Routine | None:
    """The routine of that name and those arguments, looked for along the search path; without arguments the only one of that name."""
    name = object_name(cursor)
    arguments = tuple(_signature(cursor, draft)) if cursor.at("(") else None
    kinds = KINDS if kind == "routine" else (kind,)
    for schema in (name.schema,) if name.written else draft.session.search_path:
        known = [each for each in draft.schema.routines if (each.schema, each.name) == (schema, name.name) and each.kind in kinds]
        exact = [each for each in known if arguments is None or each.arguments == arguments]
        if len(exact) == 1:
            return exact[0]
    return None


def routine_called(draft: Draft, name: Name) -> str:
    """The full name of what a trigger calls, looked for along the search path."""
    schemas = (name.schema,) if name.written else draft.session.search_path
    found = (each.full_name for schema in schemas for each in draft.schema.routines if (each.schema, each.name) == (schema, name.name))
    return next(found, name.full_name)
