"""`schema-review diff`: what changes, without a verdict."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.exits import Exit
from bot.cli.options import AfterOption, BaseOption, BeforeOption, ConfigOption, DialectOption, HeadOption, LangOption, ProjectOption


class DiffFormat(StrEnum):
    """Formats of a difference."""

    TEXT = "text"
    JSON = "json"
    SQL = "sql"
    MARKDOWN = "markdown"


def diff(
    *,
    base: BaseOption = None,
    head: HeadOption = None,
    before: BeforeOption = None,
    after: AfterOption = None,
    lang: LangOption = None,
    dialect: DialectOption = None,
    config: ConfigOption = None,
    project: ProjectOption = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="From the head back to the base.")] = False,
    format: Annotated[DiffFormat, typer.Option("--format", help="How to print it.")] = DiffFormat.TEXT,  # noqa: A002 # the option's name
) -> None:
    """Show how the schemas of two sides differ; `--format sql` prints the statements that lead from one to the other."""
    from bot import render  # noqa: PLC0415 # --help stays quick
    from bot.cli.printing import print_text, standard_page  # noqa: PLC0415 # likewise
    from bot.cli.reviewing import Request, run_review  # noqa: PLC0415 # likewise

    request = Request(base, head, before, after, config=config, dialect=dialect, project=project, lang=lang, reverse=reverse)
    outcome = run_review(request, with_rules=False)
    review, language, page = outcome.review, outcome.language, standard_page()
    match format:
        case DiffFormat.TEXT:
            print_text(render.render_diff_text(review, language, width=page.width, color=page.color))
        case DiffFormat.JSON:
            print_text(render.render_diff_json(review, language))
        case DiffFormat.SQL:
            print_text(render.render_diff_sql(review, language))
        case DiffFormat.MARKDOWN:
            print_text(render.render_diff_markdown(review, language))
    raise typer.Exit(Exit.PARTIAL if outcome.partial else Exit.OK)
