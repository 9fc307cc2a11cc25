"""How a review is to be shown on a pull request."""

from dataclasses import dataclass, field
from typing import Literal

from bot.config import Inline
from bot.model import Language
from bot.render import NO_LINKS, Links


@dataclass(frozen=True, slots=True)
class Look:
    """The language (`both` adds the other one), the key of our comment, and what may be posted."""

    language: Language
    both: bool = False
    key: str = "default"
    links: Links = NO_LINKS
    comment: Literal["auto", "always", "never"] = "auto"
    inline: Inline = field(default_factory=Inline)
