"""The place of an expression: what an operation on known values needs when it must call back or give up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot.parse.drizzle.scope import Scope, unresolved
from bot.parse.drizzle.values import Container, Entry, MapOf, Object, Place, SetOf, Sql, Unresolved, Value

if TYPE_CHECKING:
    from tree_sitter import Node

    from bot.model import Span

LARGEST = 1 << 16  # elements of a container


class Site(NamedTuple):
    """An expression in its scope."""

    node: Node
    scope: Scope

    @property
    def place(self) -> Place:
        """Where the expression stands, not told yet."""
        return self.scope.module.source, self.node

    @property
    def span(self) -> Span:
        """Where the expression stands."""
        return self.scope.module.source.span(self.node)

    def otherwise(self) -> Unresolved:
        """The expression as something that only running the code would tell."""
        return unresolved(self.node, self.scope)

    def thrown(self) -> Unresolved:
        """The expression as one that ends in an exception."""
        return replace(self.otherwise(), broken=True, thrown=True)

    def apply(self, function: Value, arguments: list[Value]) -> Value:
        """The result of calling a value from here."""
        return self.scope.module.program.call(function, arguments, self)

    def work(self, size: int) -> None:
        """Count an operation on that many elements."""
        self.scope.module.program.work(size)

    def may_change(self, container: Container) -> bool:
        """Whether the container may be changed here. One of a file whose statements are not being run in order may not: it is then lost."""
        if self.scope.module.program.is_changeable(container):
            return True
        lose(container, self.otherwise())
        return False


def lose(container: Container, gap: Unresolved) -> None:
    """Make everything in a container unknown."""
    match container:
        case Object():
            for name, entry in container.entries.items():
                container.entries[name] = Entry(gap, entry.place)
            container.gaps.append(gap)
        case Sql():
            container.parts[:] = [gap]
        case SetOf() | MapOf():
            container.items[:] = [gap]
        case list():
            container[:] = [gap]
