"""One command → which entries stand afterwards, and what is answered. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from bot.config import Waivers
from bot.github.commands import words
from bot.github.commands.held import Held, destructive_rules, is_about
from bot.github.commands.ledger import Entry
from bot.github.commands.parse import Command, Verb
from bot.github.pull import Said
from bot.lint import Rule
from bot.model import Finding, Message, Review

SHORT = 7  # digits of a commit id, as people know it
DONE, PUZZLED, FORBIDDEN = "rocket", "confused", "-1"


@dataclass(frozen=True, slots=True)
class Order:
    """A command whose author may give it, with its comment and the head that was read when it was received."""

    command: Command
    said: Said
    head: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The reaction to the comment, what is answered, and the entries that stand now."""

    reaction: str
    entries: tuple[Entry, ...]
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What an order is judged by: the review of its head before anybody excused anything, and what was said before."""

    order: Order
    review: Review
    rules: tuple[Rule, ...]
    waivers: Waivers
    held: tuple[Held, ...]
    has_level: Callable[[str], bool]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands of what was said before in other comments."""
        return tuple(each.entry for each in self.held if each.said.id != self.order.said.id)

    def refused(self, note: Message, reaction: str = PUZZLED) -> Outcome:
        """Nothing changes, and a person is told why."""
        return Outcome(reaction, tuple(each.entry for each in self.held), note)

    def entered(self, covers: tuple[tuple[str, str], ...] = (), note: Message | None = None) -> Outcome:
        """The order stands from now on."""
        return Outcome(DONE, (*self.entries, Entry(self.order.said.id, self.order.head, covers)), note)


def settle(case: Case) -> Outcome:
    """Judge an order that changes what stands; any other leaves it as it is."""
    match case.order.command.verb:
        case Verb.ACK:
            return _acknowledged(case)
        case Verb.IGNORE:
            return _ignored(case)
        case Verb.UNIGNORE:
            return _unignored(case)
        case Verb.ANSWER:
            return _answered(case)
        case Verb.PAUSE | Verb.LANG:
            return _without(case, case.order.command.verb).entered()
        case Verb.RESUME:
            return Outcome(DONE, _without(case, Verb.PAUSE).entries)
        case _:
            return Outcome(DONE, tuple(each.entry for each in case.held))


def _acknowledged(case: Case) -> Outcome:
    found = _meant(case)
    if refusal := _refusal(case, found):
        return case.refused(refusal)
    lost = next((finding.rule for finding in found if finding.rule in destructive_rules(case.rules)), None)
    if lost and not case.has_level(case.order.said.author):
        return case.refused(words.LEVEL.filled(rule=lost, level=case.waivers.destructive), FORBIDDEN)
    return case.entered(tuple((finding.fingerprint, finding.digest) for finding in found))


def _ignored(case: Case) -> Outcome:
    found = _meant(case)
    if refusal := _refusal(case, found):
        return case.refused(refusal)
    lost = next((finding.rule for finding in found if finding.rule in destructive_rules(case.rules)), None)
    if lost:
        return case.refused(words.NOT_IGNORED.filled(rule=lost, usage=words.USAGES["ack"]))
    reason = f' reason="{case.order.command.reason}"' if case.order.command.reason else ""
    note = words.SNIPPET.filled(line=f"-- schema-review: ignore {found[0].rule}{reason}") if case.waivers.allow_inline else None
    return case.entered(tuple((finding.fingerprint, "") for finding in found), note)


def _unignored(case: Case) -> Outcome:
    about = {finding.fingerprint for finding in case.review.findings if is_about(case.order.command, finding)}
    kept = tuple(_uncovered(case, about))
    before = case.entries
    if kept == before:
        return case.refused(words.NOTHING_HELD.filled(names=case.order.command.words))
    return Outcome(DONE, kept)


def _uncovered(case: Case, about: set[str]) -> Iterator[Entry]:
    for entry in case.entries:
        covers = tuple(pair for pair in entry.covers if pair[0] not in about)
        if covers or not entry.covers:
            yield Entry(entry.comment, entry.head, covers)


def _answered(case: Case) -> Outcome:
    name = case.order.command.words[0]
    if name not in {question.id for project in case.review.projects for question in project.questions}:
        return case.refused(words.NO_QUESTION.filled(head=case.order.head[:SHORT], name=name))
    again = tuple(each for each in case.held if each.command.verb is not Verb.ANSWER or each.command.words[0] != name)
    return Case(case.order, case.review, case.rules, case.waivers, again, case.has_level).entered()


def _without(case: Case, verb: Verb) -> Case:
    kept = tuple(each for each in case.held if each.command.verb is not verb)
    return Case(case.order, case.review, case.rules, case.waivers, kept, case.has_level)


def _meant(case: Case) -> tuple[Finding, ...]:
    return tuple(finding for finding in case.review.findings if is_about(case.order.command, finding))


def _refusal(case: Case, found: tuple[Finding, ...]) -> Message | None:
    if not found:
        return words.NO_FINDING.filled(head=case.order.head[:SHORT], names=case.order.command.words)
    return words.NO_REASON if case.waivers.require_reason and not case.order.command.reason else None


def explained(name: str, rules: tuple[Rule, ...]) -> Rule | Message:
    """The rule of that name, or what to say instead."""
    known = {rule.name: rule for rule in rules}
    wanted = name.lower().replace("_", "-")
    if wanted in known:
        return known[wanted]
    close = get_close_matches(wanted, known, n=1, cutoff=0.4)
    return words.NO_RULE_CLOSE.filled(name=name, close=close[0]) if close else words.NO_RULE.filled(name=name)
