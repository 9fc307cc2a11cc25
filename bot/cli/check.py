"""`schema-review check`: review what changed and say whether it may go on."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exits import Exit, gravest
from bot.cli.options import (
    AfterOption,
    BaseOption,
    BeforeOption,
    ConfigOption,
    DialectOption,
    FailOn,
    HeadOption,
    LangOption,
    ProjectOption,
)

if TYPE_CHECKING:
    from bot.cli.printing import Page
    from bot.lint import Rule
    from bot.model import Language, Review


class Format(StrEnum):
    """Formats of a review."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    HTML = "html"


def check(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATHS", help="Only projects that these files or folders belong to.")] = None,
    *,
    base: BaseOption = None,
    head: HeadOption = None,
    before: BeforeOption = None,
    after: AfterOption = None,
    lang: LangOption = None,
    dialect: DialectOption = None,
    fail_on: Annotated[FailOn | None, typer.Option("--fail-on", help="From which severity on the exit code is 1.")] = None,
    config: ConfigOption = None,
    project: ProjectOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 4 where something could not be read.")] = False,
    error_on_empty: Annotated[bool, typer.Option("--error-on-empty", help="Exit 3 where there is nothing to check.")] = False,
    format: Annotated[Format, typer.Option("--format", help="What to print.")] = Format.TEXT,  # noqa: A002 # the option's name
    output: Annotated[list[str] | None, typer.Option("--output", metavar="F=FILE", help="Write format F to FILE, too; repeatable.")] = None,
) -> None:
    """Review the schema changes between a base and the work tree, two commits, or two folders."""
    from bot.cli.printing import print_text, read_outputs, standard_page, write_outputs  # noqa: PLC0415 # --help stays quick
    from bot.cli.reviewing import Request, run_review  # noqa: PLC0415 # likewise

    files = read_outputs(output or [], tuple(Format))
    request = Request(
        base, head, before, after, config=config, dialect=dialect, project=project, fail_on=fail_on, lang=lang, paths=tuple(paths or ())
    )
    outcome = run_review(request)
    show = _renderer(outcome.review, outcome.language, outcome.rules)
    write_outputs(files, lambda name: show(Format(name), None))
    print_text(show(format, standard_page()))
    raise typer.Exit(gravest(_codes(outcome.review, partial=outcome.partial, strict=strict, error_on_empty=error_on_empty)))


def _renderer(review: "Review", language: "Language", rules: "tuple[Rule, ...]") -> "Callable[[Format, Page | None], str]":
    from bot import render  # noqa: PLC0415 # --help stays quick

    def show(name: Format, page: "Page | None") -> str:
        match name:
            case Format.TEXT if page:
                return render.render_text(review, language, width=page.width, color=page.color)
            case Format.TEXT:
                return render.render_text(review, language)
            case Format.MARKDOWN:
                return render.render_comment(review, language)
            case Format.JSON:
                return render.render_json(review, language)
            case Format.SARIF:
                return render.render_sarif(review, language, rules)
            case Format.GITHUB:
                return render.render_github(review, language)
            case Format.HTML:
                return render.render_html(review, language)

    return show


def _codes(review: "Review", *, partial: bool, strict: bool, error_on_empty: bool) -> list[Exit]:
    unread = any(problem.unread for problem in (*review.problems, *(p for project in review.projects for p in project.problems)))
    held = {
        Exit.FINDINGS: review.conclusion == "failure",
        Exit.UNREAD: strict and bool(unread),
        Exit.PARTIAL: partial,
        Exit.EMPTY: error_on_empty and not review.projects,
    }
    return [code for code, holds in held.items() if holds]
