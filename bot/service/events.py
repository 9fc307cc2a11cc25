"""What an event asks of us, as a value."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.github.commands.obey import Receipt
from bot.service.subject import Subject


@dataclass(frozen=True, slots=True)
class Wish:
    """The subject is to be reviewed as it stands now."""

    subject: Subject


@dataclass(frozen=True, slots=True)
class Rerun:
    """Somebody asks for the check of a commit again: for these pull requests, and for whatever we reviewed with that head."""

    subjects: tuple[Subject, ...]
    repository_id: int
    installation: int
    head: str


@dataclass(frozen=True, slots=True)
class Command:
    """A comment on a pull request that has a new command for us, in its author's own words."""

    subject: Subject
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """We may not see these repositories any more; None are all of the installation."""

    installation: int
    repositories: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing to do; `why` is for the log and for whoever reads the answer on GitHub's page of deliveries."""

    why: str


Event: TypeAlias = Wish | Rerun | Command | Withdrawn | Ignored


@dataclass(frozen=True, slots=True)
class Delivery:
    """A verified request to the webhook. A redelivery has the same `guid`; `payload` is the JSON text as it came."""

    guid: str
    name: str
    payload: str
    event: Event
