"""The three descriptions, and the checks of one request, one answer, one event, one query."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema

from tests.github.contract.operations import Match, Operation, Operations
from tests.github.contract.queries import load_schema, query_mistakes
from tests.github.contract.schemas import Schema, Schemas
from tests.github.contract.violation import require

PACKAGES = Path("tests", "oracles", "node_modules", "@octokit")
REST = Path("openapi", "generated", "api.github.com.json")
GRAPHQL = Path("graphql-schema", "schema.graphql")
GRAPHQL_PATH = "/graphql"  # not part of the REST description
JSON_TYPE = re.compile(r"application/(.+\+)?json")

# What GitHub answers to any operation, although few of them describe it.
EVERYWHERE = {
    400: "the body is no JSON",
    401: "the token is unknown or has expired",
    403: "the token lacks a permission, or a rate limit is used up",
    404: "the token may not know that this exists",
    422: "rules that no schema states: too long, a line outside the diff",
    429: "a rate limit is used up",
    500: "GitHub is broken",
    502: "GitHub is overloaded",
    503: "GitHub is in maintenance",
    504: "GitHub was too slow",
}


@dataclass(frozen=True)
class Contract:
    """GitHub's descriptions; made by `load_contract`."""

    description: Mapping[str, Any] = field(repr=False)
    schema_file: Path

    @cached_property
    def schemas(self) -> Schemas:
        """The schemas of the REST description."""
        return Schemas(self.description)

    @cached_property
    def operations(self) -> Operations:
        """The operations of the REST description."""
        return Operations.of(self.description["paths"], self.description["components"]["parameters"])

    @cached_property
    def graphql_schema(self) -> GraphQLSchema:
        """GitHub's GraphQL schema, read when it is first asked for."""
        return load_schema(self.schema_file)

    def check_request(
        self, method: str, path: str, query: Mapping[str, str | Sequence[str]], body: Any, headers: Mapping[str, str]
    ) -> None:
        """A request: its operation, parameters, body and headers. `path` is without /api/v3, `body` is parsed JSON or None."""
        require(self._request_mistakes(method, path, query, body, headers), f"{method} {path}")

    def check_response(self, method: str, path: str, status: int, headers: Mapping[str, str], body: Any) -> None:
        """An answer to that request: its status and body. `body` is parsed JSON, another text, or None where there is none."""
        require(self._response_mistakes(method, path, status, headers, body), f"{method} {path} → {status}")

    def check_event(self, name: str, payload: Mapping[str, Any]) -> None:
        """The payload of a webhook or of a workflow's event file; `name` is that of the header X-GitHub-Event."""
        require(self._event_mistakes(name, payload), f"event {name} {payload.get('action', '')}".rstrip())

    def check_graphql(self, query: str, variables: Mapping[str, Any] | None = None) -> None:
        """A GraphQL query or mutation and its variables."""
        require(query_mistakes(self.graphql_schema, query, variables or {}), "GraphQL")

    def _request_mistakes(self, method: str, path: str, query: Any, body: Any, headers: Mapping[str, str]) -> Iterator[str]:
        named = {name.lower(): value for name, value in headers.items()}
        if not named.get("user-agent"):
            yield "header User-Agent: GitHub refuses requests without it"
        if (method, path) == ("POST", GRAPHQL_PATH):
            yield from self._graphql_mistakes(body)
        elif found := self.operations.match(method, path):
            yield from self._parameter_mistakes(found, query)
            yield from self._body_mistakes(found.operation, body, named.get("content-type", "application/json"))
        else:
            yield self._unknown(path)

    def _graphql_mistakes(self, body: Any) -> Iterator[str]:
        match body:
            case {"query": str(query), "variables": dict() | None as variables, **others} if others.keys() <= {"operationName"}:
                yield from query_mistakes(self.graphql_schema, query, variables or {})
            case {"query": str(query), **others} if others.keys() <= {"operationName"}:
                yield from query_mistakes(self.graphql_schema, query, {})
            case _:
                yield "body: an object of query, variables and operationName"

    def _parameter_mistakes(self, found: Match, query: Mapping[str, str | Sequence[str]]) -> Iterator[str]:
        described = [self.schemas.resolve(parameter) for parameter in found.operation.description.get("parameters", ())]
        in_query = {parameter["name"]: parameter for parameter in described if parameter["in"] == "query"}
        for name in query.keys() - in_query.keys():
            yield f"query {name}: {found.operation} knows {', '.join(sorted(in_query)) or 'none'}"
        for parameter in described:
            name, given = parameter["name"], found.parameters if parameter["in"] == "path" else query
            if name in given:
                value = given[name]
                texts = (value,) if isinstance(value, str) else value
                if not any(self.schemas.allows(parameter["schema"], reading) for reading in _readings(texts)):
                    yield f"{parameter['in']} {name}: {value!r} does not fit {json.dumps(parameter['schema'])}"
            elif parameter.get("required"):
                yield f"{parameter['in']} {name}: is required"

    def _body_mistakes(self, operation: Operation, body: Any, media_type: str) -> Iterator[str]:
        described = self.schemas.resolve(operation.description.get("requestBody", {}))
        contents = described.get("content", {})
        if body is None:
            if described.get("required"):
                yield "body: is required"
            return
        media_type = media_type.partition(";")[0].strip().lower()
        if media_type in contents:
            yield from self.schemas.mistakes(contents[media_type]["schema"], body, at="body")
        else:
            yield f"body: {operation} takes {' or '.join(contents) or 'none'}, not {media_type}"

    def _response_mistakes(self, method: str, path: str, status: int, headers: Mapping[str, str], body: Any) -> Iterator[str]:
        if (method, path) == ("POST", GRAPHQL_PATH):
            yield from _graphql_answer_mistakes(status, body)
        elif found := self.operations.match(method, path):
            yield from self._answer_mistakes(found.operation, status, headers, body)
        else:
            yield self._unknown(path)

    def _answer_mistakes(self, operation: Operation, status: int, headers: Mapping[str, str], body: Any) -> Iterator[str]:
        if status >= 400 and isinstance(body, dict):  # errors repeat their status, which not all schemas know
            body = {name: value for name, value in body.items() if (name, value) != ("status", str(status))}
        described = operation.description["responses"].get(str(status))
        if described is None:
            yield from self._everywhere_mistakes(operation, status, body)
            return
        contents = self.schemas.resolve(described).get("content", {})
        if status == 304 or not contents:  # 304 has no body, whatever the description says
            if body not in (None, ""):
                yield f"body: {operation} answers {status} without one"
            return
        media_type = next((value for name, value in headers.items() if name.lower() == "content-type"), next(iter(contents)))
        media_type = media_type.partition(";")[0].strip().lower()
        if media_type not in contents:
            yield f"header Content-Type: {media_type}, described are {', '.join(contents)}"
        elif JSON_TYPE.fullmatch(media_type):
            yield from self.schemas.mistakes(contents[media_type]["schema"], body, at="body")

    def _everywhere_mistakes(self, operation: Operation, status: int, body: Any) -> Iterator[str]:
        if status not in EVERYWHERE or (status in (400, 422) and operation.method == "get"):
            yield f"status {status}: {operation} answers {', '.join(operation.description['responses'])}"
        elif status < 500:  # what a broken GitHub answers may be anything, a page of HTML too
            schema = self._invalid if status == 422 else self.description["components"]["schemas"]["basic-error"]
            yield from self.schemas.mistakes(schema, body, at="body")
            if isinstance(body, dict) and not body.get("message"):
                yield "body.message: is missing"

    @cached_property
    def _invalid(self) -> Schema:
        schemas = self.description["components"]["schemas"]
        return {"anyOf": [schemas["validation-error"], schemas["validation-error-simple"]]}

    def _event_mistakes(self, name: str, payload: Mapping[str, Any]) -> Iterator[str]:
        action = payload.get("action")
        key = "-".join(part.replace("_", "-") for part in (name, action) if part)
        hooks = self.description["x-webhooks"]
        if key not in hooks:
            actions = sorted(known for known in hooks if known.startswith(name.replace("_", "-")))
            yield f"GitHub sends no {key}; it sends {', '.join(actions) or 'nothing of that name'}"
            return
        content = hooks[key]["post"]["requestBody"]["content"]["application/json"]
        yield from self.schemas.mistakes(content["schema"], payload, at="payload")

    def _unknown(self, path: str) -> str:
        methods = self.operations.methods(path)
        return f"the path knows {', '.join(methods)} only" if methods else "GitHub has no such path"


