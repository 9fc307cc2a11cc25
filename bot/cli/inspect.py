"""`schema-review inspect`: the schema as it was read."""

from typing import Annotated

import typer

from bot.cli.exits import Exit
from bot.cli.options import Casing, ConfigOption, DialectOption, LangOption, Plain, PlainOption, ProjectOption, Source


def inspect(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="TypeScript files or globs, SQL files, or a migrations folder.")
    ] = None,
    *,
    at: Annotated[str | None, typer.Option("--at", metavar="REV", help="Read this commit instead of the work tree.")] = None,
    source: Annotated[Source | None, typer.Option("--source", help="The Drizzle schema, or what the migrations leave behind.")] = None,
    project: ProjectOption = None,
    dialect: DialectOption = None,
    casing: Annotated[Casing | None, typer.Option("--casing", help="Drizzle's casing, where its configuration does not say.")] = None,
    config: ConfigOption = None,
    lang: LangOption = None,
    format: PlainOption = Plain.TEXT,  # noqa: A002 # the option's name
) -> None:
    """Show the schema of a project, of TypeScript files, or of replayed SQL, and what of it could not be read."""
    from bot import render  # noqa: PLC0415 # --help stays quick
    from bot.cli.inspecting import Wanted, inspected  # noqa: PLC0415 # likewise
    from bot.cli.printing import print_text, standard_page  # noqa: PLC0415 # likewise
    from bot.render.neutral import neutral  # noqa: PLC0415 # likewise

    wanted = Wanted(tuple(paths or ()), at, source, project, dialect, casing=casing.value if casing else None, config=config, lang=lang)
    found = inspected(wanted)
    if format is Plain.JSON:
        print_text(render.dump(neutral(found.schema, found.problems, found.language)))
    else:
        page = standard_page()
        print_text(render.render_schema(found.schema, found.problems, found.language, width=page.width, color=page.color))
    raise typer.Exit(Exit.PARTIAL if found.partial else Exit.OK)
