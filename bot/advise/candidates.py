"""Which index candidates of a review remain: one for a lookup, and none that another one serves as its left prefix."""

from collections.abc import Iterable

from bot.model import Candidate


def merge_candidates(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates in their order: of two for the same columns and condition the unique one, else the first.

    A candidate whose columns are the first ones of another is served by it; a unique one is not, for it also tells rows apart.
    """
    best: dict[tuple[object, ...], Candidate] = {}
    for candidate in candidates:
        lookup = (candidate.table, candidate.columns, candidate.where)
        if lookup not in best or (candidate.unique and not best[lookup].unique):
            best[lookup] = candidate
    found = tuple(best.values())
    return tuple(candidate for candidate in found if not any(_serves(other, candidate) for other in found))


def _serves(longer: Candidate, candidate: Candidate) -> bool:
    """Whether the longer index answers the same lookup; an index with a condition lacks rows that one without has."""
    if candidate.unique or longer.table != candidate.table or longer.where not in (None, candidate.where):
        return False
    width = len(candidate.columns)
    if longer.columns == candidate.columns:
        return longer.where != candidate.where
    return longer.columns[:width] == candidate.columns
