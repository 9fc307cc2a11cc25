"""The way of a command: received, taken, settled, answered. The Action and the service walk it with the same functions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.config import Config
from bot.github.checks import first_begun
from bot.github.commands import words
from bot.github.commands.held import may
from bot.github.commands.parse import Command, Mistake, Verb, read_command
from bot.github.commands.settle import DONE, FORBIDDEN, PUZZLED, SHORT, Case, Order, Outcome, explained, settle
from bot.github.commands.talk import Talk, answer, react
from bot.github.pull import Said, read_pull
from bot.lint import Rule, markdown
from bot.model import Review
from bot.render import Reply, has_other_boxes

SEEN = "eyes"
BINDING = (Verb.ACK, Verb.IGNORE)  # what speaks of the review of one head
QUERIES = (Verb.EXPLAIN, Verb.CONFIG, Verb.HELP)  # what changes nothing
AT_ONCE = 10  # commands of one person in one pull request
WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A comment as an event tells of it. `sender` is who caused the event, `before` the text before an edit.

    `is_bot`: one of the two is a bot; `is_edited_bot`: a person edited what a bot wrote.
    """

    comment: int
    author: str
    sender: str
    body: str
    before: str | None = None
    is_bot: bool = False
    is_edited_bot: bool = False


def is_for_us(receipt: Receipt) -> bool:
    """Whether the comment has a command that is new, from a person who wrote it alone; nobody is asked."""
    if receipt.is_bot or receipt.sender != receipt.author:
        return False
    command = read_command(receipt.body)
    return command is not None and (receipt.before is None or read_command(receipt.before) != command)


def is_ticking(receipt: Receipt) -> bool:
    """Whether a person ticked or unticked a box in our comment that the check waits for; nobody is asked."""
    return receipt.is_edited_bot and receipt.before is not None and has_other_boxes(receipt.before, receipt.body)


def take(talk: Talk, receipt: Receipt) -> Order | None:
    """The order in the comment as it stands now, bound to the head as it stands now; None where there is nothing (more) to do.

    What is not understood and who has no permission is told so.

    Raises:
        ForgeError: see `bot.errors`.
    """
    said = next((said for said in talk.standing.said if said.id == receipt.comment and said.author == receipt.author), None)
    command = read_command(said.body) if said and said.is_own_words else None
    if said is None or command is None or _is_flood(said, talk):
        return None
    if isinstance(command, Mistake):
        answer(talk, Reply(command.message, has_help=True), talk.entries)
        react(talk, said.id, PUZZLED)
        return None
    if not may(command, said.author, talk.standing, talk.permissions):
        react(talk, said.id, FORBIDDEN)
        return None
    react(talk, said.id, SEEN)
    return Order(command, said, talk.standing.head)


def obey(talk: Talk, order: Order, review: Review, *, rules: tuple[Rule, ...], config: Config) -> Outcome:
    """Settle an order with the review of its head, and write down what stands now.

    What was seen must be what is acknowledged: the head is read again, and must have been under review when the command was given.

    Raises:
        ForgeError: see `bot.errors`.
    """
    now = replace(talk, standing=read_pull(talk.client, talk.repository, talk.number, key=talk.key))
    before = now.entries
    case = Case(order, review, rules, config.waivers, now.held(before), has_level(talk, config))
    outcome = _unbound(now, case) or settle(case)
    if outcome.note or outcome.entries != before:
        answer(now, Reply(outcome.note), outcome.entries)
    return outcome


def has_level(talk: Talk, config: Config) -> Callable[[str], bool]:
    """Whether a person may acknowledge that data is lost."""
    return lambda login: talk.permissions.has(login, config.waivers.destructive)


def reply_to(talk: Talk, command: Command, rules: tuple[Rule, ...], config: Callable[[], str]) -> tuple[Reply, str]:
    """The answer to a query, and the reaction to it; `config` gives the configuration that holds, as YAML."""
    match command.verb:
        case Verb.EXPLAIN:
            found = explained(command.words[0], rules)
            if isinstance(found, Rule):
                return Reply(title=found.name, page=markdown(found.page, talk.language)), DONE
            return Reply(found), PUZZLED
        case Verb.CONFIG:
            return Reply(title="schema-review.yml", config=config()), DONE
        case _:
            return Reply(has_help=True), DONE


def _unbound(now: Talk, case: Case) -> Outcome | None:
    order, head = case.order, now.standing.head
    if order.command.verb not in BINDING:
        return None
    if head != order.head or case.review.head_revision not in (None, order.head):
        return case.refused(words.MOVED.filled(head=head[:SHORT]))
    begun = first_begun(now.client, now.repository, head, key=now.key)
    return case.refused(words.UNSEEN.filled(head=head[:SHORT])) if begun and begun > order.said.when else None


def _is_flood(said: Said, talk: Talk) -> bool:
    last = datetime.fromisoformat(said.when)
    others = (datetime.fromisoformat(each.when) for each in talk.standing.said if each.author == said.author)
    return sum(last - WINDOW < when <= last for when in others) > AT_ONCE
