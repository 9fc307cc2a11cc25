import json
import time
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.config import CONFIG_PATH, Config, config_schema, load_config
from bot.errors import ConfigError
from bot.model import Dialect, Severity

ROOT = Path(__file__).parent.parent

EVERYTHING = """\
version: 1
language: both
fail-on: warning
comment: always
inline: { enabled: false, max: 5, min-severity: error }
drafts: full
projects:
  - name: api
    dialect: postgresql
    version: "16"
    schema: ["apps/api/src/db/**/*.ts"]
    migrations: { path: apps/api/drizzle, runner: drizzle-kit }
    documents: ["docs/db/**/*.md"]
    queries: ["apps/api/src/**/*.{ts,tsx}"]
    sizes: .github/schema-sizes.json
rules:
  unindexed-foreign-key: { severity: error }
  missing-audit-columns: off
  float-for-money: note
  naming-style: { severity: warning, columns: [price, cost], limit: 3, strict: true, style: plain }
  only-options: { limit: 4 }
overrides: [{ paths: ["**/seed/**"], rules: { "*": off } }]
naming: { table: snake_case, column: off, index: "{table}_{columns}_idx" }
waivers: { allow-inline: false, require-reason: false, destructive: admin }
checklist: { mode: required }
"""


def test_every_key_is_read():
    config = load_config(EVERYTHING, CONFIG_PATH)
    (project,) = config.projects
    assert (config.language, config.fail_on, config.comment, config.drafts) == ("both", "warning", "always", "full")
    assert (config.inline.enabled, config.inline.max, config.inline.min_severity) == (False, 5, Severity.ERROR)
    assert (project.name, project.dialect, project.version, project.schema_) == (
        "api",
        Dialect.POSTGRESQL,
        "16",
        ("apps/api/src/db/**/*.ts",),
    )
    assert (project.migrations.path, project.migrations.runner) == ("apps/api/drizzle", "drizzle-kit")
    assert (project.documents, project.sizes) == (("docs/db/**/*.md",), ".github/schema-sizes.json")
    assert config.rules["unindexed-foreign-key"].severity is Severity.ERROR
    assert config.rules["missing-audit-columns"].severity == "off"
    assert config.rules["naming-style"].options == {"columns": ("price", "cost"), "limit": 3, "strict": True, "style": "plain"}
    assert config.rules["only-options"].severity is None
    assert config.overrides[0].rules["*"].severity == "off"
    assert (config.naming.table, config.naming.column, config.naming.index) == ("snake_case", "off", "{table}_{columns}_idx")
    assert (config.waivers.allow_inline, config.waivers.require_reason, config.waivers.destructive) == (False, False, "admin")
    assert config.checklist.mode == "required"


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "{}", "\ufeff# marked\n"])
def test_an_empty_file_is_the_default_configuration(text):
    assert load_config(text, "x.yml") == Config()


def test_the_configuration_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        Config().language = "en"  # type: ignore[misc] # the mistake that is tested


