"""What a rule yields: one place where it speaks."""

from dataclasses import dataclass
from typing import Any

from bot.model import Candidate, Message, Place, Severity, Span, Suggestion, Value


@dataclass(frozen=True, slots=True, init=False)
class Hit:
    """One place where a rule speaks: a node, the values of the message's placeholders, and what it proposes.

    `node` is anything with a `span`, a Change, a Step, a Span or a Place. `object` overrides the name derived from subject and node;
    `also` are further places; `advice`, with values of its own, follows the rule's message; `at_most` limits the rule's severity here.
    """

    node: Any
    values: tuple[tuple[str, Value], ...]
    object: str | None = None
    suggestion: Suggestion | None = None
    candidate: Candidate | None = None
    also: tuple[Span | Place, ...] = ()
    advice: Message | None = None
    at_most: Severity = Severity.ERROR

    def __init__(
        self,
        node: Any,  # noqa: ANN401 # a rule points at whatever value it found wrong
        *,
        object: str | None = None,  # noqa: A002 # the field's word for what a finding is about
        suggestion: Suggestion | None = None,
        candidate: Candidate | None = None,
        also: tuple[Span | Place, ...] = (),
        advice: Message | None = None,
        at_most: Severity = Severity.ERROR,
        **values: Value,
    ) -> None:
        for name, value in (
            ("node", node),
            ("values", tuple(values.items())),
            ("object", object),
            ("suggestion", suggestion),
            ("candidate", candidate),
            ("also", also),
            ("advice", advice),
            ("at_most", at_most),
        ):
            object_setattr(self, name, value)


object_setattr = object.__setattr__
