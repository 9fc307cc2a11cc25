"""Where in the two commits a hit points."""

from collections import defaultdict
from collections.abc import Iterable

from bot.model import Change, Migration, Place, ReviewedChange, Side, Span, Step, change_identity


class ChangePlaces:
    """The places of a pull request's changes, looked up by the change itself or by a statement that makes one like it."""

    def __init__(self, changes: Iterable[ReviewedChange]) -> None:
        self._changes = tuple(changes)
        self._own = {id(reviewed.change): reviewed for reviewed in self._changes}
        self._alike: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, reviewed in enumerate(self._changes):
            self._alike[change_identity(reviewed.change)].append(number)

    def places_of(self, node: object, side: Side) -> tuple[Place, ...]:
        """The places of what a hit points at; `side` is the one that is judged."""
        match node:
            case Step():
                return (Place(Side.HEAD, node.span), *self._made_by(node))
            case Migration():
                return (Place(side, node.recorded),)
            case Span():
                return (Place(side, node),)
            case Place():
                return (node,)
        if isinstance(node, Change):
            own = self._own.get(id(node))
            return own.places if own else ()
        span = getattr(node, "span", None)
        return (Place(side, span),) if isinstance(span, Span) else ()

    def _made_by(self, step: Step) -> list[Place]:
        """The places elsewhere of what the statement changes."""
        numbers = {number for change in step.changes for number in self._alike.get(change_identity(change), ())}
        return [place for number in sorted(numbers) for place in self._changes[number].places if _is_elsewhere(place, step)]


def _is_elsewhere(place: Place, step: Step) -> bool:
    return place.side is not Side.HEAD or not step.span.has_start_of(place.span)
