"""Files as modules: what they declare, import and export. Nothing outside the Tree is ever read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TypeAlias

from bot.model import Problem, Span, Tree, Unread, UnreadReason
from bot.parse.drizzle.calls import call
from bot.parse.drizzle.damage import Damage
from bot.parse.drizzle.declarations import declare
from bot.parse.drizzle.expressions import evaluate
from bot.parse.drizzle.host import hosted
from bot.parse.drizzle.order import Order
from bot.parse.drizzle.packages import is_builtin
from bot.parse.drizzle.paths import Resolver
from bot.parse.drizzle.problems import not_exported, not_found, not_readable
from bot.parse.drizzle.scope import Binding, Scope
from bot.parse.drizzle.syntax import Source, parse
from bot.parse.drizzle.values import CONTAINERS, UNDEFINED, Builtin, Entry, External, MapOf, Object, SetOf, Unresolved, Value
from bot.parse.unread import BINARY, unread_words

LARGEST = 1 << 20  # bytes of one TypeScript file
STEPS = 400_000  # expressions evaluated in one reading; the largest schemas known need 25,000
DEPTH = 110  # expressions inside each other; a level costs up to five frames of Python's thousand

Import: TypeAlias = "Module | Builtin | External | Unresolved"


class Program:
    """All modules that one reading has met, and how much work it has done."""

    def __init__(self, tree: Tree, *, is_tool: bool = False) -> None:
        """`is_tool` for a program that itself only says where modules lie."""
        self.tree = tree
        self.resolver = Resolver(tree, None if is_tool else self.tool_settings)
        self.modules: dict[str, Module | Unresolved] = {}
        self.steps = 0
        self.depth = 0
        self.evaluate = evaluate
        self.call = call
        self.touched: list[Problem] = []
        self.altered: dict[int, tuple[Value, Problem]] = {}  # tables that statements assigned something to, by their identity
        self._owned: dict[int, tuple[Value, Module]] = {}
        self._paths: dict[tuple[str, str], str | None] = {}

    def enter(self) -> bool:
        """Count one expression; False where the limits are reached. Each True is paired with a `leave`."""
        if self.depth >= DEPTH or self.steps >= STEPS:
            return False
        self.steps += 1
        self.depth += 1
        return True

    def work(self, size: int) -> None:
        """Count an operation on that many elements, which costs more than one expression where they are many."""
        self.steps += size >> 4

    def leave(self) -> None:
        """The end of an expression that was entered."""
        self.depth -= 1

    def own(self, value: Value, module: Module) -> None:
        """Note that a container, and those in it, belong to the names of a module."""
        stack = [value]
        while stack:
            found = stack.pop()
            if not isinstance(found, CONTAINERS) or id(found) in self._owned:
                continue
            self._owned[id(found)] = (found, module)
            match found:
                case Object(entries=entries):
                    stack.extend(entry.value for entry in entries.values())
                case SetOf(items=items) | MapOf(items=items):
                    stack.extend(items)
                case list():
                    stack.extend(found)

    def is_changeable(self, value: Value) -> bool:
        """Whether a container may be changed: it belongs to no module, or to one whose statements are being run in order."""
        owner = self._owned.get(id(value))
        return owner is None or owner[1].order.is_running

    def forget(self) -> None:
        """Let go of everything, at the end: modules, scopes and names hold each other, and Python's search for such cycles costs more."""
        for module in self.modules.values():
            if isinstance(module, Module):
                module.scope.bindings.clear()
                module.order.steps.clear()
                vars(module).clear()
        vars(self).clear()

    def load(self, path: str) -> Module | Unresolved:
        """The module of a file, parsed once."""
        if path not in self.modules:
            self.modules[path] = self._read(path)
        return self.modules[path]

    def tool_settings(self, path: str) -> Value:
        """The default export of a framework's configuration, undefined where there is none."""
        module = Program(hosted(self.tree), is_tool=True).load(path)
        if not isinstance(module, Module):
            return UNDEFINED
        # Nuxt declares this one for every file.
        module.scope.bindings.setdefault("defineNuxtConfig", Binding("", Span(path, 1, 1), lambda: Builtin("nuxt", "defineConfig")))
        found = module.export("default")
        value = found.value() if isinstance(found, Binding) else UNDEFINED
        if isinstance(value, External) and value.name.startswith("define") and value.arguments:
            value = next(iter(value.arguments()), UNDEFINED)
        return value

    def _read(self, path: str) -> Module | Unresolved:
        content = self.tree.read(path)
        if isinstance(content, bytes) and len(content) > LARGEST:
            content = Unread(UnreadReason.TOO_LARGE, len(content))
        if isinstance(content, Unread):
            return Unresolved(path, not_readable(path, unread_words(content, limit=LARGEST)), broken=True)
        if b"\0" in content:
            return Unresolved(path, not_readable(path, BINARY), broken=True)
        if path.endswith(".json"):
            return _json_module(self, path, content)
        return Module(self, parse(path, content))

    def follow(self, specifier: str, importer: str, span: Span) -> Import:
        """What an import specifier leads to: a module here, a Drizzle package, or another package."""
        if is_builtin(specifier):
            return Builtin(specifier, "")
        if (specifier, importer) not in self._paths:
            self._paths[specifier, importer] = self.resolver.resolve(specifier, importer)
        path = self._paths[specifier, importer]
        if path is not None:
            return self.load(path)
        if self.resolver.is_local(specifier, importer):
            return Unresolved(specifier, not_found(span, specifier), broken=True)
        return External(specifier, specifier, span)


