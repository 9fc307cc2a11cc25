"""JSON Schema as OpenAPI 3.0 has it, over one large description: references are looked up, never copied."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from openapi_schema_validator import OAS30Validator, oas30_format_checker

Schema = Mapping[str, Any]
Keyword = Callable[[Any, Any, Any, Schema], Iterator[ValidationError]]
COMBINERS = ("allOf", "anyOf", "oneOf")
TEXT_LIMIT = 200


@dataclass(frozen=True)
class Schemas:
    """The schemas of one OpenAPI description."""

    description: Mapping[str, Any] = field(repr=False)
    _validators: dict[int, Any] = field(default_factory=dict, repr=False)

    def resolve(self, described: Mapping[str, Any]) -> Mapping[str, Any]:
        """The schema, parameter or answer itself, where a reference to it may stand."""
        while "$ref" in described:
            described = self._target(described["$ref"])
        return described

    def mistakes(self, schema: Schema, value: Any, *, at: str) -> Iterator[str]:
        """What is wrong with a value, unknown fields included; `at` is where the value stands."""
        for error in self._validator(schema).iter_errors(value):
            yield f"{_place(at, error.absolute_path)}: {_deepest(error)}"
        yield from self.unknown_fields((schema,), value, at=at)

    def allows(self, schema: Schema, value: Any) -> bool:
        """Whether JSON Schema has nothing against the value."""
        return self._validator(schema).is_valid(value)

    def unknown_fields(self, schemas: tuple[Schema, ...], value: Any, *, at: str) -> Iterator[str]:
        """Fields that none of the schemas knows: JSON Schema lets a misspelt optional field pass."""
        branches = tuple(branch for schema in schemas for branch in self._branches(schema))
        match value:
            case dict():
                yield from self._unknown_in_object(branches, value, at)
            case list():
                items = tuple(branch["items"] for branch in branches if "items" in branch)
                for number, item in enumerate(value if items else ()):
                    yield from self.unknown_fields(items, item, at=f"{at}[{number}]")

    def _unknown_in_object(self, branches: tuple[Schema, ...], value: Mapping[str, Any], at: str) -> Iterator[str]:
        if not branches or any(_is_free(branch) for branch in branches):
            return
        known: dict[str, tuple[Schema, ...]] = {}
        for branch in branches:
            for name, schema in branch.get("properties", {}).items():
                known[name] = (*known.get(name, ()), schema)
        others = tuple(branch["additionalProperties"] for branch in branches if isinstance(branch.get("additionalProperties"), dict))
        for name, item in value.items():
            if schemas := known.get(name, others):
                yield from self.unknown_fields(schemas, item, at=f"{at}.{name}")
            else:
                yield f"{at}.{name}: GitHub knows no such field here; it knows {', '.join(sorted(known))}"

    def _branches(self, schema: Schema) -> Iterator[Schema]:
        """The schema and all that it is combined of, without references."""
        schema = self.resolve(schema)
        yield schema
        for combiner in COMBINERS:
            for part in schema.get(combiner, ()):
                yield from self._branches(part)

    def _validator(self, schema: Schema) -> Any:
        key = id(schema)  # the validator keeps its schema alive, so no id is given twice
        if key not in self._validators:
            self._validators[key] = self._kind(schema, format_checker=oas30_format_checker)
        return self._validators[key]

    @cached_property
    def _kind(self) -> Any:
        def reference(validator: Any, pointer: str, instance: Any, schema: Schema) -> Iterator[ValidationError]:
            yield from validator.descend(instance, self._target(pointer))

        keywords = {name: _adapted(OAS30Validator.VALIDATORS[name]) for name in ("enum", *COMBINERS)}
        return extend(OAS30Validator, validators=keywords | {"$ref": _adapted(reference)})

    def _target(self, pointer: str) -> Any:
        target: Any = self.description
        for step in pointer.removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        return target


def _adapted(keyword: Keyword) -> Keyword:
    """A keyword as GitHub means it.

    It writes `nullable` beside an enum without null and beside combined schemas, and answers null there. Its discriminators
    say no more than the combined schemas themselves, and some values lack the property that they name.
    """

    def checked(validator: Any, wanted: Any, instance: Any, schema: Schema) -> Iterator[ValidationError]:
        if instance is None and schema.get("nullable"):
            return iter(())
        return keyword(validator, wanted, instance, {name: value for name, value in schema.items() if name != "discriminator"})

    return checked


def _is_free(branch: Schema) -> bool:
    """Whether the schema says nothing about the fields of the object."""
    if any(combiner in branch for combiner in COMBINERS):
        return False
    return branch.get("type", "object") == "object" and not branch.get("properties") and branch.get("additionalProperties", True) is True


def _deepest(error: ValidationError) -> str:
    """The message that says most: of a combined schema, the mistakes of each branch."""
    message = error.message if len(error.message) <= TEXT_LIMIT else f"…{error.message[-TEXT_LIMIT:]}"
    if not error.context:
        return message
    inner = dict.fromkeys(f"{_place('', part.relative_path)} {_deepest(part)}".strip() for part in error.context)
    return f"fits none or several of the described forms ({'; '.join(inner)})"


def _place(at: str, path: Any) -> str:
    return at + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
