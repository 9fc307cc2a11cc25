"""What people said that counts now: each word of it is held against the comment it stands in, and its author against GitHub."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.github.commands.ledger import Entry
from bot.github.commands.parse import Command, Verb, read_command
from bot.github.commands.permission import Permissions
from bot.github.pull import Said, Standing
from bot.lint import Rule
from bot.model import Answer, Excuse, Finding, Language, Review

DAY = len("2026-11-21")
# What a command needs of its author; who opened the pull request may some without it.
NEEDS = {
    Verb.REVIEW: "read",
    Verb.ACK: "write",
    Verb.IGNORE: "write",
    Verb.UNIGNORE: "write",
    Verb.ANSWER: "write",
    Verb.PAUSE: "write",
    Verb.RESUME: "write",
    Verb.LANG: "write",
}
AUTHORS = {Verb.REVIEW, Verb.ANSWER, Verb.PAUSE, Verb.RESUME, Verb.LANG}


@dataclass(frozen=True, slots=True)
class Held:
    """A command that was obeyed, that still stands in its comment, and whose author may still give it."""

    entry: Entry
    said: Said
    command: Command

    @property
    def by(self) -> str:
        """Who said it and when, for people."""
        return f"{self.said.author}, {self.said.when[:DAY]}"


def may(command: Command, author: str, standing: Standing, permissions: Permissions) -> bool:
    """Whether that person may give the command in this pull request.

    Raises:
        ForgeError: GitHub does not answer.
    """
    if command.is_full:
        return permissions.has(author, "write")
    is_author = author == standing.author and command.verb in AUTHORS
    return is_author or command.verb not in NEEDS or permissions.has(author, NEEDS[command.verb])


def held(entries: Iterable[Entry], standing: Standing, permissions: Permissions) -> Iterator[Held]:
    """The entries whose comments say what they said, written by their authors alone, who may say it.

    Raises:
        ForgeError: GitHub does not answer.
    """
    comments = {said.id: said for said in standing.said}
    for entry in entries:
        said = comments.get(entry.comment)
        command = read_command(said.body) if said and said.is_own_words else None
        if said and isinstance(command, Command) and may(command, said.author, standing, permissions):
            yield Held(entry, said, command)


def is_about(command: Command, finding: Finding) -> bool:
    """Whether `ack`, `ignore` or `unignore` with these words means the finding: by its rule, its object, or both."""
    names = {finding.rule.lower(), finding.object.lower()}
    return {word.lower() for word in command.words} <= names


def excuses(all_held: Iterable[Held], review: Review, rules: tuple[Rule, ...], *, has_level: Callable[[str], bool]) -> Iterator[Excuse]:
    """The findings that were acknowledged or waived. `has_level` says whether a person may acknowledge lost data.

    An acknowledgement holds for the finding as it was then; data is never lost by a waiver.
    """
    destructive = destructive_rules(rules)
    for each in all_held:
        covers = dict(each.entry.covers) if each.command.verb in (Verb.ACK, Verb.IGNORE) else {}
        for finding in review.findings:
            if finding.fingerprint not in covers or not is_about(each.command, finding):
                continue
            is_ack, digest = each.command.verb is Verb.ACK, covers[finding.fingerprint]
            if finding.rule in destructive and not (is_ack and has_level(each.said.author)):
                continue
            if not is_ack or digest == finding.digest:
                yield Excuse(finding.fingerprint, finding.digest, each.command.reason, each.by)


def destructive_rules(rules: tuple[Rule, ...]) -> frozenset[str]:
    """The rules whose findings lose data."""
    return frozenset(rule.name for rule in rules if rule.category == "destructive")


def answers(all_held: Iterable[Held]) -> tuple[Answer, ...]:
    """What was answered, in the order it was said."""
    return tuple(Answer(each.command.words[0], each.command.words[1], each.by) for each in all_held if each.command.verb is Verb.ANSWER)


def is_paused(all_held: Iterable[Held]) -> bool:
    """Whether the comments are paused."""
    return any(each.command.verb is Verb.PAUSE for each in all_held)


def chosen_language(all_held: Iterable[Held]) -> Language | None:
    """The language that a person chose last, None where nobody did."""
    chosen: Language | None = None
    for each in all_held:
        if each.command.verb is Verb.LANG:
            chosen = "ko" if each.command.words[0] == "ko" else "en"
    return chosen
