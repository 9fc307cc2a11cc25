"""The top level of a file → its names, imports and exports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tree_sitter import Node

from bot.parse.drizzle.classes import class_of
from bot.parse.drizzle.expressions import evaluate
from bot.parse.drizzle.order import Step
from bot.parse.drizzle.patterns import declared, enum_object, member_of
from bot.parse.drizzle.scope import Binding
from bot.parse.drizzle.syntax import named, string_value
from bot.parse.drizzle.values import UNDEFINED, Function, Unresolved, Value

if TYPE_CHECKING:
    from bot.parse.drizzle.modules import Module

DECLARATIONS = ("lexical_declaration", "variable_declaration")
FUNCTIONS = ("function_declaration", "generator_function_declaration")
CLASSES = ("class_declaration", "abstract_class_declaration")
EFFECTS = ("for_in_statement", "for_statement", "while_statement", "do_statement", "if_statement", "switch_statement", "try_statement")


def declare(module: Module, root: Node) -> None:
    """Fill a module's names and exports from its statements; nothing is evaluated yet."""
    for statement in named(root):
        match statement.type:
            case "import_statement":
                _import(module, statement)
            case "export_statement":
                _export(module, statement)
            case "expression_statement":
                if not common_js(module, statement):
                    module.order.steps.append(Step(statement, []))
            case kind if kind in EFFECTS or kind in ("statement_block", "labeled_statement"):
                module.order.steps.append(Step(statement, []))
            case _:
                _declare_statement(module, statement, statement)


def _declare_statement(module: Module, node: Node, statement: Node) -> list[str]:
    """Declare what one declaration names and give the names; `statement` is the whole it stands in."""
    if node.type in DECLARATIONS:
        declarators = (declarator for declarator in named(node) if declarator.type == "variable_declarator")
        return [name for declarator in declarators for name in _variable(module, declarator, statement)]
    name_node = node.child_by_field_name("name")
    if name_node is None:
        return []
    name = module.source.words(name_node)
    if node.type in FUNCTIONS:
        body = node.child_by_field_name("body")
        if body is None:  # an overload without a body
            return []
        function = Function(node.child_by_field_name("parameters"), body, module.scope)
        _add(module, name, statement, node, lambda: function)
    elif node.type == "enum_declaration":
        _add(module, name, statement, node, lambda: enum_object(node, module.scope))
    elif node.type in CLASSES:
        _add(module, name, statement, node, lambda: class_of(node, module.scope))
    else:
        return []
    return [name]


def _bind(module: Module, name: str, statement: Node, compute: Callable[[], Value]) -> Binding:
    """A binding of the file whose value depends on the statement."""
    span, problems = module.source.span(statement), module.damage.at(statement)
    return Binding(name, span, compute, log=module.program.touched, problems=problems, before=module.order.before)


def _add(module: Module, name: str, statement: Node, node: Node, compute: Callable[[], Value]) -> None:
    """Declare a name of the file; `node` is the part of the statement that its value is made of."""
    binding = module.scope.bindings[name] = _bind(module, name, statement, compute)
    module.order.steps.append(Step(node, [binding]))


def _variable(module: Module, declarator: Node, statement: Node) -> list[str]:
    pattern, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
    if pattern is None:
        return []
    source = module.source
    if pattern.type == "identifier":
        name = source.words(pattern)
        _add(module, name, statement, declarator, lambda: _owned(module, evaluate(value, module.scope) if value else UNDEFINED))
        return [name]
    if value is None:
        return []
    whole = _bind(module, "", statement, lambda: _owned(module, evaluate(value, module.scope)))
    names = []
    for name, path in declared(pattern, source):
        _add(module, name, statement, declarator, lambda path=path: member_of(whole.value(), path, module.scope))  # type: ignore[misc] # a default argument binds the loop variable
        names.append(name)
    return names


def _owned(module: Module, value: Value) -> Value:
    module.program.own(value, module)
    return value


def _import(module: Module, statement: Node) -> None:
    required = next((child for child in named(statement) if child.type == "import_require_clause"), None)
    if required is not None:
        _import_require(module, required)
        return
    specifier_node = statement.child_by_field_name("source")
    clause = next((child for child in named(statement) if child.type == "import_clause"), None)
    if specifier_node is None or clause is None or _is_type(statement):
        return
    specifier, span = string_value(module.source, specifier_node), module.source.span(statement)
    for child in named(clause):
        match child.type:
            case "identifier":
                _bind_import(module, module.source.words(child), specifier, "default", child)
            case "namespace_import":
                name = module.source.words(named(child)[0])
                module.scope.bindings[name] = Binding(name, span, lambda: module.namespace(specifier, span))
            case "named_imports":
                for item in named(child):
                    _import_name(module, item, specifier)


