"""The judge finds planted mistakes, and what GitHub's description shows as right it finds right."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.github.contract import Contract, ContractViolation, load_contract

HEADERS = {"User-Agent": "test", "Content-Type": "application/json", "Authorization": "Bearer secret"}
SHOP = "/repos/octo/shop"
REVIEW = {"event": "COMMENT", "body": "", "comments": [{"path": "a.sql", "line": 3, "side": "RIGHT", "body": "Look."}]}
CHECK = {"name": "Schema review", "head_sha": "a" * 40, "status": "in_progress"}


@pytest.fixture(scope="module")
def contract(root: Path, missing_oracle: Callable[[str], NoReturn]) -> Contract:
    try:
        return load_contract(root)
    except FileNotFoundError as error:
        missing_oracle(str(error))


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("GET", f"{SHOP}/pulls/7/files", {"per_page": "100", "page": "2"}, None),
        ("GET", f"{SHOP}/contents/src/db/schema.ts", {"ref": "main"}, None),
        ("GET", f"{SHOP}/contents/src%2Fdb%2Fschema.ts", {}, None),
        ("GET", f"{SHOP}/compare/main...feature/coupons", {}, None),
        ("GET", f"{SHOP}/commits/refs/heads/main/check-runs", {"check_name": "Schema review", "filter": "latest", "app_id": "7"}, None),
        ("GET", f"{SHOP}/git/trees/main", {"recursive": "1"}, None),
        ("GET", f"{SHOP}/issues/comments/12", {}, None),
        ("POST", f"{SHOP}/issues/7/comments", {}, {"body": "Hello."}),
        ("POST", f"{SHOP}/pulls/7/reviews", {}, REVIEW),
        ("POST", f"{SHOP}/check-runs", {}, CHECK),
        ("PATCH", f"{SHOP}/check-runs/3", {}, {"status": "completed", "conclusion": "success"}),
        ("POST", "/app/installations/4/access_tokens", {}, {"repository_ids": [1], "permissions": {"checks": "write"}}),
        ("POST", "/graphql", {}, {"query": "{ viewer { login } }", "variables": {}}),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_right_request_passes(contract: Contract, method: str, path: str, query: dict[str, str], body: object) -> None:
    contract.check_request(method, path, query, body, HEADERS)


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "said"),
    [
        ("GET", "/repos/octo/shop/pull/7", {}, None, "no such path"),
        ("GET", "/nonsense", {}, None, "no such path"),
        ("PUT", f"{SHOP}/issues/7/comments", {}, {"body": ""}, "GET, POST only"),
        ("GET", f"{SHOP}/pulls/seven", {}, None, "path pull_number"),
        ("GET", f"{SHOP}/pulls/7/files", {"per_pages": "100"}, None, "query per_pages"),
        ("GET", f"{SHOP}/pulls/7/files", {"per_page": "many"}, None, "query per_page"),
        ("GET", f"{SHOP}/commits/main/check-runs", {"filter": "newest"}, None, "query filter"),
        ("GET", "/search/issues", {}, None, "query q: is required"),
        ("POST", f"{SHOP}/issues/7/comments", {}, None, "body: is required"),
        ("POST", f"{SHOP}/issues/7/comments", {}, {"text": "Hello."}, "'body' is a required property"),
        ("POST", f"{SHOP}/issues/7/comments", {}, {"body": 3}, "body.body: 3 is not of type 'string'"),
        ("POST", f"{SHOP}/issues/7/comments", {}, {"body": None}, "body.body: None"),
        ("POST", f"{SHOP}/pulls/7/reviews", {}, REVIEW | {"events": "COMMENT"}, "body.events: GitHub knows no such field"),
        ("POST", f"{SHOP}/pulls/7/reviews", {}, REVIEW | {"event": "comment"}, "'comment' is not one of"),
        ("POST", f"{SHOP}/pulls/7/reviews", {}, {"comments": [{"path": "a", "body": "b", "lines": 3}]}, "body.comments[0].lines"),
        ("POST", f"{SHOP}/check-runs", {}, {"name": "Schema review"}, "'head_sha' is a required property"),
        ("POST", f"{SHOP}/check-runs", {}, CHECK | {"output": {"title": "Clean"}}, "'summary' is a required property"),
        ("POST", f"{SHOP}/check-runs", {}, CHECK | {"started_at": "yesterday"}, "'yesterday' is not a 'date-time'"),
        ("PATCH", f"{SHOP}/check-runs/3", {}, {"conclusions": "success"}, "body.conclusions"),
        ("GET", f"{SHOP}/pulls/7", {}, {"page": 1}, "takes none"),
        ("POST", "/graphql", {}, {"query": "{ viewer { name_ } }"}, "Cannot query field 'name_'"),
        ("POST", "/graphql", {}, {"query": "{ viewer { login } }", "variables": [7]}, "body: an object of query"),
        ("POST", "/graphql", {}, {"querry": "{ viewer { login } }"}, "body: an object of query"),
    ],
)
def test_a_wrong_request_is_found(contract: Contract, method: str, path: str, *, query: dict[str, str], body: object, said: str) -> None:
    with pytest.raises(ContractViolation) as caught:
        contract.check_request(method, path, query, body, HEADERS)
    assert said in str(caught.value)


def test_every_mistake_is_named(contract: Contract) -> None:
    with pytest.raises(ContractViolation) as caught:
        contract.check_request("POST", f"{SHOP}/check-runs", {"page": "1"}, {"head_sha": 1, "titel": ""}, {})
    for said in ("User-Agent", "query page", "'name' is a required", "body.head_sha", "body.titel"):
        assert said in str(caught.value)


def test_a_body_of_another_kind_is_found(contract: Contract) -> None:
    with pytest.raises(ContractViolation, match="not text/plain"):
        contract.check_request(
            "POST", f"{SHOP}/check-runs", {}, CHECK, HEADERS | {"content-type": "text/plain"} | {"Content-Type": "text/plain"}
        )


@pytest.fixture
def comment(contract: Contract) -> dict[str, Any]:
    """GitHub's example of an issue comment."""
    return json.loads(json.dumps(contract.description["components"]["examples"]["issue-comment"]["value"]))


