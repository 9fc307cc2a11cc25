"""What is to be tested alike of several objects becomes one item: `old rows have NULL in a, b, c` is one thing to do, not three."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.checklist.draft import Draft
from bot.model import Item, Message, Project

MOST_NAMED = 12  # names an item: longer ones are not read to their end


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft, the object it is about, and the table that this stands in or is."""

    draft: Draft
    about: str
    table: str

    def named(self) -> tuple[str, ...]:
        """What the draft names by the placeholder that it joins by; nothing for one that stays alone."""
        found = dict(self.draft.message.values).get(self.draft.joins or "", ())
        return found if isinstance(found, tuple) else ()


def merged(entries: Iterable[Entry], project: Project) -> Iterator[Item]:
    """The items of the drafts, in the order of their first entries."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(_alike(entry), []).append(entry)
    for group in groups.values():
        yield from (_item(part, project) for part in _parts(group))


def _alike(entry: Entry) -> tuple[object, ...]:
    """Equal for drafts that differ in nothing but the names they are joined by."""
    draft = entry.draft
    if draft.joins is None:
        return (draft.kind, entry.about, draft.message, draft.sql)
    others = tuple(pair for pair in draft.message.values if pair[0] != draft.joins)
    return (draft.kind, draft.key, draft.message.en, others)


def _parts(group: list[Entry]) -> Iterator[list[Entry]]:
    """The group, cut by the alphabet where it names too much for one item, whatever order the changes came in."""
    part: list[Entry] = []
    for entry in sorted(group, key=Entry.named) if len(_names(group)) > MOST_NAMED else group:
        if part and len(_names([*part, entry])) > MOST_NAMED:
            yield part
            part = []
        part.append(entry)
    yield part


def _names(entries: list[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for entry in entries for name in entry.named()))


def _item(entries: list[Entry], project: Project) -> Item:
    draft, names = entries[0].draft, _names(entries)
    statements = dict.fromkeys(entry.draft.sql for entry in entries if entry.draft.sql)
    sql = "\n".join(statements) or None
    return Item(_id(entries[0], names, project), draft.kind, _object(entries), _message(draft, names), sql)


def _message(draft: Draft, names: tuple[str, ...]) -> Message:
    values = tuple((name, names if name == draft.joins else value) for name, value in draft.message.values)
    return replace(draft.message, values=values)


def _id(entry: Entry, names: tuple[str, ...], project: Project) -> str:
    """Of what the item is about, not of its words: a tick stays until something else is to be tested."""
    draft = entry.draft
    about = sorted(names) if names else (entry.about,)
    identity = "\0".join((project.name, draft.kind, *about, draft.key))
    return sha256(identity.encode()).hexdigest()[:8]


def _object(entries: list[Entry]) -> str:
    objects = dict.fromkeys(entry.about for entry in entries)
    tables = dict.fromkeys(entry.table for entry in entries)
    if len(objects) == 1 or len(tables) > 1:
        return ", ".join(objects)
    return next(iter(tables))
