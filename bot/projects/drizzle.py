"""Drizzle projects: from drizzle-kit's configuration, from journals without one, or from the tables in the code alone."""

import glob
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from bot.model import Dialect, Layout, Message, Problem, Project, Tree
from bot.parse.drizzle.host import ROOT
from bot.projects.casing import casing_of_code
from bot.projects.contents import bytes_of, json_of
from bot.projects.dialects import NOT_REVIEWED, dialect_of_code, dialect_word
from bot.projects.evidence import schema_entries, table_files
from bot.projects.globs import expand, is_understood
from bot.projects.layouts import JOURNAL, journal_path, layout_of
from bot.projects.packages import kit_line, package_folder
from bot.projects.places import CODE, ancestors, has, in_use, is_anchored, join, under
from bot.projects.problems import (
    dialect_unknown,
    dialect_unsupported,
    dialect_word_unknown,
    glob_unknown,
    schema_elsewhere,
    schema_missing,
    setting_guessed,
    setting_unclear,
)
from bot.projects.runners import runner_of
from bot.projects.sheets import Sheet, sheets

DEFAULT_OUT = "drizzle"


@dataclass(frozen=True, slots=True)
class Draft:
    """A Drizzle project as far as its sources say, before runner and version are looked for.

    `place` is what it is named after: the folder of whatever gave it away, which no other project's arrival changes. `tool` is what the
    migrations are written for where that is none of Drizzle's.
    """

    folder: str
    dialect: Dialect
    reason: Message
    schema: tuple[str, ...] = ()
    migrations: str | None = None
    casing: str | None = None
    place: str = ""
    variant: str = ""
    config_path: str | None = None
    kit_driver: str | None = None
    aliases: tuple[str, ...] = ()
    tool: str | None = None


def complete(tree: Tree, draft: Draft, name: str) -> Project:
    """The project with its layout, runner and drizzle-kit line looked up."""
    root = package_folder(tree, draft.folder)
    kit = kit_line(tree, root)
    layout = layout_of(tree, draft.migrations, kit=kit) if draft.migrations is not None else None
    line = {Layout.FOLDERS: 1, Layout.JOURNAL: 0}.get(layout, kit) if layout else kit
    there = draft.migrations if layout else None
    told = casing_of_code(tree, root, draft.dialect) if draft.config_path is None and draft.schema else None
    runner = runner_of(tree, root=root, dialect=draft.dialect, migrations=there, kit_driver=draft.kit_driver, kit=line)
    if draft.tool and runner.name == "unknown":
        runner = replace(runner, name=draft.tool)
    return Project(
        name=name,
        dialect=draft.dialect,
        reason=draft.reason,
        root=root,
        schema_paths=draft.schema,
        migrations=draft.migrations,
        layout=layout,
        runner=runner,
        casing=told[0] if told else draft.casing,
        kit=line,
        config_path=draft.config_path,
        aliases=draft.aliases,
    )


def configured(tree: Tree, dialect: Dialect | None) -> Iterator[Draft | Problem]:
    """A draft for every drizzle-kit configuration, and what of them was not read."""
    found = tuple(sheets(tree))
    yield from (item for item in found if isinstance(item, Problem))
    named = frozenset(join(_base(tree, sheet), sheet.out) for sheet in found if isinstance(sheet, Sheet) and sheet.out)
    for _, alike in groupby((item for item in found if isinstance(item, Sheet)), key=lambda sheet: sheet.path):
        choices = tuple(alike)
        # Of what one file may come to, paths of build output give way to those of sources.
        real = tuple(sheet for sheet in choices if expand(_patterns(_base(tree, sheet), sheet.schema), tree.paths))
        for sheet in real or choices:
            yield from _from_sheet(tree, sheet, dialect, named)