def test_a_right_answer_passes(contract: Contract, comment: dict[str, Any]) -> None:
    json_type = {"content-type": "application/json; charset=utf-8"}
    contract.check_response("GET", f"{SHOP}/issues/comments/1", 200, json_type, comment)
    contract.check_response("POST", f"{SHOP}/issues/7/comments", 201, json_type, comment)
    contract.check_response("GET", f"{SHOP}/issues/7/comments", 200, json_type, [comment])
    contract.check_response("DELETE", f"{SHOP}/issues/comments/1", 204, {}, None)
    contract.check_response("GET", f"{SHOP}/pulls/7", 304, {}, None)
    contract.check_response("POST", "/graphql", 200, json_type, {"data": {"viewer": {"login": "dev"}}})


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"id": "1"}, 200, "body.id: '1' is not of type 'integer'"),
        ({"created_at": "now"}, 200, "body.created_at"),
        ({"user": {"login": "dev"}}, 200, "body.user: 'avatar_url' is a required property"),
        ({"user": {"logn": "dev"}}, 200, "body.user.logn: GitHub knows no such field"),
        ({"is_minimized": True}, 200, "body.is_minimized: GitHub knows no such field"),
        ({}, 201, "status 201"),
        ({}, 418, "status 418"),
        ({}, 422, "status 422"),
    ],
)
def test_a_wrong_answer_is_found(contract: Contract, comment: dict[str, Any], changes: dict[str, Any], status: int, said: str) -> None:
    with pytest.raises(ContractViolation) as caught:
        contract.check_response("GET", f"{SHOP}/issues/comments/1", status, {}, comment | changes)
    assert said in str(caught.value)


