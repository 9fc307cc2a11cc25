"""The stand-in for GitHub, held against GitHub's own descriptions where they are installed."""

from collections.abc import Iterator

import pytest

from tests.github.contract import Contract
from tests.github.standin import Repository, StandIn


@pytest.fixture
def lenient(contract_if_any: Contract | None) -> Iterator[StandIn]:
    """A stand-in to send wrong requests to: only its answers are held against the descriptions."""
    with StandIn(contract=contract_if_any, check_requests=False) as standin:
        yield standin


@pytest.fixture
def shop(github: StandIn) -> Repository:
    """A repository with one commit."""
    shop = github.repository("octo/shop")
    shop.commit("main", {"README.md": "A shop.\n"}, "Begin")
    return shop