def _from_sheet(tree: Tree, sheet: Sheet, asked: Dialect | None, named: frozenset[str | None]) -> Iterator[Draft | Problem]:
    word = sheet.dialect or sheet.driver
    if word in NOT_REVIEWED:
        yield dialect_unsupported(sheet.path, str(word))
        return
    if isinstance(sheet.dialect, str) and dialect_word(sheet.dialect) is None:
        yield dialect_word_unknown(sheet.path, sheet.dialect)
    base = _base(tree, sheet)
    schema, said = _schema(tree, sheet, base)
    out = join(base, sheet.out or DEFAULT_OUT)
    dialect = chosen(dialect_word(sheet.dialect) or dialect_word(sheet.driver) or _dialect(tree, schema, out), asked)
    if dialect is None:
        yield dialect_unknown(sheet.path)
        return
    yield from said
    migrations, unsure = _migrations(tree, sheet, base, dialect, named)
    yield from unsure
    if not schema:
        schema, said = _from_evidence(tree, sheet, base, dialect)
        yield from said
    yield Draft(
        base,
        dialect,
        _by_configuration(sheet.path),
        schema,
        migrations,
        sheet.casing,
        sheet.folder,
        sheet.variant,
        sheet.path,
        sheet.driver,
    )


def _migrations(
    tree: Tree, sheet: Sheet, base: str, dialect: Dialect, named: frozenset[str | None]
) -> tuple[str | None, tuple[Problem, ...]]:
    """The folder of the migrations, and what was computed of it and of the casing: a journal that stands alone says where they lie.

    The default folder belongs to the configuration that names it, where there is one: a configuration for `push` alone names none.
    """
    unsure = (setting_guessed(sheet.path, "casing", None),) if "casing" in sheet.unclear else ()
    if "out" in sheet.unclear:
        root = package_folder(tree, base)
        places = [path.removesuffix(JOURNAL).rstrip("/") for path in in_use(under(tree.paths, root)) if path.endswith(JOURNAL)]
        alike = [place for place in places if dialect_word(json_of(tree, journal_path(place)).get("dialect")) in (dialect, None)]
        place = alike[0] if len(alike) == 1 else None
        return place, (*unsure, setting_guessed(sheet.path, "out", place))
    out = join(base, sheet.out or DEFAULT_OUT)
    is_there = out not in named and layout_of(tree, out or DEFAULT_OUT)
    return (out if sheet.out or is_there else None), unsure


def chosen(told: Dialect | None, asked: Dialect | None) -> Dialect | None:
    """What a tool told, unless the person's word is a nearer one of the same family or nothing was told."""
    if asked and (told is None or (told.is_mysql_family and asked.is_mysql_family)):
        return asked
    return told


def _base(tree: Tree, sheet: Sheet) -> str:
    """The folder that relative paths start from: drizzle-kit's working directory, so the file's own folder or one around it."""
    schema = tuple(text for text in sheet.schema if not is_anchored(text))
    for folder in ancestors(sheet.folder):
        if schema and expand(_patterns(folder, schema), tree.paths):
            return folder
    for folder in ancestors(sheet.folder):
        out = join(folder, sheet.out) if sheet.out and not is_anchored(sheet.out) else None
        if out and under(tree.paths, out):
            return folder
    return sheet.folder


def _patterns(folder: str, written: tuple[str, ...]) -> tuple[str, ...]:
    """Paths and globs from the repository's root; signs in the folder's own name are taken literally."""
    literal = glob.escape(folder)
    return tuple(path for text in written if (path := join(literal, text)))


