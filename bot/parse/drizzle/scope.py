"""Names and what they stand for: evaluated when they are first asked for, as nothing here runs in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.model import Problem, Span
from bot.parse.drizzle.problems import not_static, too_deep
from bot.parse.drizzle.values import Unresolved, Value

if TYPE_CHECKING:
    from tree_sitter import Node

    from bot.parse.drizzle.modules import Module


class Binding:
    """A declared name. `span` is that of its declaration; an import knows the binding it stands for.

    `problems` are the syntax errors at the declaration and, once it was evaluated, at every declaration its value was made of; each
    use of the value writes them to the `log`, so that whatever is made of it in turn knows them. `before` is called before the first use.
    """

    __slots__ = ("_before", "_compute", "_log", "_origin", "_running", "_value", "name", "problems", "span")

    def __init__(
        self,
        name: str,
        span: Span,
        compute: Callable[[], Value] | None = None,
        *,
        origin: Callable[[], Binding | Unresolved] | None = None,
        log: list[Problem] | None = None,
        problems: tuple[Problem, ...] = (),
        before: Callable[[str], None] | None = None,
    ) -> None:
        self.name = name
        self.span = span
        self.problems = problems
        self._compute = compute
        self._origin = origin
        self._before = before
        self._log = log
        self._running = False
        self._value: list[Value] = []

    def origin(self) -> Binding | Unresolved:
        """The binding in the file that declares the name; Unresolved where the way there is broken."""
        if self._origin is None:
            return self
        if self._running:
            return Unresolved(self.name, too_deep(self.span))
        self._running = True
        found = self._origin()
        found = found.origin() if isinstance(found, Binding) else found
        self._running = False
        return found

    def value(self) -> Value:
        """What the name stands for; Unresolved where its value needs itself."""
        if not self._value and self._before is not None:
            self._before(self.name)
        if not self._value:
            if self._running:
                return Unresolved(self.name, too_deep(self.span))
            self._value = [self._logged()]
        if self._log is not None:
            self._log.extend(self.problems)
        return self._value[0]

    def _logged(self) -> Value:
        if self._log is None:
            return self._evaluate()
        start = len(self._log)
        value = self._evaluate()
        self.problems = tuple(dict.fromkeys([*self.problems, *self._log[start:]]))
        del self._log[start:]
        return value

    def _evaluate(self) -> Value:
        if self._compute is None:
            found = self.origin()
            return found.value() if isinstance(found, Binding) else found
        self._running = True
        value = self._compute()
        self._running = False
        return value

    def assign(self, value: Value) -> None:
        """Give the name another value."""
        self._value = [value]


class Scope:
    """The names of one block, function or file, inside those around it."""

    __slots__ = ("bindings", "module", "parent")

    def __init__(self, module: Module, parent: Scope | None = None) -> None:
        self.module = module
        self.parent = parent
        self.bindings: dict[str, Binding] = {}

    def evaluate(self, node: Node) -> Value:
        """The value of an expression here."""
        return self.module.program.evaluate(node, self)

    def holder(self, name: str) -> Scope | None:
        """The innermost scope that has a name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.bindings:
            scope = scope.parent
        return scope

    def find(self, name: str) -> Binding | None:
        """The innermost binding of a name."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bindings:
                return scope.bindings[name]
            scope = scope.parent
        return None

    def define(self, name: str, span: Span, value: Value) -> None:
        """Declare a name whose value is known."""
        binding = Binding(name, span)
        binding.assign(value)
        self.bindings[name] = binding


def unresolved(node: Node, scope: Scope) -> Unresolved:
    """An expression as something that only running the code would tell."""
    source = scope.module.source
    return Unresolved(source.words(node), not_static(source.span(node), source.words(node)))
