"""Syntax errors: where they are, what they garble, and which statements they may have robbed of a part."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from bot.model import Problem, Span
from bot.parse.drizzle.problems import not_parsed
from bot.parse.drizzle.syntax import Source, damage


@dataclass(frozen=True, slots=True)
class Damage:
    """The syntax errors of one file, each with the lines that it garbles, and with the statements, by first byte, it may have changed."""

    errors: tuple[tuple[Span, Problem], ...] = ()
    statements: tuple[tuple[int, Problem], ...] = ()

    @classmethod
    def of(cls, source: Source) -> Damage:
        """The damage of a parsed file: what the parser skipped and made up in one place is one error, at the first of it."""
        garbled: dict[Node, Problem] = {}
        reach: list[tuple[int, Problem]] = []
        for node in damage(source.root):
            problem = garbled.setdefault(_garbled(node), not_parsed(source.span(node), source.words(node)))
            reach += [(statement.start_byte, problem) for statement in _reach(node)]
        errors = ((source.span(whole), problem) for whole, problem in garbled.items())
        return cls(tuple(errors), tuple(dict.fromkeys(reach)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The syntax errors."""
        return tuple(dict.fromkeys(problem for _, problem in self.errors))

    def at(self, statement: Node) -> tuple[Problem, ...]:
        """The syntax errors that may have changed a statement."""
        return tuple(problem for start, problem in self.statements if start == statement.start_byte)

    def cause(self, problem: Problem) -> Problem:
        """The syntax error behind a Problem of this file: one in garbled text is only its consequence."""
        return next((error for garbled, error in self.errors if _is_inside(problem.span, garbled)), problem)


def _garbled(node: Node) -> Node:
    """What the parser put together wrongly: the list, call or object that the error stands in."""
    parent = node.parent
    return node if parent is None or parent.type in ("program", "statement_block") else parent


def _is_inside(span: Span, garbled: Span) -> bool:
    return (garbled.line, garbled.column) <= (span.line, span.column) and span.end_line <= garbled.end_line


def _reach(node: Node) -> list[Node]:
    """The statement of the error and those beside it: the parser may have cut one of them short or joined two."""
    outer = node
    while outer.parent is not None and outer.parent.type != "program":
        outer = outer.parent
    beside = (outer.prev_named_sibling, outer, outer.next_named_sibling)
    return [statement for statement in beside if statement is not None]