def _schema(tree: Tree, sheet: Sheet, base: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The schema's patterns where they select something, and the globs that were not understood."""
    patterns = _patterns(base, sheet.schema)
    odd = tuple(glob_unknown(sheet.path, pattern) for pattern in patterns if not is_understood(pattern))
    usable = tuple(pattern for pattern in patterns if is_understood(pattern))
    if not expand(usable, tree.paths):
        return (), odd
    unclear = (setting_unclear(sheet.path, "schema"),) if "schema" in sheet.unclear else ()
    return usable, odd + unclear


def _from_evidence(tree: Tree, sheet: Sheet, base: str, dialect: Dialect) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Another way to the schema: the source of build output, else the files that declare tables."""
    written = tuple(text.removeprefix(f"{ROOT}/") for text in sheet.schema)
    sources = tuple(path for text in written if (path := _source_of(tree, base, text)))
    found = sources or schema_entries(tree, table_files(tree, package_folder(tree, base)).get(dialect, ()))
    if "schema" in sheet.unclear:
        return found, (setting_unclear(sheet.path, "schema"),)
    if not sheet.schema:
        return found, ()
    if found:
        return found, (schema_elsewhere(sheet.path, written, found),)
    return (), (schema_missing(sheet.path, written),)


def _source_of(tree: Tree, base: str, written: str) -> str | None:
    """The TypeScript that `dist/db/schema.js` was compiled from: the file whose path ends alike, the longest ending first."""
    parts = posixpath.splitext(posixpath.normpath(written))[0].split("/")
    own = [path for path in in_use(under(tree.paths, base)) if path.endswith(CODE)]
    for start in range(1, len(parts)):
        ending = "/".join(parts[start:])
        for path in own:
            stem = posixpath.splitext(path)[0]
            if stem == ending or stem.endswith(f"/{ending}"):
                return path
    return None


def _dialect(tree: Tree, schema: tuple[str, ...], out: str | None) -> Dialect | None:
    journal = json_of(tree, journal_path(out)) if out is not None else {}
    return dialect_word(journal.get("dialect")) or dialect_of_code(bytes_of(tree, path) for path in expand(schema, tree.paths))


def journalled(tree: Tree, known: tuple[Draft, ...], asked: Dialect | None) -> Iterator[Draft | Problem]:
    """A draft for every journal that no configuration covers; with the schema of its dialect where there is but one candidate.

    Beside a configured schema of that dialect a journal is what an earlier configuration left behind, and gets none.
    """
    covered = {draft.migrations for draft in known}
    taken = {(package_folder(tree, draft.folder), draft.dialect) for draft in known if draft.schema}
    places = [path.removesuffix(JOURNAL).rstrip("/") for path in in_use(path for path in tree.paths if path.endswith(JOURNAL))]
    left = [place for place in places if place not in covered]
    for place in left:
        path = journal_path(place)
        word = json_of(tree, path).get("dialect")
        if word in NOT_REVIEWED:
            yield dialect_unsupported(path, str(word))
            continue
        dialect = chosen(dialect_word(word), asked)
        if dialect is None:
            yield dialect_unknown(path)
            continue
        is_free = (package_folder(tree, posixpath.dirname(place)), dialect) not in taken
        yield _journal_draft(tree, place, dialect, alone=is_free and _is_alone(tree, place, left, dialect))


def _is_alone(tree: Tree, place: str, places: list[str], dialect: Dialect) -> bool:
    alike = [other for other in places if chosen(dialect_word(json_of(tree, journal_path(other)).get("dialect")), dialect) is dialect]
    root = package_folder(tree, posixpath.dirname(place))
    return sum(package_folder(tree, posixpath.dirname(other)) == root for other in alike) == 1


def _journal_draft(tree: Tree, place: str, dialect: Dialect, *, alone: bool) -> Draft:
    folder = package_folder(tree, posixpath.dirname(place))
    files = table_files(tree, folder).get(dialect, ()) if alone else ()
    path = journal_path(place)
    reason = Message.of(en="Drizzle's journal {path}", ko="Drizzle 저널 {path}", path=path)
    return Draft(folder, dialect, reason, schema_entries(tree, files), place, place=place)


def declared_in_code(tree: Tree, asked: Dialect | None) -> Iterator[Draft]:
    """A draft for each dialect in which the code declares Drizzle tables: for repositories without configuration and journal."""
    for told, files in sorted(table_files(tree).items()):
        entries = schema_entries(tree, files)
        folder = posixpath.commonpath([posixpath.dirname(path) for path in files])
        reason = Message.of(en="the Drizzle tables in {path}", ko="{path}에 선언된 Drizzle 테이블", path=entries[0])
        dialect = chosen(told, asked) or told
        root = package_folder(tree, folder) if _has_package(tree, folder) else ""
        yield Draft(root, dialect, reason, entries, place=root)


def _has_package(tree: Tree, folder: str) -> bool:
    return any(has(tree, f"{place}/package.json" if place else "package.json") for place in ancestors(folder))


def _by_configuration(path: str) -> Message:
    return Message.of(en="drizzle-kit's configuration {path}", ko="drizzle-kit 설정 {path}", path=path)
