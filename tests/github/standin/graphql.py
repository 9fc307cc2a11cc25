"""GraphQL: queries and mutations against the part of GitHub's schema that is served."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationType, build_schema, execute_sync, parse, validate
from graphql.language import FieldNode, FragmentDefinitionNode, OperationDefinitionNode

from tests.github.standin.calls import MAX_BODY, Answer, Call
from tests.github.standin.graphql_pages import DeniedError, View, count_nodes
from tests.github.standin.graphql_views import fields_of_query, pull_of, view
from tests.github.standin.pull import IssueComment
from tests.github.standin.review import Review, ReviewComment, Thread

MAX_NODES = 500_000
REASONS = {"OFF_TOPIC": "off-topic"}


@cache
def schema() -> GraphQLSchema:
    return build_schema((Path(__file__).parent / "schema.graphql").read_text(encoding="utf-8"))


def execute(call: Call) -> Answer:
    """The answer to a GraphQL request: 200 also where something in it was refused, as on GitHub."""
    query = call.body.get("query")
    if not isinstance(query, str):
        return Answer(400, {"message": "A query attribute must be specified and must be a string."})
    try:
        document = parse(query)
    except GraphQLError as error:
        return Answer(200, {"errors": [_told(error)]})
    if errors := validate(schema(), document):
        return Answer(200, {"errors": [_told(error) for error in errors]})
    if excess := _too_much(document, call.body.get("variables") or {}):
        return Answer(200, {"errors": [excess]})
    is_mutation, call.request.fields = _operation(document)
    root = _mutations(call) if is_mutation else fields_of_query(call)
    variables, name = call.body.get("variables"), call.body.get("operationName")
    done = execute_sync(schema(), document, root_value=root, variable_values=variables, operation_name=name)
    call.request.changed = is_mutation and any((done.data or {}).values())
    return Answer(200, {"data": done.data} | ({"errors": [_told(error) for error in done.errors]} if done.errors else {}))


def _too_much(document: DocumentNode, variables: dict[str, Any]) -> dict[str, str] | None:
    """GitHub counts the nodes that a query could give before it begins."""
    fragments = {part.name.value: part.selection_set for part in document.definitions if isinstance(part, FragmentDefinitionNode)}
    operations = (part for part in document.definitions if isinstance(part, OperationDefinitionNode))
    nodes = sum(count_nodes(part.selection_set, fragments, variables) for part in operations)
    if nodes <= MAX_NODES:
        return None
    words = f"This query requests up to {nodes:,} possible nodes which exceeds the maximum limit of {MAX_NODES:,}."
    return {"type": "MAX_NODE_LIMIT_EXCEEDED", "message": words}


def _operation(document: DocumentNode) -> tuple[bool, tuple[str, ...]]:
    """Whether it changes something, and the fields at its top."""
    operation = next(part for part in document.definitions if isinstance(part, OperationDefinitionNode))
    names = (part.name.value for part in operation.selection_set.selections if isinstance(part, FieldNode))
    return operation.operation is OperationType.MUTATION, tuple(names)


def _told(error: GraphQLError) -> dict[str, Any]:
    """An error as GitHub writes it: the type stands beside the message, not in the extensions."""
    told: dict[str, Any] = {"message": error.message}
    if isinstance(error.original_error, DeniedError):
        told["type"] = error.original_error.kind
    if error.path:
        told["path"] = error.path
    if error.locations:
        told["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    return told


def _mutations(call: Call) -> dict[str, Callable[..., View]]:
    known: dict[str, Callable[[Call, View], View]] = {
        "minimizeComment": _minimize,
        "unminimizeComment": _unminimize,
        "resolveReviewThread": _resolve,
        "unresolveReviewThread": _unresolve,
        "updateIssueComment": _update,
    }

    def run(change: Callable[[Call, View], View], _info: Any, **arguments: View) -> View:
        given = arguments["input"]
        return {"clientMutationId": given.get("clientMutationId"), **change(call, given)}

    return {name: partial(run, change) for name, change in known.items()}


def _found(call: Call, node: str, *kinds: type) -> Any:
    thing = call.world.nodes.get(node)
    if not isinstance(thing, kinds):
        raise DeniedError("NOT_FOUND", f"Could not resolve to a node with the global id of '{node}'.")
    return thing


def _allow(call: Call, thing: Any, *permissions: str) -> None:
    """Nothing, or DeniedError; GitHub asks for other permissions than one would think."""
    pull, token = pull_of(call, thing), call.token
    if token is None or not token.reaches(pull.repository, "write", *permissions):
        raise DeniedError("FORBIDDEN", token.not_accessible if token else "Requires authentication")


def _minimize(call: Call, given: View) -> View:
    thing = _found(call, given["subjectId"], IssueComment, ReviewComment, Review)
    _allow(call, thing, "issues", "pull_requests")
    classifier = given["classifier"]
    thing.is_minimized, thing.minimized_reason = True, REASONS.get(classifier, classifier.lower())
    return {"minimizedComment": view(call, thing)}


def _unminimize(call: Call, given: View) -> View:
    thing = _found(call, given["subjectId"], IssueComment, ReviewComment, Review)
    _allow(call, thing, "issues", "pull_requests")
    thing.is_minimized, thing.minimized_reason = False, None
    return {"unminimizedComment": view(call, thing)}


def _resolve(call: Call, given: View) -> View:
    thread = _found(call, given["threadId"], Thread)
    _allow(call, thread, "contents")
    thread.resolve(call.login)
    return {"thread": view(call, thread)}


def _unresolve(call: Call, given: View) -> View:
    thread = _found(call, given["threadId"], Thread)
    _allow(call, thread, "contents")
    thread.unresolve()
    return {"thread": view(call, thread)}


def _update(call: Call, given: View) -> View:
    comment, body = _found(call, given["id"], IssueComment), given["body"]
    _allow(call, comment, "issues", "pull_requests")
    if not body.strip():
        raise DeniedError("UNPROCESSABLE", "Body cannot be blank")
    if len(body) > MAX_BODY:
        raise DeniedError("UNPROCESSABLE", f"Body is too long (maximum is {MAX_BODY} characters)")
    comment.edit(body)
    return {"issueComment": view(call, comment)}
