"""The job summary and the files: the whole review, whatever fits into a comment."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.action.inputs import Inputs
from bot.action.outputs import write_file
from bot.github import Look
from bot.lint import Rule
from bot.model import Language, Message, Review
from bot.render import render_comment, render_json, render_sarif, without_markers
from bot.render.message import markdown

MOST_BYTES = 1024 * 1024  # of one step's summary; GitHub drops a longer one
WIDEST = 4  # bytes of one character in UTF-8
NO_LIMIT = 1_000_000_000


def job_summary(review: Review, look: Look, notices: Iterable[Message] = (), *, most: int = MOST_BYTES) -> str:
    """The review as the comment shows it, whole as long as it is below `most` bytes, under what there is to say beside it."""
    head = sentences(notices, look.language)
    room = most - len(head.encode())
    body = _whole(review, look, room)
    return head + (body if len(body.encode()) <= room else _whole(review, look, room // WIDEST))


def sentences(notices: Iterable[Message], language: Language) -> str:
    """Each notice as a paragraph that stands out."""
    return "".join(f"> {markdown(notice, language)}\n\n" for notice in notices)


def write_files(review: Review, look: Look, inputs: Inputs, rules: tuple[Rule, ...]) -> dict[str, str]:
    """Write the files that the inputs name; returns the outputs with their paths.

    Raises:
        ConfigError: one cannot be written.
    """
    texts: dict[str, tuple[str, Callable[[], str]]] = {
        "report": (inputs.report_file, lambda: _whole(review, look, NO_LIMIT)),
        "sarif": (inputs.sarif_file, lambda: render_sarif(review, look.language, rules)),
        "json": (inputs.json_file, lambda: render_json(review, look.language)),
    }
    return {name: write_file(inputs.folder, path, text()) for name, (path, text) in texts.items() if path}


def _whole(review: Review, look: Look, budget: int) -> str:
    # This is the full report: it does not point to one.
    links = replace(look.links, report=None)
    return without_markers(render_comment(review, look.language, links=links, both=look.both, budget=budget))
