"""The statements of a file that change what its names stand for: they are run in their order, and only where a name hangs on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tree_sitter import Node

from bot.parse.drizzle.scope import Binding
from bot.parse.drizzle.site import lose
from bot.parse.drizzle.statements import follow
from bot.parse.drizzle.values import CONTAINERS, Unresolved

if TYPE_CHECKING:
    from bot.parse.drizzle.modules import Module

WORD = re.compile(rb"[A-Za-z_$][\w$]*")
# What changes the name before it: name = …, name.x[0] += …, name++, name.push(…). Each begins with a plain character, to be found quickly.
CHANGES = tuple(
    re.compile(pattern)
    for pattern in (
        rb"=(?![=>])",
        rb"\+\+",
        rb"--(?!-)",
        rb"\.(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear|append)\(",
    )
)
CHANGED = re.compile(rb"(?<![\w.$])([A-Za-z_$][\w$]*)(?:[!?]?\.[\w$]+|\[[^\]\n]*\]){0,4}\s*[-+*/%|&?^<>]{0,3}\Z")
NEAR = 100  # bytes in front of a change in which the name is looked for
# What changes the name behind it.
DECLARING = (b"const ", b"let ", b"var ")
LEADING = (b"++", b"--", b"delete ", b"Object.assign(")
CHANGED_BEHIND = re.compile(rb"(?:\+\+|--|\bdelete\s+|\bObject\.assign\(\s*)([A-Za-z_$][\w$]*)")


@dataclass(slots=True)
class Step:
    """One statement of a file: the bindings it declares, none where it only does something."""

    node: Node
    bindings: list[Binding]


@dataclass(slots=True)
class Order:
    """What has to run in order in one file. Names that nothing changes are evaluated when they are asked for."""

    module: Module
    steps: list[Step] = field(default_factory=list)
    is_running: bool = False
    _names: frozenset[str] | None = None
    _is_done: bool = False

    def before(self, name: str) -> None:
        """Run the file's statements once, before the first use of a name whose value hangs on their order."""
        if not self._is_done and not self.is_running and name in self.names():
            self._run()

    def names(self) -> frozenset[str]:
        """The names whose value hangs on the order of statements."""
        if self._names is None:
            self._names = self._find_names()
        return self._names

    def _find_names(self) -> frozenset[str]:
        known = {binding.name.encode() for step in self.steps for binding in step.bindings}
        known |= {name.encode() for name in self.module.scope.bindings}
        text = self.module.source.text
        found = _changed(text) & known
        for step in self.steps:
            if not step.bindings:
                found |= _words(text, step.node) & known
        if not found:
            return frozenset()
        uses = [({binding.name.encode() for binding in step.bindings}, _words(text, step.node)) for step in self.steps if step.bindings]
        while True:
            more = {name for names, words in uses if words & found for name in names} - found
            if not more:
                return frozenset(name.decode() for name in found)
            found |= more

    def _run(self) -> None:
        touched = self.module.program.touched
        start = len(touched)
        self.is_running = True
        for step in self.steps:
            if step.bindings:
                for binding in step.bindings:
                    if binding.name in self.names():
                        binding.value()
            elif self._concerns(step.node):
                self._follow(step.node)
        self.is_running = False
        self._is_done = True
        del touched[start:]

    def _concerns(self, node: Node) -> bool:
        names = self.names()
        return any(word.decode() in names for word in _words(self.module.source.text, node))

    def _follow(self, node: Node) -> None:
        outcome = follow(node, self.module.scope)
        if isinstance(outcome, tuple) and isinstance(outcome[0], Unresolved):
            self._lose(node, outcome[0])

    def _lose(self, node: Node, gap: Unresolved) -> None:
        """A statement that cannot be followed: what it may have changed is not known any more."""
        text, bindings = self.module.source.text, self.module.scope.bindings
        changed = _changed(text[node.start_byte : node.end_byte])
        for word in _words(text, node):
            binding = bindings.get(word.decode())
            value = binding.value() if binding else None
            if isinstance(value, CONTAINERS):
                lose(value, gap)
            elif binding is not None and word in changed:
                binding.assign(Unresolved(gap.text, gap.problem, gap.broken))


def _words(text: bytes, node: Node) -> set[bytes]:
    return set(WORD.findall(text, node.start_byte, node.end_byte))


def _changed(text: bytes) -> set[bytes]:
    """The names that a text may give another value or content; of other things that look like it, some too many."""
    found = {match[1] for match in CHANGED_BEHIND.finditer(text)} if any(sign in text for sign in LEADING) else set()
    for change in CHANGES:
        for match in change.finditer(text):
            start = match.start()
            name = CHANGED.search(text, max(start - NEAR, 0), start)
            if name and not text.endswith(DECLARING, 0, name.start()):
                found.add(name[1])
    return found
