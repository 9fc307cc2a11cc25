"""Where places and rule pages are on the web, as far as the caller knows."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.model import Place


def _no_link(_: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Links:
    """Two functions that give an http address, or None where there is none."""

    place: Callable[[Place], str | None] = _no_link
    rule: Callable[[str], str | None] = _no_link


NO_LINKS = Links()