@pytest.mark.parametrize("field", ["id", "node_id", "url", "html_url", "user", "created_at", "updated_at", "issue_url"])
def test_a_missing_field_of_an_answer_is_found(contract: Contract, comment: dict[str, Any], field: str) -> None:
    comment.pop(field, None)
    with pytest.raises(ContractViolation, match=f"'{field}' is a required property"):
        contract.check_response("GET", f"{SHOP}/issues/comments/1", 200, {}, comment)


def test_an_answer_of_another_kind_is_found(contract: Contract, comment: dict[str, Any]) -> None:
    with pytest.raises(ContractViolation, match="Content-Type: text/html"):
        contract.check_response("GET", f"{SHOP}/issues/comments/1", 200, {"Content-Type": "text/html"}, comment)
    with pytest.raises(ContractViolation, match="204 without one"):
        contract.check_response("DELETE", f"{SHOP}/issues/comments/1", 204, {}, comment)
    with pytest.raises(ContractViolation, match=r"errors\[0\]"):
        contract.check_response("POST", "/graphql", 200, {}, {"data": None, "errors": ["refused"]})


@pytest.mark.parametrize("status", [401, 403, 404, 422, 429])
def test_any_request_may_be_refused_with_a_message(contract: Contract, status: int) -> None:
    refused = {"message": "Refused", "documentation_url": "https://docs.github.com/rest", "status": str(status)}
    contract.check_response("PATCH", f"{SHOP}/check-runs/3", status, {}, refused)
    with pytest.raises(ContractViolation, match=r"message"):
        contract.check_response("PATCH", f"{SHOP}/check-runs/3", status, {}, {"mesage": "Refused"})


def test_a_review_is_refused_in_the_words_that_github_uses(contract: Contract) -> None:
    refused = {
        "message": "Unprocessable Entity",
        "errors": ["Line could not be resolved"],
        "documentation_url": "https://docs.github.com/rest",
    }
    contract.check_response("POST", f"{SHOP}/pulls/7/reviews", 422, {}, refused)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_what_a_broken_github_answers_may_be_anything(contract: Contract, status: int) -> None:
    contract.check_response("PATCH", f"{SHOP}/check-runs/3", status, {"Content-Type": "text/html"}, "<h1>Unicorn!</h1>")


EVENTS = [
    ("pull_request", "opened"),
    ("pull_request", "synchronize"),
    ("pull_request", "closed"),
    ("merge_group", "checks_requested"),
    ("issue_comment", "edited"),
    ("pull_request_review_thread", "resolved"),
    ("check_run", "rerequested"),
    ("push", None),
    ("workflow_dispatch", None),
]


def smallest(contract: Contract, schema: Mapping[str, Any]) -> Any:
    """A value that has what the schema requires and no more."""
    schema = contract.schemas.resolve(schema)
    match schema:
        case {"enum": [first, *_]}:
            return first
        case {"allOf": parts}:
            return {name: value for part in parts for name, value in smallest(contract, part).items()}
        case {"oneOf": [part, *_]} | {"anyOf": [part, *_]}:
            return smallest(contract, part)
        case {"type": "object"} | {"properties": {}}:
            return {name: smallest(contract, schema["properties"][name]) for name in schema.get("required", ())}
        case {"type": "string"}:
            return {"date-time": "2026-11-21T10:00:00Z", "uri": "https://github.com/", "email": "dev@example.com"}.get(
                schema.get("format", ""), "x"
            )
        case _:
            return {"integer": 1, "number": 1, "boolean": True, "array": []}[schema["type"]]


@pytest.fixture
def event(contract: Contract) -> Callable[[str, str | None], dict[str, Any]]:
    def make(name: str, action: str | None) -> dict[str, Any]:
        key = "-".join(part.replace("_", "-") for part in (name, action) if part)
        content = contract.description["x-webhooks"][key]["post"]["requestBody"]["content"]["application/json"]
        return smallest(contract, content["schema"]) | ({"action": action} if action else {})

    return make


