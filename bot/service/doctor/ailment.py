"""Something that is wrong, with its remedy."""

from dataclasses import dataclass

from bot.model import Message


@dataclass(frozen=True, slots=True)
class Ailment:
    """`check` is what was looked at, such as `settings`, `key` or `webhook`."""

    check: str
    what: Message
    remedy: Message
