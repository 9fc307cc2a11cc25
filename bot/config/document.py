"""A small YAML subset with marks: no aliases, anchors, tags, merges or duplicate keys, and limits on size and depth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from bot.errors import ConfigError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 20
SCALARS = tuple(f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "null"))

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
Step: TypeAlias = "str | int"
Mark: TypeAlias = "yaml.error.Mark | yaml._yaml.Mark"  # noqa: SLF001 # what the type stubs call the C parser's marks


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: its plain value, and where each part of it stands."""

    path: str
    value: Plain
    root: yaml.Node | None

    def at(self, steps: Sequence[Step], *, key: bool = False) -> str:
        """`path:line:column` of the value those keys and list positions lead to, or of its key; as near as they lead."""
        node, mark = self.root, self.root.start_mark if self.root else None
        for position, step in enumerate(steps):
            found = _child(node, step)
            if found is None:
                continue
            name, node = found
            mark = name.start_mark if key and position == len(steps) - 1 else node.start_mark
        return _place(self.path, mark)


def read_document(text: str, path: str) -> Document:
    """Read one YAML document.

    Raises:
        ConfigError: it is too large, too deep, not YAML, several documents, or uses what this subset leaves out.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise ConfigError(f"{path}: larger than {MAX_BYTES // 1024} KiB")
    try:
        for event in _allowed(yaml.parse(text, Loader=yaml.SafeLoader), path):
            _refuse_extras(event, path)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as broken:
        raise ConfigError(f"{_place(path, broken.problem_mark or broken.context_mark)}: {_words(broken)}") from broken
    except yaml.reader.ReaderError as broken:
        before = text[: broken.position]
        place = f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
        raise ConfigError(f"{place}: not YAML: a character that is not allowed in it") from broken
    except yaml.YAMLError as broken:
        raise ConfigError(f"{path}:1:1: not YAML: {' '.join(str(broken).split())}") from broken
    return Document(path, None if root is None else _plain(root, path), root)


def _allowed(events: Iterator[yaml.Event], path: str) -> Iterator[yaml.Event]:
    depth = documents = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > MAX_DEPTH:
            raise ConfigError(f"{_place(path, event.start_mark)}: nested deeper than {MAX_DEPTH} levels")
        if documents > 1:
            raise ConfigError(f"{_place(path, event.start_mark)}: a second document; write one")
        yield event


def _refuse_extras(event: yaml.Event, path: str) -> None:
    place = _place(path, event.start_mark)
    if isinstance(event, yaml.AliasEvent):
        raise ConfigError(f"{place}: an alias (*{event.anchor}); write the value out")
    if getattr(event, "anchor", None) is not None:
        raise ConfigError(f"{place}: an anchor (&{event.anchor}); write the value out where it is needed")  # type: ignore[attr-defined]  # just asked for
    if getattr(event, "tag", None) is not None:
        raise ConfigError(f"{place}: a tag; plain values only")


def _plain(node: yaml.Node, path: str) -> Plain:
    match node:
        case yaml.MappingNode():
            return _mapping(node, path)
        case yaml.SequenceNode():
            return [_plain(item, path) for item in node.value]
        case _ if node.tag in SCALARS:
            return _scalar(node, path)
        case _:
            return str(node.value)


def _mapping(node: yaml.MappingNode, path: str) -> Plain:
    result: dict[str, Plain] = {}
    for key, value in node.value:
        place = _place(path, key.start_mark)
        if not isinstance(key, yaml.ScalarNode):
            raise ConfigError(f"{place}: a key must be a word")
        if key.tag == "tag:yaml.org,2002:merge":
            raise ConfigError(f"{place}: a merge (<<); write the keys out")
        if key.value in result:
            raise ConfigError(f"{place}: {key.value!r} is given twice")
        result[key.value] = _plain(value, path)
    return result


def _scalar(node: yaml.Node, path: str) -> Plain:
    try:
        value: Plain = yaml.constructor.SafeConstructor().construct_object(node)
    except ValueError as broken:
        raise ConfigError(f"{_place(path, node.start_mark)}: not a number: {node.value[:40]!r}") from broken
    return value


def _child(node: yaml.Node | None, step: Step) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _place(path: str, mark: "Mark | None") -> str:
    return f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else f"{path}:1:1"


def _words(broken: yaml.MarkedYAMLError) -> str:
    return " ".join(filter(None, (broken.context, broken.problem))) or "not YAML"