@pytest.mark.parametrize(("name", "action"), EVENTS)
def test_an_event_with_its_required_fields_passes(contract: Contract, event: Any, name: str, action: str | None) -> None:
    contract.check_event(name, event(name, action))


@pytest.mark.parametrize(("name", "action"), EVENTS)
def test_a_wrong_event_is_found(contract: Contract, event: Any, name: str, action: str | None) -> None:
    right = event(name, action)
    required = next(field for field in reversed(right) if field != "action")
    with pytest.raises(ContractViolation, match=r"payload\.repositry: GitHub knows no such field"):
        contract.check_event(name, right | {"repositry": {}})
    with pytest.raises(ContractViolation, match=r"payload\.repository"):
        contract.check_event(name, right | {"repository": "octo/shop"})
    with pytest.raises(ContractViolation, match=f"'{required}' is a required property"):
        contract.check_event(name, {field: value for field, value in right.items() if field != required})


def test_an_event_that_github_does_not_send_is_found(contract: Contract) -> None:
    with pytest.raises(ContractViolation, match="GitHub sends no pull-request-pushed"):
        contract.check_event("pull_request", {"action": "pushed"})
    with pytest.raises(ContractViolation, match="nothing of that name"):
        contract.check_event("pull_requests", {})


STANDING = """
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  viewer { login }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      comments(first: 100, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { id author { login __typename } body } }
      reviewThreads { totalCount }
    }
  }
}
"""
SUBJECT = {"owner": "octo", "name": "shop", "number": 7, "after": None}


def test_a_right_query_passes(contract: Contract) -> None:
    contract.check_graphql(STANDING, SUBJECT)
    contract.check_graphql(
        "mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) { clientMutationId } }", {"id": "x"}
    )


@pytest.mark.parametrize(
    ("query", "variables", "said"),
    [
        (STANDING.replace("headRefOid", "headRefSha"), SUBJECT, "Cannot query field 'headRefSha' on type 'PullRequest'"),
        (STANDING, SUBJECT | {"number": "7"}, "Int cannot represent non-integer value"),
        (STANDING, {"owner": "octo", "name": "shop"}, "$number"),
        (STANDING, SUBJECT | {"nummer": 7}, "$nummer is sent and not declared"),
        (STANDING.replace("first: 100", "first: 101"), SUBJECT, "1 to 100 are allowed"),
        (STANDING.replace("first: 100, ", ""), SUBJECT, "provide `first` or `last`"),
        (STANDING.replace("first: 100", "first: 10, last: 10"), SUBJECT, "one of them"),
        (STANDING[:-5], SUBJECT, "Syntax Error"),
        ('mutation { minimizeComment(input: {subjectId: "x", classifier: DONE}) { clientMutationId } }', {}, "DONE"),
        ("mutation { minimizeComment(input: {classifier: RESOLVED}) { clientMutationId } }", {}, "subjectId"),
        ("query($n: Int!) { viewer { gists(first: $n) { nodes { id } } } }", {"n": 500}, "1 to 100 are allowed"),
    ],
)
def test_a_wrong_query_is_found(contract: Contract, query: str, variables: dict[str, Any], said: str) -> None:
    with pytest.raises(ContractViolation) as caught:
        contract.check_graphql(query, variables)
    assert said in str(caught.value)


