"""GitHub's own descriptions of its REST API, its webhooks and its GraphQL schema, as judges of what is sent and answered.

    contract = load_contract(root)              # FileNotFoundError where the npm packages are absent
    contract.check_request("POST", "/repos/octo/shop/issues/7/comments", {}, {"body": "…"}, headers)
    contract.check_response("POST", "/repos/octo/shop/issues/7/comments", 201, headers, comment)
    contract.check_event("pull_request", payload)
    contract.check_graphql("query($id: ID!) { node(id: $id) { id } }", {"id": "…"})

A check returns nothing, or raises ContractViolation with every mistake it found.
"""

from tests.github.contract.contract import Contract, load_contract
from tests.github.contract.violation import ContractViolation

__all__ = ["Contract", "ContractViolation", "load_contract"]
