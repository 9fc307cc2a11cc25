"""Which candidates remain of several."""

from itertools import permutations

import pytest

from bot.advise import merge_candidates
from bot.model import Candidate, Message


def candidate(columns: str, *, table: str = "orders", unique: bool = False, where: str | None = None) -> Candidate:
    names = tuple(columns.split())
    return Candidate(table, names, f"CREATE INDEX ON {table} ({', '.join(names)})", None, Message.of("", ""), unique=unique, where=where)


A, AB, ABC, B, BA = map(candidate, ("a", "a b", "a b c", "b", "b a"))
A_UNIQUE = candidate("a", unique=True)
A_WHERE, AB_WHERE = candidate("a", where="x is null"), candidate("a b", where="x is null")
ELSEWHERE = candidate("a", table="users")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([], []),
        ([A, A], [A]),
        ([A, AB], [AB]),
        ([A, AB, ABC], [ABC]),
        ([A, B], [A, B]),
        ([AB, BA], [AB, BA]),
        ([AB, B], [AB, B]),
        ([A, A_UNIQUE], [A_UNIQUE]),
        ([A_UNIQUE, AB], [A_UNIQUE, AB]),
        ([A, A_WHERE], [A]),
        ([A_WHERE, AB], [AB]),
        ([A, AB_WHERE], [A, AB_WHERE]),
        ([A_WHERE, AB_WHERE], [AB_WHERE]),
        ([A, ELSEWHERE], [A, ELSEWHERE]),
    ],
)
def test_what_remains_does_not_depend_on_the_order(given: list[Candidate], kept: list[Candidate]):
    assert merge_candidates(given) == tuple(kept)
    assert all(set(merge_candidates(order)) == set(kept) for order in permutations(given))