REPO = "/repos/{owner}/{repo}"
# What the reviewer, its service and the stand-in are made of.
AREAS = (
    f"{REPO}/pulls",
    f"{REPO}/issues/comments",
    f"{REPO}/issues/{{issue_number}}/comments",
    f"{REPO}/check-",
    f"{REPO}/commits",
    f"{REPO}/compare",
    f"{REPO}/contents",
    f"{REPO}/git/",
    f"{REPO}/collaborators",
    "/app/",
    "/app-manifests",
    "/rate_limit",
)
# Where GitHub's examples are not what GitHub's schemas say.
OVERSIGHTS = {
    "a team without `type`": (
        f"GET {REPO}/pulls 200",
        f"POST {REPO}/pulls 201",
        f"GET {REPO}/pulls/{{pull_number}} 200",
        f"PATCH {REPO}/pulls/{{pull_number}} 200",
        f"GET {REPO}/pulls/{{pull_number}}/requested_reviewers 200",
        f"POST {REPO}/pulls/{{pull_number}}/requested_reviewers 201",
        f"DELETE {REPO}/pulls/{{pull_number}}/requested_reviewers 200",
        f"GET {REPO}/commits/{{commit_sha}}/pulls 200",
    ),
    "null for an object": (
        f"POST {REPO}/check-runs/{{check_run_id}}/rerequest 201",
        f"POST {REPO}/check-suites/{{check_suite_id}}/rerequest 201",
        "POST /app/hook/deliveries/{delivery_id}/attempts 202",
    ),
    "a field that the schema does not know": (
        f"POST {REPO}/check-suites 200",
        f"POST {REPO}/check-suites 201",
        f"GET {REPO}/check-suites/{{check_suite_id}} 200",
        f"PATCH {REPO}/check-suites/preferences 200",
        "POST /app/installations/{installation_id}/access_tokens 201",
    ),
    "a field is missing": (
        f"GET {REPO}/commits/{{ref}} 200",
        f"GET {REPO}/collaborators/{{username}}/permission 200",
        "GET /app/installation-requests 200",
    ),
    "user and enterprise at once are asked for": ("GET /app/installations 200",),
    "an example of something else": (
        f"POST {REPO}/pulls/{{pull_number}}/codespaces",
        f"POST {REPO}/pulls/{{pull_number}}/codespaces 201",
        f"POST {REPO}/pulls/{{pull_number}}/codespaces 202",
    ),
}
NAMED = {name for names in OVERSIGHTS.values() for name in names}


def examples(contract: Contract, area: str) -> Iterator[tuple[str, Mapping[str, Any], Any]]:
    """Name, schema and value of GitHub's examples of the operations of an area: of bodies, and with a status of answers."""
    resolve = contract.schemas.resolve
    for path, operations in contract.description["paths"].items():
        for method, operation in operations.items() if path.startswith(area) else ():
            name = f"{method.upper()} {path}"
            bodies = {name: operation.get("requestBody", {})} | {f"{name} {status}": it for status, it in operation["responses"].items()}
            for place, body in bodies.items():
                for media_type, content in resolve(body).get("content", {}).items():
                    for example in content.get("examples", {}).values() if "json" in media_type else ():
                        yield place, content["schema"], value_of(contract, example)


def value_of(contract: Contract, example: Mapping[str, Any]) -> Any:
    """The value of an example; some lie behind two references."""
    value = contract.schemas.resolve(example).get("value")
    return value_of(contract, value) if isinstance(value, dict) and "$ref" in value else value


@pytest.mark.parametrize("area", AREAS)
def test_the_examples_of_github_pass(contract: Contract, area: str) -> None:
    found = list(examples(contract, area))
    assert found
    wrong = {
        name: mistakes
        for name, schema, value in found
        if name not in NAMED and (mistakes := list(contract.schemas.mistakes(schema, value, at="body")))
    }
    assert not wrong


def test_an_oversight_of_github_is_named_only_as_long_as_it_stands(contract: Contract) -> None:
    standing = {
        name
        for area in AREAS
        for name, schema, value in examples(contract, area)
        if name in NAMED and any(contract.schemas.mistakes(schema, value, at="body"))
    }
    assert standing == NAMED


def test_a_checkout_without_the_packages_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make test"):
        load_contract(tmp_path)
