"""What GitHub tried to bring to the App's webhook, and how to have it brought again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.errors import LostAnswer
from bot.github.client import Client, Object

DELIVERIES = "/app/hook/deliveries"
KEPT = 3 * 86_400.0  # seconds for which GitHub knows a delivery and brings it again
SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to bring an event; all attempts at one event share its `guid`. `at` is in seconds since 1970, by GitHub's clock.

    `status` is what the webhook answered; GitHub gives a number of its own (502, 504, 0) where it did not answer.
    """

    number: int
    guid: str
    event: str
    at: float
    status: int
    is_again: bool

    @property
    def arrived(self) -> bool:
        """Whether it was taken."""
        return 200 <= self.status < 300

    @property
    def was_lost(self) -> bool:
        """Whether nobody was there who could have refused it: no answer, or the answer of a server in trouble."""
        return self.status >= SERVER_ERROR or self.status <= 0


def attempts(client: Client, *, since: float) -> Iterator[Attempt]:
    """The attempts of the App's webhook back to that time, the newest first; `client` speaks for the App itself.

    Raises:
        ForgeError: GitHub does not answer, or refuses.
    """
    for each in client.led(DELIVERIES):
        attempt = _attempt(each)
        if attempt.at < since:
            return
        yield attempt


def bring_again(client: Client, number: int) -> None:
    """Have the event of an attempt brought once more; GitHub answers before it has done so.

    Raises:
        NotAllowed: GitHub does not know the attempt any more.
        ForgeError: see `attempts`.
    """
    try:
        client.write("POST", f"{DELIVERIES}/{number}/attempts")
    except LostAnswer:
        # It may be on its way. Where it is not, the next look shows no attempt, and we ask again later.
        return


def _attempt(entry: Object) -> Attempt:
    at = datetime.fromisoformat(entry["delivered_at"]).timestamp()
    return Attempt(entry["id"], entry["guid"], entry["event"], at, entry["status_code"], bool(entry["redelivery"]))
