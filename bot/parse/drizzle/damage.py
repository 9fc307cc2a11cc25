"""Syntax errors: where they are, and which statements they may have robbed of a part."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from bot.model import Problem
from bot.parse.drizzle.problems import not_parsed
from bot.parse.drizzle.syntax import Source, damage


@dataclass(frozen=True, slots=True)
class Damage:
    """The syntax errors of one file, and for each statement, by its first byte, those that may have changed it."""

    problems: tuple[Problem, ...] = ()
    statements: tuple[tuple[int, Problem], ...] = ()

    @classmethod
    def of(cls, source: Source) -> Damage:
        """The damage of a parsed file."""
        found = [(node, not_parsed(source.span(node), source.words(node))) for node in damage(source.root)]
        reach = [(statement.start_byte, problem) for node, problem in found for statement in _reach(node)]
        return cls(tuple(dict.fromkeys(problem for _, problem in found)), tuple(dict.fromkeys(reach)))

    def at(self, statement: Node) -> tuple[Problem, ...]:
        """The syntax errors that may have changed a statement."""
        return tuple(problem for start, problem in self.statements if start == statement.start_byte)


def _reach(node: Node) -> list[Node]:
    """The statement of the error and those beside it: the parser may have cut one of them short or joined two."""
    outer = node
    while outer.parent is not None and outer.parent.type != "program":
        outer = outer.parent
    beside = (outer.prev_named_sibling, outer, outer.next_named_sibling)
    return [statement for statement in beside if statement is not None]
