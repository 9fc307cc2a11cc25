"""What the diff may claim: where a side was not read, nothing of it is called dropped, renamed or altered."""

import re
from collections import Counter
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from bot.model import Problem, Schema, Span, Table, Unknown

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a missing object may be called new or dropped, and where the unread places of both sides are."""

    may_add: bool
    may_drop: bool
    unread: tuple[Problem, ...] = ()

    @property
    def is_read(self) -> bool:
        """Both sides hold everything, or lack the same."""
        return self.may_add and self.may_drop

    def touches(self, span: Span) -> bool:
        """Whether something on those lines was not read."""
        return any(problem.span.overlaps(span) for problem in self.unread)


def schema_scope(before: Schema, after: Schema) -> Scope:
    """What may be said about objects that one Schema lacks."""
    return _scope(before.unread, after.unread)


def table_scope(before: Table, after: Table, whole: tuple[Schema, Schema]) -> Scope:
    """What may be said about parts that one of the two Tables lacks.

    A statement that was not understood may stand anywhere in SQL and concern any table; a Drizzle table is all in one place.
    """
    old, new = (tuple(filter(_in_sql, schema.unread)) for schema in whole)
    return _scope(before.unread + old, after.unread + new)


def _scope(before: tuple[Problem, ...], after: tuple[Problem, ...]) -> Scope:
    old, new = (Counter((p.span.path, p.message) for p in side) for side in (before, after))
    # What both sides lack hides nothing that only one of them has. This holds where each unread place is in the text that was
    # read; a table may have moved into a TypeScript module that neither side can reach.
    still_unread = all(map(_in_sql, after)) and new <= old
    return Scope(may_add=not before or old <= new, may_drop=not after or still_unread, unread=(*before, *after))


def _in_sql(problem: Problem) -> bool:
    """In a migration, or in the journal that lists them."""
    return problem.span.path.endswith((".sql", ".json"))


def settled(before: V, after: V, *, guess: bool = True) -> V:
    """`after`, with every value that only one side understood taken from `before`: such a value has not changed for sure.

    Two Unknown of different text count as different; without `guess` they do not.
    """
    old: Any = before
    new: Any = after
    if isinstance(old, Unknown) or isinstance(new, Unknown):
        return after if guess and _differ(old, new) else before
    if type(old) is not type(new):
        return after
    if is_dataclass(new) and not isinstance(new, type):
        compared = [field.name for field in fields(new) if field.compare]
        known = {name: settled(getattr(old, name), getattr(new, name), guess=guess) for name in compared}
        return replace(new, **known)  # type: ignore[return-value]  # an instance of V's dataclass stays one
    if isinstance(new, tuple) and len(old) == len(new):
        return tuple(settled(x, y, guess=guess) for x, y in zip(old, new, strict=True))  # type: ignore[return-value]  # as above
    return after


def _differ(old: object, new: object) -> bool:
    both = isinstance(old, Unknown) and isinstance(new, Unknown)
    return both and re.sub(r"\s+", "", old.text) != re.sub(r"\s+", "", new.text)  # type: ignore[attr-defined]  # both are Unknown


def involves_unknown(value: object) -> bool:
    """Whether something in it was not understood."""
    if isinstance(value, Unknown):
        return True
    if isinstance(value, tuple):
        return any(map(involves_unknown, value))
    return is_dataclass(value) and any(involves_unknown(getattr(value, field.name)) for field in fields(value))
