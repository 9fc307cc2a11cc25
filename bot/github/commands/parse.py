"""A comment's text → the command in it. Pure: whether its author may is asked elsewhere."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from bot.github.commands import words
from bot.github.commands.spoken import spoken_lines
from bot.model import LANGUAGES, Message

LONGEST = 20_000  # characters of a comment that are read
NAME = re.compile(r" {0,3}/schema-review(?![\w/-])(.*)", re.IGNORECASE)
REASON = re.compile(r'(?:^|(?<=\s))(?:reason|사유)\s*=\s*(?:"([^"]*)"|“([^”]*)”|(\S+))', re.IGNORECASE)
WORD = re.compile(r"`([^`]+)`|(\S+)")


class Verb(StrEnum):
    """What can be asked."""

    REVIEW = "review"
    ACK = "ack"
    IGNORE = "ignore"
    UNIGNORE = "unignore"
    ANSWER = "answer"
    PAUSE = "pause"
    RESUME = "resume"
    LANG = "lang"
    EXPLAIN = "explain"
    CONFIG = "config"
    HELP = "help"


KOREAN = {
    "재검토": Verb.REVIEW,
    "리뷰": Verb.REVIEW,
    "확인": Verb.ACK,
    "무시": Verb.IGNORE,
    "무시취소": Verb.UNIGNORE,
    "답변": Verb.ANSWER,
    "중지": Verb.PAUSE,
    "재개": Verb.RESUME,
    "언어": Verb.LANG,
    "설명": Verb.EXPLAIN,
    "설정": Verb.CONFIG,
    "도움말": Verb.HELP,
}
VERBS = {**{verb.value: verb for verb in Verb}, **KOREAN}
# How many words each takes, at least and at most.
COUNTS = {
    Verb.ACK: (1, 2),
    Verb.IGNORE: (2, 2),
    Verb.UNIGNORE: (1, 2),
    Verb.LANG: (1, 1),
    Verb.EXPLAIN: (1, 1),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `words` are its arguments: of `answer` the question's id and the text; `is_full` is `review --full`."""

    verb: Verb
    words: tuple[str, ...] = ()
    reason: str = ""
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line that begins like a command and is none, and why."""

    message: Message


def read_command(body: str) -> Command | Mistake | None:
    """The first command of a comment; None where it has none."""
    for line in spoken_lines(unicodedata.normalize("NFC", body[:LONGEST])):
        if found := NAME.fullmatch(line):
            return _read(found[1].strip())
    return None


def _read(said: str) -> Command | Mistake:
    name, _, rest = said.partition(" ")
    if name.lower() == "--full" and not rest.strip():
        return Command(Verb.REVIEW, is_full=True)
    verb = VERBS.get(name.lower()) if name else Verb.REVIEW
    if verb is None:
        return Mistake(_unknown(name))
    if verb is Verb.ANSWER:
        return _answer(rest.strip())
    if verb is Verb.REVIEW:
        flags = rest.split()
        return Command(verb, is_full=bool(flags)) if flags in ([], ["--full"]) else Mistake(words.usage(verb))
    return _with_words(verb, rest)


def _with_words(verb: Verb, rest: str) -> Command | Mistake:
    reason = REASON.search(rest)
    given = tuple(quoted or plain for quoted, plain in WORD.findall(REASON.sub(" ", rest)))
    least, most = COUNTS.get(verb, (0, 0))
    if not least <= len(given) <= most:
        return Mistake(words.usage(verb))
    if verb is Verb.LANG:
        given = (given[0].lower(),)
        if given[0] not in LANGUAGES:
            return Mistake(words.usage(verb))
    return Command(verb, given, next(filter(None, reason.groups()), "").strip() if reason else "")


def _answer(rest: str) -> Command | Mistake:
    question, _, said = rest.partition(" ")
    if not said.strip():
        return Mistake(words.usage(Verb.ANSWER))
    return Command(Verb.ANSWER, (question.strip("`").lower(), said.strip()))


def _unknown(name: str) -> Message:
    close = get_close_matches(name.lower(), _names(), n=1)
    return words.CLOSE.filled(name=name, close=close[0]) if close else words.UNKNOWN.filled(name=name)


def _names() -> Sequence[str]:
    return tuple(VERBS)
