"""The stand-in for GitHub, held against GitHub's own descriptions where they are installed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.github.contract import Contract, load_contract
from tests.github.standin import Repository, StandIn


@pytest.fixture(scope="session")
def contract_if_any(root: Path, missing_oracle: Callable[[str], NoReturn]) -> Contract | None:
    """GitHub's descriptions; None where the npm packages are not installed, unless they must be."""
    try:
        return load_contract(root)
    except FileNotFoundError as error:
        if os.environ.get("ORACLES") == "required":
            missing_oracle(str(error))
        return None


@pytest.fixture(scope="session")
def contract(contract_if_any: Contract | None, missing_oracle: Callable[[str], NoReturn]) -> Contract:
    """GitHub's descriptions, for tests that are about nothing else."""
    return contract_if_any or missing_oracle("GitHub's descriptions are not installed: `make test` installs them where npm exists")


@pytest.fixture
def github(contract_if_any: Contract | None) -> Iterator[StandIn]:
    """A stand-in whose requests and answers are held against the descriptions, if they are there."""
    with StandIn(contract=contract_if_any) as standin:
        yield standin


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
