"""What we answer in a pull request: reactions, and one comment that is edited."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from bot.errors import NotAllowed, Refused
from bot.github.client import Client
from bot.github.commands import words
from bot.github.commands.held import Held, held
from bot.github.commands.ledger import Entry, read_entries, seal, write_entries
from bot.github.commands.parse import Verb
from bot.github.commands.permission import Permissions
from bot.github.once import once
from bot.github.pull import Standing, read_pull
from bot.model import Language, Message
from bot.render import Reply, render_reply
from bot.render.markers import RepliesMarker

SHORT = 7  # digits of a commit id, as people know it
HELD = {
    Verb.ACK: words.HELD_ACK,
    Verb.IGNORE: words.HELD_IGNORE,
    Verb.ANSWER: words.HELD_ANSWER,
    Verb.PAUSE: words.HELD_PAUSE,
    Verb.LANG: words.HELD_LANG,
}


@dataclass(frozen=True, slots=True)
class Talk:
    """One pull request as it stands, and how we speak there. `secret` seals what we keep, where there is one that people do not know."""

    client: Client
    repository: str
    number: int
    standing: Standing
    language: Language
    permissions: Permissions
    key: str = "default"
    secret: bytes = field(default=b"", repr=False)

    @property
    def place(self) -> str:
        """What tells this conversation from every other."""
        return f"{self.repository}#{self.number}:{self.key}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was obeyed, as our comment has it."""
        return read_entries(self.standing.replies, place=self.place, secret=self.secret)

    def held(self, entries: Iterable[Entry]) -> tuple[Held, ...]:
        """Those of the entries that count.

        Raises:
            ForgeError: GitHub does not answer.
        """
        return tuple(held(entries, self.standing, self.permissions))


def react(talk: Talk, comment: int, content: str) -> None:
    """Add a reaction; a second one of the same kind changes nothing, and one that is not allowed costs nothing else.

    Raises:
        ForgeError: GitHub does not answer.
    """
    path = f"/repos/{talk.repository}/issues/comments/{comment}/reactions"
    with suppress(NotAllowed, Refused):
        once(talk.client, lambda: bool(talk.client.write("POST", path, {"content": content})), lambda: None)


def answer(talk: Talk, reply: Reply, entries: tuple[Entry, ...]) -> None:
    """Bring our replies up to date: the answer, and the entries that stand now.

    Raises:
        ForgeError: see `bot.errors`.
    """
    state = write_entries(entries)
    marker = RepliesMarker(talk.key, state, seal(state, place=talk.place, secret=talk.secret))
    body = {"body": render_reply(reply, _sentences(talk.held(entries)), marker, talk.language)}
    known = talk.standing.replies
    if known:
        path = f"/repos/{talk.repository}/issues/comments/{known.id}"
        once(talk.client, lambda: bool(talk.client.write("PATCH", path, body)), lambda: None)
        return
    path = f"/repos/{talk.repository}/issues/{talk.number}/comments"
    once(talk.client, lambda: bool(talk.client.write("POST", path, body)), lambda: _stands(talk) or None)


def _stands(talk: Talk) -> bool:
    return read_pull(talk.client, talk.repository, talk.number, key=talk.key).replies is not None


def _sentences(all_held: Iterable[Held]) -> Iterator[Message]:
    for each in all_held:
        if message := HELD.get(each.command.verb):
            is_answer = each.command.verb is Verb.ANSWER
            what = each.command.words[:1] if is_answer else each.command.words
            reason = each.command.words[1] if is_answer else each.command.reason
            yield message.filled(who=each.by, what=what, head=each.entry.head[:SHORT], reason=reason)
