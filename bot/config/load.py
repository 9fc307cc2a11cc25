"""From text to Config; every mistake with its file, line and column, all of them at once."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.config.document import Document, Step, read_document
from bot.config.keys import Config
from bot.errors import ConfigError

CONFIG_PATH = ".github/schema-review.yml"
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
WORDS = {
    "tuple_type": "write a list: [a, b]",
    "too_short": "needs at least one entry",
    "bool_type": "write true or false",
    "string_type": "write a text",
    "missing": "is missing",
    "model_type": "expected keys with values",
    "model_attributes_type": "expected keys with values",
    "mapping_type": "expected keys with values",
    "dict_type": "expected keys with values",
}


def load_config(text: str, path: str = CONFIG_PATH) -> Config:
    """Read a configuration; an empty file is the default one. `path` is named in errors.

    Raises:
        ConfigError: one line `path:line:column: what is wrong` for each mistake.
    """
    document = read_document(text.removeprefix("\ufeff"), path)
    if document.value is None:
        return Config()
    if not isinstance(document.value, dict):
        raise ConfigError(f"{document.at(())}: expected keys such as `fail-on: error`")
    try:
        return Config.model_validate(document.value, by_name=False, by_alias=True)
    except ValidationError as invalid:
        raise ConfigError("\n".join(sorted(set(_lines(document, invalid)), key=_position))) from invalid


def place_of(text: str, path: str, steps: Sequence[Step]) -> str:
    """`path:line:column` of the key that those keys and list positions lead to, in a text that `load_config` has read."""
    return read_document(text.removeprefix("\ufeff"), path).at(steps, key=True)


def config_schema() -> dict[str, Any]:
    """The JSON Schema of the configuration file, for editors; the same as `docs/schemas/config.schema.json`."""
    schema = Config.model_json_schema(by_alias=True)
    return {"$schema": SCHEMA_DIALECT, **schema, "title": "schema-review configuration"}


def _lines(document: Document, invalid: ValidationError) -> Iterator[str]:
    for error in invalid.errors(include_url=False):
        steps = error["loc"]
        unknown = error["type"] == "extra_forbidden"
        words = _unknown_key(steps) if unknown else _words(error)
        yield f"{document.at(steps, key=unknown)}: {_printable(words)}"


def _printable(text: str) -> str:
    """The text without what could steer a terminal: a quoted YAML key may hold any character."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)


def _position(line: str) -> tuple[int, int, str]:
    place = re.match(r".*?:(\d+):(\d+): ", line)
    return (int(place[1]), int(place[2]), line) if place else (0, 0, line)


def _unknown_key(steps: Sequence[Step]) -> str:
    name = str(steps[-1])
    known = _keys_at(steps[:-1])
    close = get_close_matches(name.replace("_", "-").lower(), known, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(known)}"
    where = ".".join(str(step) for step in steps[:-1] if isinstance(step, str))
    return f"unknown key {name!r}{' in ' + where if where else ''}; {hint}"


def _keys_at(steps: Sequence[Step]) -> list[str]:
    """The keys allowed where those steps lead, from the JSON Schema."""
    schema = config_schema()
    node: Any = schema
    for step in steps:
        inner = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step, node.get("additionalProperties"))
        node = _resolved(inner, schema) if isinstance(inner, dict) else node
    return list(node.get("properties", ()))


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    options = [node, *node.get("anyOf", ())]
    target = next((option["$ref"] for option in options if "$ref" in option), None)
    found: dict[str, Any] = schema["$defs"][target.rpartition("/")[2]] if target else node
    return found


def _words(error: ErrorDetails) -> str:
    name = ".".join(str(step) for step in error["loc"] if isinstance(step, str) and not _is_type(step))
    context = error.get("ctx", {})
    if error["type"] in ("literal_error", "enum"):
        return f"{name}: {_shown(error['input'])} is not one of {context['expected']}{_close(error['input'], context['expected'])}"
    reason = (
        str(context["error"]) if error["type"] == "value_error" else WORDS.get(error["type"]) or error["msg"][:1].lower() + error["msg"][1:]
    )
    return f"{name}: {reason}" if name else reason


def _close(value: object, expected: str) -> str:
    options = [option.strip("'") for option in expected.replace(" or ", ", ").split(", ")]
    close = get_close_matches(str(value).lower(), options, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _shown(value: object) -> str:
    """A value as an error shows it: on one line and not long."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _is_type(step: str) -> bool:
    """Pydantic puts the alternative it tried into the location: `literal['off']`, `function-before[…]`, `str`."""
    return "[" in step or step in {"str", "int", "bool"}
