"""The stand-in itself: it keeps apart from the product, and lets no wrong request or answer pass."""

import ast
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.github.contract import Contract
from tests.github.standin import Request, StandIn
from tests.github.standin.asking import Asking
from tests.github.standin.dispatch import routes

SOURCES = sorted((Path(__file__).parent / "standin").glob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_of_the_product_is_imported(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in names if name.split(".")[0] in ("bot", "rules", "github")]


def test_it_works_without_descriptions() -> None:
    with StandIn() as github:
        shop = github.repository("octo/shop")
        assert Asking(github, shop.token("dev"))("GET", "/repos/octo/shop").json()["full_name"] == "octo/shop"
        assert Asking(github, shop.token("dev")).graphql("{ viewer { login } }")["data"]["viewer"]["login"] == "dev"


def test_a_wrong_request_is_answered_with_500_and_raised_at_the_end(contract: Contract) -> None:
    def story() -> None:
        with StandIn(contract=contract) as github:
            assert Asking(github)("GET", "/rate_limit", per_side="1").status_code == 500

    with pytest.raises(AssertionError, match="per_side"):
        story()


def test_a_wrong_query_is_raised_at_the_end(contract: Contract) -> None:
    with pytest.raises(AssertionError, match="nonsense"), StandIn(contract=contract) as github:
        Asking(github, github.repository("octo/shop").token("dev")).graphql("{ viewer { nonsense } }")


def test_a_wrong_answer_is_raised_at_the_end(contract: Contract) -> None:
    def story() -> None:
        with StandIn(contract=contract) as github:
            shop: Any = github.repository("octo/shop")
            shop.default_branch = 7
            assert Asking(github)("GET", "/repos/octo/shop").status_code == 500

    with pytest.raises(AssertionError, match="default_branch"):
        story()


def test_what_is_not_served_is_raised_at_the_end() -> None:
    with pytest.raises(AssertionError, match="GET /octocat is not served"), StandIn() as github:
        assert Asking(github)("GET", "/octocat").status_code == 500


def test_a_mistake_of_the_stand_in_is_raised_at_the_end() -> None:
    def stumble(request: Request, phase: str) -> None:
        raise ZeroDivisionError

    def story() -> None:
        with StandIn() as github:
            github.faults.on_request = stumble
            with pytest.raises(requests.ConnectionError):
                Asking(github)("GET", "/rate_limit")

    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        story()


def test_an_error_in_the_block_is_not_hidden() -> None:
    def story() -> None:
        with StandIn() as github:
            Asking(github)("GET", "/octocat")
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine") as raised:
        story()
    assert "not served" in raised.value.__notes__[0]


def test_every_route_is_an_operation_of_githubs(contract: Contract) -> None:
    for _, route in routes():
        path = route.path.replace("*}", "}").replace("{basehead}", "a...b")
        assert contract.operations.match(route.method.upper(), path), f"{route.method} {path}"


def test_two_stand_ins_know_nothing_of_each_other() -> None:
    with StandIn() as one, StandIn() as other:
        token = one.repository("octo/shop").token("dev")
        assert Asking(one, token)("GET", "/user").status_code == 200
        assert Asking(other, token)("GET", "/user").status_code == 401


def test_nothing_is_left_on_disk() -> None:
    with StandIn() as github:
        folder = github.world.folder
        github.repository("octo/shop").commit("main", {"a": "a"})
        assert folder.is_dir()
    assert not folder.exists()
