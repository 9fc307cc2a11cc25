"""Which operation of the description a method and a path mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import unquote

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the description, by its method and path template."""

    method: str
    template: str
    description: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.template}"


@dataclass(frozen=True, slots=True)
class Match:
    """An operation and the texts that stand for its path parameters."""

    operation: Operation
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Branch:
    """The paths that begin alike, one segment further down; a literal segment wins over a parameter."""

    literals: "dict[str, Branch]" = field(default_factory=dict)
    parameters: "dict[str, Branch]" = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)
    multiple: set[str] = field(default_factory=set)  # parameters of this place that may hold slashes

    def add(self, operation: Operation, segments: tuple[str, ...], *, multiple: frozenset[str]) -> None:
        """Enter an operation under the segments of its template; `multiple` are its parameters with slashes."""
        if not segments:
            self.operations[operation.method] = operation
            return
        first, *rest = segments
        name = first[1:-1]
        if first.startswith("{"):
            self.multiple.update({name} & multiple)
            branch = self.parameters.setdefault(name, Branch())
        else:
            branch = self.literals.setdefault(first, Branch())
        branch.add(operation, tuple(rest), multiple=multiple)

    def find(self, segments: tuple[str, ...]) -> "Iterator[tuple[Branch, Mapping[str, str]]]":
        """The ends that the segments may lead to, the most specific one first, with the parameters on the way."""
        if not segments:
            yield self, {}
            return
        if segments[0] in self.literals:
            yield from self.literals[segments[0]].find(segments[1:])
        for name, branch in self.parameters.items():
            for length in range(1, len(segments) + 1 if name in self.multiple else 2):
                for end, parameters in branch.find(segments[length:]):
                    yield end, {name: "/".join(segments[:length]), **parameters}


@dataclass(frozen=True, slots=True)
class Operations:
    """All operations of a description."""

    root: Branch

    @classmethod
    def of(cls, paths: Mapping[str, Mapping[str, Any]], parameters: Mapping[str, Any]) -> Self:
        """Index the paths of a description; `parameters` are its shared ones."""
        several = {name for name, parameter in parameters.items() if parameter.get("x-multi-segment")}
        root = Branch()
        for template, methods in paths.items():
            segments = tuple(template.strip("/").split("/"))
            if "{base}...{head}" in segments:
                continue  # Octokit's older spelling of {basehead}, which GitHub describes beside it
            for method in METHODS:
                if method in methods:
                    multiple = frozenset(_multiple(methods[method], parameters, several))
                    root.add(Operation(method, template, methods[method]), segments, multiple=multiple)
        return cls(root)

    def match(self, method: str, path: str) -> Match | None:
        """The operation that a request means, None where the description has none."""
        for end, parameters in self.root.find(tuple(path.strip("/").split("/"))):
            if operation := end.operations.get(method.lower()):
                return Match(operation, {name: unquote(text) for name, text in parameters.items()})
        return None

    def methods(self, path: str) -> tuple[str, ...]:
        """The methods that are described for a path."""
        ends = self.root.find(tuple(path.strip("/").split("/")))
        return tuple(dict.fromkeys(method.upper() for end, _ in ends for method in end.operations))


def _multiple(operation: Mapping[str, Any], shared: Mapping[str, Any], several: set[str]) -> Iterator[str]:
    for parameter in operation.get("parameters", ()):
        name = parameter.get("$ref", "").rpartition("/")[2]
        if name in several:
            yield shared[name]["name"]
        elif parameter.get("x-multi-segment"):
            yield parameter["name"]
