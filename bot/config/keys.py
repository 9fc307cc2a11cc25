"""Every key of the configuration with its values and defaults. Rule names and options are checked where rules are loaded."""

from collections.abc import Mapping
from difflib import get_close_matches
from string import Formatter
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    WithJsonSchema,
    model_validator,
)

from bot.model import Dialect, Severity


def _kebab(name: str) -> str:
    return name.replace("_", "-")


KEYS = ConfigDict(extra="forbid", frozen=True, alias_generator=_kebab, populate_by_name=True)
SEVERITIES = [*map(str, Severity), "off"]
INDEX_PLACEHOLDERS = frozenset({"table", "columns"})


def _yaml_off(value: object) -> object:
    """YAML 1.1 reads a bare `off` or `no` as false, which is what was meant."""
    return "off" if value is False else value


def _repository_path(path: str) -> str:
    if path.startswith(("/", "~")) or "\\" in path or ".." in path.split("/"):
        raise ValueError("write a path inside the repository, relative to its root, with forward slashes")
    return path.removeprefix("./")


def _index_template(template: str) -> str:
    try:
        names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError as broken:
        raise ValueError(f"a brace is not closed: {broken}") from broken
    if unknown := names - INDEX_PLACEHOLDERS:
        raise ValueError(f"{{{min(unknown)}}} is not known; a name is made of {{table}} and {{columns}}")
    return template


def _severity(value: object) -> object:
    value = _yaml_off(value)
    if value is None or value == "off":
        return value
    if value not in tuple(Severity):
        close = get_close_matches(str(value), SEVERITIES, n=1)
        raise ValueError(f"{value!r} is not one of {', '.join(SEVERITIES)}{f'; did you mean {close[0]!r}?' if close else ''}")
    return Severity(str(value))


def _option(value: object) -> object:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if not isinstance(value, bool | int | str):
        raise ValueError("an option is true or false, a whole number, a text or a list of texts")  # noqa: TRY004 # pydantic reports a ValueError only
    return value


def _database_version(version: object) -> object:
    if isinstance(version, float):
        raise ValueError('write the version in quotes: "8.0"')  # noqa: TRY004 # pydantic reports a ValueError only
    return str(version) if isinstance(version, int) and not isinstance(version, bool) else version


Case: TypeAlias = Annotated[
    Literal["snake_case", "camelCase", "PascalCase", "kebab-case", "off"],
    BeforeValidator(_yaml_off),
    WithJsonSchema({"enum": ["snake_case", "camelCase", "PascalCase", "kebab-case", "off", False]}),
]
IndexTemplate: TypeAlias = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_index_template)]
RepositoryPath: TypeAlias = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_repository_path)]
DatabaseVersion: TypeAlias = Annotated[
    str,
    Field(min_length=1, max_length=40),
    BeforeValidator(_database_version),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1, "maxLength": 40}, {"type": "integer"}]}),
]
RuleSeverity: TypeAlias = Annotated[Severity | Literal["off"] | None, PlainValidator(_severity)]
OptionValue: TypeAlias = Annotated[bool | int | str | tuple[str, ...], PlainValidator(_option)]

RULE_SCHEMA: dict[str, Any] = {
    "description": "`off`, a severity, or a severity with options of the rule",
    "anyOf": [
        {"enum": SEVERITIES},
        {"const": False},
        {
            "type": "object",
            "properties": {"severity": {"anyOf": [{"enum": SEVERITIES}, {"const": False}]}},
            "additionalProperties": {
                "anyOf": [{"type": "boolean"}, {"type": "integer"}, {"type": "string"}, {"type": "array", "items": {"type": "string"}}]
            },
        },
    ],
}


