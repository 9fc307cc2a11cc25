"""Which commands were obeyed, kept in our own comment: what they say is read from the comments of the people who said it.

A forged entry can therefore only point at words that somebody with the permission really wrote here.
"""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.github.pull import OwnReplies

PAIR = r"[0-9a-f]{16}\.(?:[0-9a-f]{16})?"
ENTRY = re.compile(rf"(\d{{1,19}}):([0-9a-f]{{40,64}}):((?:{PAIR},?)*);", re.ASCII)
MOST = 30_000  # characters; a comment holds 65,536
UNSEALED = "none"


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment that was obeyed when `head` was the head; `covers` are the findings it was about, each with its digest then."""

    comment: int
    head: str
    covers: tuple[tuple[str, str], ...] = ()


def read_entries(replies: OwnReplies | None, *, place: str, secret: bytes = b"") -> tuple[Entry, ...]:
    """The entries of our comment, none where anybody else was the last to edit it, or the seal is not ours.

    `place` says of which comment: what was sealed for another pull request counts for nothing. With an empty `secret` there is no seal,
    and GitHub's word for who edited it last is all there is.
    """
    if replies is None or not replies.is_untouched:
        return ()
    marker = replies.marker
    if not hmac.compare_digest(marker.seal.encode(), seal(marker.state, place=place, secret=secret).encode()):
        return ()
    return tuple(_entry(found) for found in ENTRY.finditer(marker.state))


def write_entries(entries: Sequence[Entry]) -> str:
    """The entries as letters, the newest that fit."""
    kept: list[str] = []
    for entry in reversed(entries):
        pairs = ",".join(f"{fingerprint}.{digest}" for fingerprint, digest in entry.covers)
        kept.append(f"{entry.comment}:{entry.head}:{pairs};")
        if sum(map(len, kept)) > MOST:
            kept.pop()
            break
    return "".join(reversed(kept))


def seal(state: str, *, place: str, secret: bytes) -> str:
    """What only those who know the secret can write under a state."""
    return hmac.new(secret, f"{place}\n{state}".encode(), sha256).hexdigest() if secret else UNSEALED


def _entry(found: re.Match[str]) -> Entry:
    pairs = (pair.split(".") for pair in found[3].split(",") if pair)
    return Entry(int(found[1]), found[2], tuple((fingerprint, digest) for fingerprint, digest in pairs))