def load_contract(root: Path) -> Contract:
    """Read the descriptions from the npm packages of a checkout; FileNotFoundError where they are not installed."""
    packages = root / PACKAGES
    for path in (REST, GRAPHQL):
        if not (packages / path).is_file():
            message = f"GitHub's descriptions are not installed: {packages / path} is missing; `make test` installs them where npm exists"
            raise FileNotFoundError(message)
    return Contract(json.loads((packages / REST).read_bytes()), packages / GRAPHQL)


def _graphql_answer_mistakes(status: int, body: Any) -> Iterator[str]:
    if status in EVERYWHERE:
        return
    if status != 200:
        yield f"status {status}: GraphQL answers 200, or an error"
        return
    if not isinstance(body, dict) or not body.keys() <= {"data", "errors", "extensions"} or not body.keys() & {"data", "errors"}:
        yield "body: an object of data, errors and extensions"
        return
    for number, error in enumerate(body.get("errors", ())):
        if not isinstance(error, dict) or not isinstance(error.get("message"), str):
            yield f"body.errors[{number}]: has no message"


def _readings(texts: Sequence[str]) -> Iterator[Any]:
    """What the text of a path or query parameter may mean: itself, a number, a truth value, a list."""
    if len(texts) == 1:
        text = texts[0]
        yield text
        if re.fullmatch(r"-?[0-9]+", text):
            yield int(text)
        if text in ("true", "false"):
            yield text == "true"
        yield text.split(",")
    yield list(texts)
