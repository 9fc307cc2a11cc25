"""What drizzle-kit is told: its configuration files and the options in scripts, as one plain value each. Nothing is run."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Problem, Span, Tree
from bot.parse.drizzle import static_default_export
from bot.parse.drizzle.syntax import parse
from bot.projects.alternatives import alternatives
from bot.projects.contents import bytes_of, json_of
from bot.projects.packages import commands, read_package
from bot.projects.places import has, in_use, join
from bot.projects.problems import configuration_unread

NAME = re.compile(r"^(?:[\w-]+\.)?drizzle(?:[.-][\w.-]+)?[.-]config(?:[.-][\w.-]+)?\.(?:[mc]?[tj]s|json)$")
WANTED = ("dialect", "driver", "schema", "out", "casing")
# What drizzle-zero, which makes a schema for Zero of a Drizzle schema, calls its own configuration.
OTHERS = "drizzle-zero.config."
OPTION = re.compile(r"^--(dialect|schema|out|config|driver|casing)(?:=(.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The settings that one drizzle-kit configuration gives; those that are not static are in `unclear`.

    `folder` is where its relative paths start, as far as the file's place says. `variant` tells sheets of one folder apart.
    `tablesFilter`, `schemaFilter` and `extensionsFilters` are left out on purpose: `generate` and `export` write what the schema declares
    whatever they say (0.31 and 1.0); they narrow what `push` and `pull` look at in a database.
    """

    path: str
    folder: str
    dialect: str | None = None
    driver: str | None = None
    schema: tuple[str, ...] = ()
    out: str | None = None
    casing: str | None = None
    variant: str = ""
    unclear: frozenset[str] = frozenset()


def sheets(tree: Tree) -> Iterator[Sheet | Problem]:
    """Every drizzle-kit configuration of the Tree: files by their name or named in a script, then options in scripts."""
    files = (path for path in tree.paths if "drizzle" in path and _is_named_so(path))
    named, options = _from_scripts(tree)
    for path in sorted(in_use({*files, *named}), key=_plain_first):
        yield from _read(tree, path)
    yield from options


def _is_named_so(path: str) -> bool:
    name = posixpath.basename(path)
    return NAME.match(name) is not None and not name.startswith(OTHERS)


def _plain_first(path: str) -> tuple[str, str, str]:
    return posixpath.dirname(path), _variant(path), path


def _read(tree: Tree, path: str) -> Iterator[Sheet | Problem]:
    if path.endswith(".json"):
        yield _sheet(path, json_of(tree, path))
        return
    value, problems = static_default_export(tree, path)
    if isinstance(value, dict) and not {*WANTED, "..."} & set(value):
        return  # some other module that is called so
    first = _sheet(path, value) if isinstance(value, dict) else None
    if first and not first.unclear:
        yield first
        return
    decided = [
        _sheet(path, value) for edited in alternatives(tree, path) if isinstance(value := static_default_export(edited, path)[0], dict)
    ]
    best = [sheet for sheet in decided if not sheet.unclear] or ([first] if first else decided)
    yield from dict.fromkeys(best)
    is_broken = bool(problems) and parse(path, bytes_of(tree, path)).root.has_error
    if is_broken:
        yield problems[0]
    elif not best and _is_named_so(path):
        yield configuration_unread(problems[0].span if problems else Span(path, 1, 1), path)


def _sheet(path: str, value: dict[str, object]) -> Sheet:
    known = {name: value[name] for name in WANTED if isinstance(value.get(name), str)}
    schema, unclear = _schema(value.get("schema"))
    # "..." is a spread of something unknown, which may hold what is not written out.
    unclear = unclear or ("..." in value and not schema)
    odd = {name for name in WANTED if value.get(name) is not None and name not in known and name != "schema"}
    odd |= {name for name in ("out", "casing") if "..." in value and name not in value}
    return Sheet(
        path,
        posixpath.dirname(path),
        schema=schema,
        variant=_variant(path),
        unclear=frozenset(odd | ({"schema"} if unclear else set())),
        **{name: str(text) for name, text in known.items() if name != "schema"},
    )


def _schema(value: object) -> tuple[tuple[str, ...], bool]:
    """The paths and globs of `schema`, and whether some could not be read."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    texts = tuple(item for item in items if isinstance(item, str))
    return texts, len(texts) != len(items)


def _variant(path: str) -> str:
    """What sets this file apart from a plain drizzle.config: `pg` of drizzle.config.pg.ts or drizzle-pg.config.ts."""
    stem = posixpath.basename(path).rpartition(".")[0]
    words = [word for word in re.split(r"[.-]", stem) if word not in ("drizzle", "config")]
    return "-".join(words)


def _from_scripts(tree: Tree) -> tuple[list[str], list[Sheet]]:
    """The configuration files that scripts name, and the settings that they give on the command line instead."""
    named: list[str] = []
    found: list[Sheet] = []
    for path in in_use(path for path in tree.paths if posixpath.basename(path) == "package.json"):
        package = read_package(tree, posixpath.dirname(path))
        for words in commands(package, "drizzle-kit"):
            options = dict(_options(words))
            config = join(package.folder, options["config"]) if "config" in options else None
            if config and has(tree, config):
                named.append(config)
            elif "schema" in options:
                found.append(_command_line(path, package.folder, options))
    return named, list(dict.fromkeys(found))


def _options(words: list[str]) -> Iterator[tuple[str, str]]:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if option := OPTION.match(word):
            yield option[1], option[2] if option[2] is not None else following


def _command_line(path: str, folder: str, options: dict[str, str]) -> Sheet:
    schema = tuple(part.strip() for part in options["schema"].split(","))
    variant = posixpath.basename(options["out"].rstrip("/")) if "out" in options else ""
    dialect, driver, out, casing = (options.get(name) for name in ("dialect", "driver", "out", "casing"))
    return Sheet(path, folder, dialect, driver, schema, out, casing, variant)