def _import_require(module: Module, clause: Node) -> None:
    specifier_node, name_node = clause.child_by_field_name("source"), named(clause)[0]
    if specifier_node is not None:
        specifier, span = string_value(module.source, specifier_node), module.source.span(clause)
        name = module.source.words(name_node)
        module.scope.bindings[name] = Binding(name, span, lambda: module.required(specifier, span, as_namespace=False))


def _import_name(module: Module, item: Node, specifier: str) -> None:
    name = item.child_by_field_name("name")
    if name is None or _is_type(item):
        return
    alias = item.child_by_field_name("alias") or name
    _bind_import(module, module.source.words(alias), specifier, _plain(module, name), item)


def _bind_import(module: Module, local: str, specifier: str, name: str, node: Node) -> None:
    span = module.source.span(node)
    module.scope.bindings[local] = Binding(local, span, origin=lambda: module.imported(specifier, name, span))


def _is_type(node: Node) -> bool:
    return any(child.type in ("type", "typeof") or (child.is_error and child.text == b"type") for child in node.children)


def _plain(module: Module, node: Node) -> str:
    return string_value(module.source, node) if node.type == "string" else module.source.words(node)


def _export(module: Module, statement: Node) -> None:
    if _is_type(statement):
        return
    source, span = module.source, module.source.span(statement)
    declaration, value = statement.child_by_field_name("declaration"), statement.child_by_field_name("value")
    origin = statement.child_by_field_name("source")
    is_default = any(child.type == "default" for child in statement.children)
    if declaration is not None:
        for name in _declare_statement(module, declaration, statement):
            module.exports["default" if is_default else name] = module.scope.bindings[name]
    elif value is not None:
        module.exports["default"] = _default(module, statement, value)
    elif origin is not None:
        _re_export(module, statement, string_value(source, origin))
    else:
        for item in _specifiers(statement):
            local, exported = _names(module, item)
            module.exports[exported] = Binding(local, span, origin=lambda local=local, item=item: _local(module, local, item))  # type: ignore[misc] # default arguments bind the loop variables
        equals = next((child for child in named(statement) if child.type != "export_clause"), None)
        if equals is not None and any(child.type == "=" for child in statement.children):
            module.exports["default"] = _default(module, statement, equals)


def _default(module: Module, statement: Node, value: Node) -> Binding:
    span = module.source.span(statement)
    if value.type == "identifier":
        local = module.source.words(value)
        return Binding(local, span, origin=lambda: _local(module, local, value))
    binding = _bind(module, "default", statement, lambda: _owned(module, evaluate(value, module.scope)))
    module.order.steps.append(Step(value, [binding]))
    return binding


def _re_export(module: Module, statement: Node, specifier: str) -> None:
    span = module.source.span(statement)
    namespace = next((child for child in named(statement) if child.type == "namespace_export"), None)
    clause = _specifiers(statement)
    if namespace is not None:
        name = _plain(module, named(namespace)[0])
        module.exports[name] = Binding(name, span, lambda: module.namespace(specifier, span))
    elif any(child.type == "*" for child in statement.children):
        module.stars.append((specifier, span))
    for item in clause:
        local, exported = _names(module, item)
        place = module.source.span(item)
        module.exports[exported] = Binding(local, span, origin=lambda local=local, place=place: module.imported(specifier, local, place))  # type: ignore[misc] # default arguments bind the loop variables


def _specifiers(statement: Node) -> list[Node]:
    clause = next((child for child in named(statement) if child.type == "export_clause"), None)
    return [item for item in named(clause) if item.type == "export_specifier" and not _is_type(item)] if clause else []


def _names(module: Module, item: Node) -> tuple[str, str]:
    name = item.child_by_field_name("name")
    alias = item.child_by_field_name("alias") or name
    return (_plain(module, name) if name else ""), (_plain(module, alias) if alias else "")


def _local(module: Module, name: str, node: Node) -> Binding | Unresolved:
    found = module.scope.find(name)
    if found is not None:
        return found
    value = evaluate(node.child_by_field_name("name") or node, module.scope)
    return value if isinstance(value, Unresolved) else Binding(name, module.source.span(node), lambda: value)


def common_js(module: Module, statement: Node) -> bool:
    """Whether a statement exports in the way of CommonJS, which is then declared: `module.exports = …`, `exports.name = …`."""
    assignment = next((child for child in named(statement) if child.type == "assignment_expression"), None)
    left, right = (assignment.child_by_field_name(side) if assignment else None for side in ("left", "right"))
    if left is None or right is None or left.type != "member_expression":
        return False
    target = module.source.words(left)
    name = target.removeprefix("module.").removeprefix("exports.")
    if target == "module.exports":
        name = "default"
        module.common = True
    elif not target.startswith(("exports.", "module.exports.")) or not name.isidentifier():
        return False
    # Often a chain: exports.a = exports.b = void 0, said again below with the value.
    binding = _bind(module, name, statement, lambda: _owned(module, evaluate(right, module.scope)))
    module.order.steps.append(Step(right, [binding]))
    module.exports[name] = binding
    return True
