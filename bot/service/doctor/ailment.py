"""Something that is wrong, with its remedy."""

from dataclasses import dataclass

from bot.model import Message


@dataclass(frozen=True, slots=True)
class Ailment:
    """`check` is what was looked at: `settings`, `key`, `clock`, `app`, `permissions`, `events`, `webhook`, `database`, `data`, `git`."""

    check: str
    what: Message
    remedy: Message