class RuleSetting(BaseModel):
    """What is said about one rule: a severity or `off`, None where only options are given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    severity: RuleSeverity = None
    options: Mapping[str, OptionValue] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, value: object) -> object:
        """Accept `off`, `error` and `{severity: error, option: value}`."""
        if isinstance(value, str) or value is False:
            return {"severity": value}
        if not isinstance(value, dict):
            raise ValueError("write `off`, `error`, `warning`, `note`, or {severity: …} with options")  # noqa: TRY004 # see above
        return {"severity": value.get("severity"), "options": {key: option for key, option in value.items() if key != "severity"}}


Rules: TypeAlias = Mapping[str, Annotated[RuleSetting, WithJsonSchema(RULE_SCHEMA)]]


class Inline(BaseModel):
    """Comments on the lines of a pull request."""

    model_config = KEYS

    enabled: StrictBool = True
    max: int = Field(default=20, ge=0, le=50)
    min_severity: Severity = Severity.WARNING


RunnerName: TypeAlias = Literal[
    "drizzle-kit",
    "drizzle-orm",
    "wrangler",
    "atlas",
    "dbmate",
    "diesel",
    "flyway",
    "golang-migrate",
    "goose",
    "hasura",
    "liquibase",
    "node-pg-migrate",
    "prisma",
    "rails",
    "refinery",
    "sql-migrate",
    "sqlx",
    "supabase",
    "sql",
    "unknown",
]


class Migrations(BaseModel):
    """Where the migrations of a project are, and what applies them."""

    model_config = KEYS

    path: RepositoryPath
    runner: RunnerName | None = None


class ProjectConfig(BaseModel):
    """One schema to review. What is not said is looked for in the repository."""

    model_config = KEYS

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$")
    dialect: Dialect | None = None
    version: DatabaseVersion | None = None
    schema_: tuple[RepositoryPath, ...] = Field(default=(), alias="schema")
    migrations: Migrations | None = None
    documents: tuple[RepositoryPath, ...] = ()
    queries: tuple[RepositoryPath, ...] = ()
    sizes: RepositoryPath | None = None

    @model_validator(mode="after")
    def _has_a_place(self) -> "ProjectConfig":
        if not self.schema_ and self.migrations is None:
            raise ValueError("name at least one of schema and migrations")
        return self


class Override(BaseModel):
    """Other rule settings for some paths."""

    model_config = KEYS

    paths: tuple[RepositoryPath, ...] = Field(min_length=1)
    rules: Rules


class Naming(BaseModel):
    """How things are named in this repository; `index` is built of `{table}` and `{columns}`."""

    model_config = KEYS

    table: Case | None = None
    column: Case | None = None
    index: IndexTemplate | None = None


class Waivers(BaseModel):
    """What a waiver must say, and the permission that acknowledging data loss needs."""

    model_config = KEYS

    allow_inline: StrictBool = True
    require_reason: StrictBool = True
    destructive: Literal["write", "maintain", "admin"] = "write"


class Checklist(BaseModel):
    """Whether open boxes of the checklist hold the check back."""

    model_config = KEYS

    mode: Literal["advisory", "required", "off"] = "advisory"


class Config(BaseModel):
    """The whole configuration; `Config()` is what holds where a repository says nothing."""

    model_config = KEYS

    version: Literal[1] = 1
    language: Literal["en", "ko", "both", "auto"] = "auto"
    fail_on: Literal["error", "warning", "never"] = "error"
    comment: Literal["auto", "always", "never"] = "auto"
    inline: Inline = Inline()
    drafts: Literal["check-only", "full", "skip"] = "check-only"
    projects: tuple[ProjectConfig, ...] = ()
    rules: Rules = Field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    naming: Naming = Naming()
    waivers: Waivers = Waivers()
    checklist: Checklist = Checklist()

    @model_validator(mode="after")
    def _distinct_names(self) -> "Config":
        names = [project.name for project in self.projects]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"two projects are called {twice!r}")
        return self

    @model_validator(mode="after")
    def _boxes_to_tick(self) -> "Config":
        if self.checklist.mode == "required" and self.comment == "never":
            raise ValueError("`checklist: { mode: required }` needs the comment that has the boxes: `comment` may not be `never`")
        return self
