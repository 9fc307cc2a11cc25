"""The commands that asked for a review: taken one after the other, and answered at once where they ask for an answer only."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.action.hear import is_query, receive, reply
from bot.action.job import Job, again
from bot.config import Config
from bot.github.commands.obey import Receipt
from bot.lint import default_rules
from bot.service.events import Command
from bot.service.store import Store
from bot.service.store.state import Taken
from bot.service.store.wishes import payloads
from bot.service.webhook import read_stored
from bot.settings import config_text

COMMENT = "issue_comment"


def receipts(store: Store, taken: Taken) -> tuple[Receipt, ...]:
    """The comments behind the wishes, each once: what stands in it now is what counts."""
    events = (read_stored(COMMENT, payload.encode()) for payload in payloads(store, taken, COMMENT))
    found = {event.receipt.comment: event.receipt for event in events if isinstance(event, Command)}
    return tuple(found.values())


def listen(job: Job, said: Sequence[Receipt], config: Callable[[], Config]) -> Job:
    """The job with the orders of these comments; queries are answered and gone, and so is what nobody may ask for.

    Raises:
        BotError: GitHub does not answer, or `config` fails.
    """
    rules = default_rules()
    for number, receipt in enumerate(said):
        # The one before may have been answered: there is one comment with answers, and what it holds must not be written over.
        asked = receive(again(job) if number else job, receipt)
        if asked is None:
            continue
        if is_query(asked):
            reply(asked, rules, lambda: config_text(config()))
        else:
            job = replace(job, orders=asked.orders)
    return job
