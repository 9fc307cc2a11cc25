"""`schema-review sizes`: how large the tables are."""

from typing import Annotated

import typer

from bot.cli.options import ConfigOption, DialectOption, LangOption, ProjectOption


def sizes(
    *,
    sql: Annotated[bool, typer.Option("--sql", help="Print the query that makes the file, for psql -At, mysql -N or sqlite3.")] = False,
    project: ProjectOption = None,
    dialect: DialectOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
) -> None:
    """Show the rows of each table as `.github/schema-sizes.json` states them, or the read-only query whose output that file is."""
    from bot.cli.inspecting import Wanted, inspected  # noqa: PLC0415 # --help stays quick
    from bot.cli.printing import print_text, standard_page  # noqa: PLC0415 # likewise
    from bot.emit import sizes_query  # noqa: PLC0415 # likewise
    from bot.render import render_sizes  # noqa: PLC0415 # likewise

    if sql and dialect and dialect.estimates_rows:
        print_text(sizes_query(dialect))
        return
    found = inspected(Wanted(project=project, dialect=dialect, config=config, lang=lang))
    if sql:
        print_text(sizes_query(found.schema.dialect, found.schema.tables))
        return
    page = standard_page()
    print_text(render_sizes(found.schema, found.sizes, found.problems, found.language, width=page.width, color=page.color))
