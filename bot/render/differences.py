"""What changes between two sides, without any verdict: text, SQL and Markdown."""

from collections.abc import Iterator

from markupsafe import Markup
from rich.console import RenderableType
from rich.text import Text

from bot.emit import change_sql
from bot.model import Language, Problem, ProjectReview, Review, change_object
from bot.render import titles
from bot.render.changes import change_words
from bot.render.clean import remarks, unread
from bot.render.consoles import columns, printed
from bot.render.entries import change_view, problem_view
from bot.render.escape import code, one_line
from bot.render.message import markdown, plain
from bot.render.places import span_text
from bot.render.words import DIALECTS


def render_diff_text(review: Review, language: Language, *, width: int = 80, color: bool = False) -> str:
    """One line a change; projects without changes say so."""
    return printed(_text(review, language), width=width, color=color)


def _text(review: Review, language: Language) -> Iterator[RenderableType]:
    for project in review.projects:
        yield Text(plain(titles.project_line(project.project), language), style="bold")
        if not project.changes:
            yield Text(plain(titles.NO_CHANGES, language))
        grid = columns(2, 3)
        for reviewed in project.changes:
            clauses = [plain(words, language) for words in change_words(reviewed.change, project.project.dialect)]
            grid.add_row(Text(one_line(change_object(reviewed.change)), style="cyan"), Text(", ".join(clauses)))
        yield grid
        yield from _problem_lines(project.problems, language)
    if not review.projects:
        yield Text(plain(titles.nothing_found(review), language))
    yield from _problem_lines(review.problems, language)


def _problem_lines(problems: tuple[Problem, ...], language: Language) -> Iterator[RenderableType]:
    for title, listed in ((titles.PROBLEMS, unread(problems)), (titles.REMARKS, remarks(problems))):
        if listed:
            yield Text(plain(titles.titled(title, len(listed)), language), style="yellow")
        yield from (_problem_line(problem, language) for problem in listed)


def _problem_line(problem: Problem, language: Language) -> Text:
    return Text(f"  {one_line(span_text(problem.span))}: {plain(problem.message, language)}")


def render_diff_sql(review: Review, language: Language) -> str:
    """Statements that turn the base's schema into the head's, project by project, for reading: no runner, no locks, no data considered.

    What was not read is a comment, so that nobody takes the statements for all there are.
    """
    lines = [line for project in review.projects for line in _sql(project, language)]
    return "".join(f"{line}\n" for line in (*lines, *_sql_comments(review.problems, language)))


def _sql_comments(problems: tuple[Problem, ...], language: Language) -> Iterator[str]:
    for problem in problems:
        yield f"-- {one_line(span_text(problem.span))}: {one_line(plain(problem.message, language), limit=500)}"


def _sql(project: ProjectReview, language: Language) -> Iterator[str]:
    yield f"-- {one_line(project.project.name)} ({DIALECTS[project.project.dialect]})"
    for reviewed in project.changes:
        yield change_sql(reviewed.change, project.project.dialect).rstrip()
    yield from _sql_comments(project.problems, language)


def render_diff_markdown(review: Review, language: Language) -> str:
    """A table of changes for each project."""
    lines = [line for project in review.projects for line in _markdown(project, language)]
    return "".join(f"{line}\n" for line in (*lines, *_list(review.problems, language)))


def _markdown(project: ProjectReview, language: Language) -> Iterator[str]:
    yield f"#### {code(project.project.name)}\n"
    if project.changes:
        yield "| Object | Change | Risk |\n|---|---|---|" if language == "en" else "| 대상 | 변경 | 위험도 |\n|---|---|---|"
    else:
        yield markdown(titles.NO_CHANGES, language)
    for reviewed in project.changes:
        row = change_view(reviewed, project.project.dialect, language)
        yield f"| {row.object} | {row.words} | {row.sign} {Markup(', ').join(row.effects)} |"
    yield ""
    yield from _list(project.problems, language)


def _list(problems: tuple[Problem, ...], language: Language) -> Iterator[str]:
    for problem in problems:
        view = problem_view(problem, language)
        yield f"- {view.place}: {view.message}"
