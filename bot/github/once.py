"""A write that must not happen twice."""

from collections.abc import Callable
from typing import TypeVar

from bot.errors import ForgeError, LostAnswer
from bot.github.client import PAUSES, Client

Written = TypeVar("Written")


def once(client: Client, write: Callable[[], Written], find: Callable[[], Written | None]) -> Written:
    """Write; after a lost answer look for what was to be written, by its marker, and write again only where it is not there.

    Raises:
        ForgeError: the write was refused, or every answer was lost and nothing is there.
    """
    lost: LostAnswer | None = None
    for pause in (*PAUSES, 0.0):
        try:
            return write()
        except LostAnswer as error:
            lost = error
        # What was written may take a moment to appear in lists.
        client.pause(pause)
        found = find()
        if found is not None:
            return found
    raise ForgeError(f"GitHub does not answer: {lost}") from lost