class Module:
    """One file: its names, and which of them it exports."""

    def __init__(self, program: Program, source: Source) -> None:
        self.program = program
        self.source = source
        self.scope = Scope(self)
        self.exports: dict[str, Binding] = {}
        self.stars: list[tuple[str, Span]] = []
        self.damage = Damage.of(source)
        self.order = Order(self)
        self.common = False  # whether it exports one value with `module.exports = …`
        declare(self, source.root)

    def export(self, name: str, seen: frozenset[str] = frozenset()) -> Binding | Unresolved | None:
        """The binding behind an exported name, through `export *`; Unresolved where it may lie in a file that cannot be read."""
        if name in self.exports:
            return self.exports[name]
        if self.common:
            return self._common_exports().get(name)
        unclear: Unresolved | None = None
        for specifier, span in self.stars if name != "default" else ():
            found = self._through(specifier, span, name, seen | {self.source.path})
            if isinstance(found, Binding):
                return found
            unclear = unclear or found
        return unclear

    def _common_exports(self) -> dict[str, Binding]:
        """The properties of what `module.exports` was given."""
        whole = self.exports["default"]
        value = whole.value()
        if not isinstance(value, Object):
            return {}
        return {name: Binding(name, entry.span, lambda entry=entry: entry.value) for name, entry in value.entries.items()}  # type: ignore[misc] # a default argument binds the loop variable

    def _through(self, specifier: str, span: Span, name: str, seen: frozenset[str]) -> Binding | Unresolved | None:
        match self.program.follow(specifier, self.source.path, span):
            case Module() as module if module.source.path not in seen:
                return module.export(name, seen)
            case Unresolved() as broken:
                return broken
            case External() | Builtin() as package:
                value = _package_member(package, name, span)
                return Binding(name, span, lambda: value)
        return None

    def all_exports(self, seen: frozenset[str] = frozenset()) -> Iterator[tuple[str, Binding] | Problem]:
        """Every exported name with its binding, re-exports included; a Problem for each file that leads nowhere."""
        # Sorted, as esbuild writes them for drizzle-kit: of two enums with one name the last counts.
        yield from sorted({**self._common_exports(), **self.exports}.items() if self.common else self.exports.items())
        for specifier, span in self.stars:
            match self.program.follow(specifier, self.source.path, span):
                case Module() as module if module.source.path not in seen:
                    inner = module.all_exports(seen | {self.source.path})
                    yield from (item for item in inner if isinstance(item, Problem) or item[0] != "default")
                case Unresolved() as broken:
                    yield broken.problem
                case External():
                    yield not_found(span, specifier)

    def imported(self, specifier: str, name: str, span: Span) -> Binding | Unresolved:
        """The binding that `import { name } from specifier` stands for."""
        match self.program.follow(specifier, self.source.path, span):
            case Module() as module:
                return module.export(name) or Unresolved(name, not_exported(span, name, module.source.path), broken=True)
            case Unresolved() as broken:
                return broken
            case package:
                return Binding(name, span, lambda: _package_member(package, name, span))

    def namespace(self, specifier: str, span: Span) -> Value:
        """What `import * as name` stands for: an object of the module's exports, each evaluated when the object is made."""
        match self.program.follow(specifier, self.source.path, span):
            case Module() as module:
                made = Object()
                for item in module.all_exports():
                    if isinstance(item, Problem):
                        made.gaps.append(Unresolved(specifier, item, broken=True))
                    else:
                        made.entries.setdefault(item[0], Entry(item[1].value(), item[1].span))
                return made
            case other:
                return other

    def required(self, specifier: str, span: Span, *, as_namespace: bool) -> Value:
        """What `require(…)` gives, or `import(…)`: the one value of a CommonJS module or of JSON, the exports of any other."""
        found = self.program.follow(specifier, self.source.path, span)
        if isinstance(found, Module) and (found.common or found.source.path.endswith(".json")) and not as_namespace:
            return found.exports["default"].value()
        return self.namespace(specifier, span)


def _package_member(package: Builtin | External, name: str, span: Span) -> Value:
    """A name of a package: Drizzle's are known by it, others stay outside."""
    if isinstance(package, Builtin):
        return Builtin(package.module, name)
    return External(name if name != "default" else package.name, f"{package.name}: {name}", span)


def _json_module(program: Program, path: str, content: bytes) -> Module | Unresolved:
    try:
        data = json.loads(content)
    except ValueError:
        return Unresolved(path, not_readable(path, ("not JSON", "JSON이 아님")), broken=True)
    module = Module(program, parse(path, b""))
    span = Span(path, 1, 1)
    value = _plain_value(data, span)
    module.exports["default"] = Binding("default", span, lambda: value)
    if isinstance(value, Object):
        for name, entry in value.entries.items():
            module.exports.setdefault(name, Binding(name, span, lambda entry=entry: entry.value))  # type: ignore[misc] # a default argument binds the loop variable
    return module


def _plain_value(data: object, span: Span) -> Value:
    """JSON data as a value of this reader."""
    match data:
        case dict():
            return Object({str(key): Entry(_plain_value(item, span), span) for key, item in data.items()})
        case list():
            return [_plain_value(item, span) for item in data]
        case str() | bool() | int() | float() | None:
            return data
    return UNDEFINED
