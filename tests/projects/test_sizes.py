"""The file with the rows of each table."""

import pytest

from bot.model import Dialect, Message, Project, Sizes, Unread, UnreadReason
from bot.projects.sizes import SIZES_PATH, read_sizes
from bot.render.message import plain
from tests.trees import MemoryTree

PROJECT = Project("shop", Dialect.POSTGRESQL, Message.of("", ""), sizes_path=SIZES_PATH)


def test_rows_by_full_name():
    sizes, problems = read_sizes(MemoryTree("head", {SIZES_PATH: '{"tables": {"orders": 1200000, "auth.users": 40}}'}), PROJECT)
    assert problems == ()
    assert (sizes.of("orders"), sizes.of("auth.users"), sizes.of("items")) == (1200000, 40, None)


def test_no_file_is_no_problem():
    assert read_sizes(MemoryTree("head", {}), PROJECT) == (Sizes(), ())


def test_a_file_that_the_configuration_names_must_be_there():
    named = Project("shop", Dialect.POSTGRESQL, Message.of("", ""), sizes_path="db/sizes.json")
    _, [problem] = read_sizes(MemoryTree("head", {}), named)
    assert problem.span.path == "db/sizes.json"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"tables": {\n"orders": 12,\n}}', 3, "Expecting property name"),
        ('{"orders": 12}', 1, '"tables" with a number of rows for each table is missing'),
        ("[]", 1, '"tables"'),
        ('{"tables": {"orders": "many"}}', 1, 'the rows of orders are "many", not a whole number from 0 on'),
        ('{"tables": {"orders": -1}}', 1, "the rows of orders are -1"),
        ('{"tables": {"orders": true}}', 1, "the rows of orders are true"),
        ("[" * 100_000, 1, "recursion"),
        (b"\xff\xfe", 1, "codec can't decode"),
    ],
)
def test_a_file_of_another_shape_is_said_with_its_line(text, line, words):
    sizes, [problem] = read_sizes(MemoryTree("head", {SIZES_PATH: text}), PROJECT)
    assert sizes == Sizes()
    assert problem.span.line == line
    assert words in plain(problem.message, "en")
    assert not problem.unread


def test_a_file_over_the_limit_is_said():
    tree = MemoryTree("head", {}, unread={SIZES_PATH: Unread(UnreadReason.TOO_LARGE)})
    _, [problem] = read_sizes(tree, PROJECT)
    assert problem.span.path == SIZES_PATH


def test_what_is_known_of_several_tables():
    sizes = Sizes((("large", 10_000), ("small", 9_999)))
    assert sizes.are_small(["small"]) is True
    assert sizes.are_small(["small", "large"]) is False
    assert sizes.are_small(["large", "unknown"]) is False
    assert sizes.are_small(["small", "unknown"]) is None
    assert sizes.are_small([]) is None
