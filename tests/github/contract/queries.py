"""GraphQL against GitHub's public schema."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    ValidationContext,
    ValidationRule,
    VariableNode,
    build_schema,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import get_variable_values

LONGEST_PAGE = 100


def load_schema(path: Path) -> GraphQLSchema:
    """GitHub's schema; its text is not checked again, which takes seconds."""
    return build_schema(path.read_text(encoding="utf-8"), assume_valid=True, assume_valid_sdl=True, no_location=True)


def query_mistakes(schema: GraphQLSchema, query: str, variables: Mapping[str, Any]) -> Iterator[str]:
    """What GitHub would refuse in a query and its variables."""
    try:
        document = parse(query)
    except GraphQLError as error:
        yield _text(error)
        return
    errors = validate(schema, document, (*specified_rules, _page_rule(variables)))
    yield from map(_text, errors)
    if not errors:
        yield from _variable_mistakes(schema, document, variables)


def _variable_mistakes(schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> Iterator[str]:
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    declared = {definition.variable.name.value for operation in operations for definition in operation.variable_definitions or ()}
    for name in variables.keys() - declared:
        yield f"the variable ${name} is sent and not declared"
    for operation in operations:
        values = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
        if isinstance(values, list):
            yield from map(_text, values)


def _page_rule(variables: Mapping[str, Any]) -> type[ValidationRule]:
    """GitHub refuses a connection without `first` or `last`, and pages of more than 100."""

    class Pages(ValidationRule):
        context: ValidationContext

        def enter_field(self, node: FieldNode, *_: Any) -> None:
            described = self.context.get_field_def()
            if described is None or "first" not in described.args or not _lists(node):
                return
            given = {argument.name.value: argument.value for argument in node.arguments or ()}
            sizes = [given[name] for name in ("first", "last") if name in given]
            if len(sizes) != 1:
                self.report_error(GraphQLError(f"provide `first` or `last`, one of them, for the `{node.name.value}` connection", node))
                return
            size = _number(sizes[0], variables)
            if size is not None and not 1 <= size <= LONGEST_PAGE:
                self.report_error(
                    GraphQLError(f"{size} nodes of the `{node.name.value}` connection: 1 to {LONGEST_PAGE} are allowed", node)
                )

    return Pages


def _lists(node: FieldNode) -> bool:
    """Whether a connection's nodes are asked for, not its `totalCount` alone."""
    selections = node.selection_set.selections if node.selection_set else ()
    return any(not isinstance(part, FieldNode) or part.name.value in ("nodes", "edges", "pageInfo") for part in selections)


def _number(value: Any, variables: Mapping[str, Any]) -> int | None:
    match value:
        case IntValueNode(value=digits):
            return int(digits)
        case VariableNode(name=name) if isinstance(number := variables.get(name.value), int):
            return number
    return None


def _text(error: GraphQLError) -> str:
    where = "".join(f" (line {location.line}, column {location.column})" for location in error.locations or ())
    return error.message + where