MISTAKES = [
    ("fail_on: error", "x.yml:1:1: unknown key 'fail_on'; did you mean 'fail-on'?"),
    ("version: 1\nfailon: error", "x.yml:2:1: unknown key 'failon'; did you mean 'fail-on'?"),
    ("fail-on: erorr", "x.yml:1:10: fail-on: 'erorr' is not one of 'error', 'warning' or 'never'; did you mean 'error'?"),
    ("zzz: 1", "x.yml:1:1: unknown key 'zzz'; known keys: version, language, fail-on, "),
    (
        "projects:\n  - name: a\n    dialekt: mysql\n    schema: [a.ts]",
        "x.yml:3:5: unknown key 'dialekt' in projects; did you mean 'dialect'?",
    ),
    ("projects:\n  - name: a\n    dialect: mysqll\n    schema: [a.ts]", "x.yml:3:14: projects.dialect: 'mysqll' is not one of "),
    ("projects: [{name: a}]", "x.yml:1:12: projects: name at least one of schema and migrations"),
    ("projects: [{schema: [a]}]", "x.yml:1:12: projects.name: is missing"),
    ("projects: [{name: a, schema: [a]}, {name: a, schema: [b]}]", "x.yml:1:1: two projects are called 'a'"),
    ("projects: [{name: a, schema: a.ts}]", "x.yml:1:30: projects.schema: write a list: [a, b]"),
    ("projects: [{name: a, schema: [../a.ts]}]", "x.yml:1:31: projects.schema: write a path inside the repository"),
    ("projects: [{name: a, schema: [/etc/a.ts]}]", "x.yml:1:31: projects.schema: write a path inside the repository"),
    ("projects: [{name: a, version: 8.0, schema: [a]}]", 'x.yml:1:31: projects.version: write the version in quotes: "8.0"'),
    ("projects: [{name: a, migrations: {path: a, runner: ant}}]", "x.yml:1:52: projects.migrations.runner: 'ant' is not one of "),
    ("rules: {a: [1]}", "x.yml:1:12: rules.a: write `off`, `error`, `warning`, `note`, or {severity: …} with options"),
    ("rules: {a: on}", "x.yml:1:12: rules.a: write `off`, "),
    (
        "rules:\n  a: {severity: warn}",
        "x.yml:2:17: rules.a.severity: 'warn' is not one of error, warning, note, off; did you mean 'warning'?",
    ),
    (
        "rules: {a: {limit: 1.5}}",
        "x.yml:1:20: rules.a.options.limit: an option is true or false, a whole number, a text or a list of texts",
    ),
    ("inline: {enabled: maybe}", "x.yml:1:19: inline.enabled: write true or false"),
    ("inline: {max: 51}", "x.yml:1:15: inline.max: input should be less than or equal to 50"),
    ("overrides: [{paths: [], rules: {a: off}}]", "x.yml:1:21: overrides.paths: needs at least one entry"),
    ('naming: {index: "{tabel}_x"}', "x.yml:1:17: naming.index: {tabel} is not known"),
    ('naming: {index: "{table"}', "x.yml:1:17: naming.index: a brace is not closed"),
    ("waivers: {destructive: everyone}", "x.yml:1:24: waivers.destructive: 'everyone' is not one of "),
    ("checklist: 3", "x.yml:1:12: checklist: expected keys with values"),
    ("version: 2", "x.yml:1:10: version: 2 is not one of 1"),
    ("- 1", "x.yml:1:1: expected keys such as `fail-on: error`"),
    ("words", "x.yml:1:1: expected keys such as `fail-on: error`"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_place(text, message):
    with pytest.raises(ConfigError) as caught:
        load_config(text, "x.yml")
    (line,) = str(caught.value).splitlines()
    assert line.startswith(message)


def test_all_mistakes_are_named_at_once_in_their_order():
    with pytest.raises(ConfigError) as caught:
        load_config("language: xx\nrules:\n  a: 1\ninline: {max: -1}\nlanguge: en\n", "x.yml")
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == ["x.yml:1:11", "x.yml:3:6", "x.yml:4:15", "x.yml:5:1"]


REFUSED = [
    ("a: &x 1\nb: *x", "x.yml:1:4: an anchor (&x)"),
    ("b: *x", "x.yml:1:4: an alias (*x)"),
    ("version: !!int 1", "x.yml:1:10: a tag"),
    ("version: !!python/object/apply:os.system [ls]", "x.yml:1:10: a tag"),
    ("version: 1\nversion: 1", "x.yml:2:1: 'version' is given twice"),
    ("<<: {version: 1}", "x.yml:1:1: a merge (<<)"),
    ("? [a]\n: b", "x.yml:1:3: a key must be a word"),
    ("version: 1\n---\nversion: 1", "x.yml:2:1: a second document"),
    ("rules: " + "{a: " * 20 + "1" + "}" * 20, "x.yml:1:84: nested deeper than 20 levels"),
    ("{version: ", "x.yml:1:11: while parsing"),
    ("version: 1\n\tlanguage: en", "x.yml:2:1: while scanning"),
    ("a: \0", "x.yml:1:4: not YAML"),
    ("version: " + "9" * 5000, "x.yml:1:10: not a number"),
    ("# " + "x" * 70_000, "x.yml: larger than 64 KiB"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_yaml_beyond_the_plain_part_is_refused(text, message):
    with pytest.raises(ConfigError) as caught:
        load_config(text, "x.yml")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "text", ["[" * 60_000, "{a: " * 15_000, "a: " + "[[],[" * 12_000, "- " * 30_000, "'" * 60_000, "rules: {" + "a b: off, " * 6000]
)
def test_hostile_text_is_refused_quickly(text):
    start = time.perf_counter()
    with pytest.raises(ConfigError):
        load_config(text, "x.yml")
    assert time.perf_counter() - start < 3


def test_a_message_holds_nothing_that_steers_a_terminal():
    with pytest.raises(ConfigError) as caught:
        load_config('rules: {"\\e[31m\\u202e": 5}', "x.yml")
    assert str(caught.value).isprintable()


def test_the_schema_in_the_documentation_is_the_one_of_the_code():
    documented = json.loads((ROOT / "docs/schemas/config.schema.json").read_text(encoding="utf-8"))
    assert documented == config_schema()


def test_the_schema_accepts_what_is_read():
    jsonschema.Draft202012Validator.check_schema(config_schema())
    jsonschema.validate(yaml.safe_load(EVERYTHING), config_schema())


# What a schema cannot say, or what YAML has already turned into something else.
BEYOND_THE_SCHEMA = (
    "two projects",
    "name at least one",
    "path inside",
    "write the version",
    "is not known",
    "a brace",
    "expected keys such as",
)


@pytest.mark.parametrize(("text", "message"), [case for case in MISTAKES if not any(words in case[1] for words in BEYOND_THE_SCHEMA)])
def test_the_schema_refuses_what_is_refused(text, message):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), config_schema())


def test_the_page_shows_the_configuration_that_is_read():
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in page.split("```yaml\n")[1:]]
    assert len(examples) > 1
    for example in examples:
        load_config(example, "docs/configuration.md")


def test_the_page_names_every_key():
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    schema = config_schema()
    keys = set(schema["properties"]).union(*(part.get("properties", {}) for part in schema["$defs"].values()))
    assert not {key for key in keys if f"`{key}`" not in page}
