"""A sorted collection behaves as a dictionary sorted by its names does, and its copies leave it alone."""

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Enum, Sorted, Span

SPAN = Span("m.sql", 1, 1)
NAMES = st.integers(0, 400).map(lambda number: f"name_{number}")
ENUMS = st.builds(lambda name, value: Enum(name, (value,), SPAN), NAMES, st.sampled_from("ab"))
DEEDS = st.lists(st.one_of(ENUMS, NAMES), max_size=300)


@given(st.dictionaries(NAMES, ENUMS, max_size=200).map(lambda found: {one.name: one for one in found.values()}), DEEDS)
def test_every_copy_is_the_dictionary_at_that_time(start, deeds):
    held, copies = dict(start), [Sorted(start.values())]
    expected = [dict(held)]
    for deed in deeds:
        if isinstance(deed, str):
            copies.append(copies[-1].without(deed))
            held.pop(deed, None)
        else:
            copies.append(copies[-1].put(deed))
            held[deed.name] = deed
        expected.append(dict(held))

    for copy, then in zip(copies, expected, strict=True):
        assert copy == tuple(then[name] for name in sorted(then))
        assert len(copy) == len(then)
        assert (hash(copy), repr(copy)) == (hash(tuple(copy)), repr(tuple(copy)))
    assert all(copies[-1].find(name) == held.get(name) for name in (*held, "absent", "", "name_9"))
    assert list(copies[-1].mentioning("a", values)) == [enum for enum in copies[-1] if enum.values == ("a",)]


def values(enum):
    return enum.values


def test_it_reads_as_a_tuple_does():
    enums = tuple(Enum(name, (), SPAN) for name in ("a", "b", "c"))
    found = Sorted(reversed(enums))

    assert found == enums
    assert found != list(enums)
    assert found != enums[:2]
    assert (found[0], found[-1], found[1:]) == (enums[0], enums[2], enums[1:])
    assert Sorted.of(found) is found
    assert not Sorted()
