"""A Review cut down to some of its projects."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from bot.errors import ConfigError
from bot.model import Project, ProjectReview, Review


def pick_project(projects: Iterable[Project], name: str) -> Project:
    """The project of that name.

    Raises:
        ConfigError: there is none; the message names those that were found.
    """
    known = {project.name: project for project in projects}
    if name in known:
        return known[name]
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"found: {', '.join(known) or 'none'}"
    raise ConfigError(f"project {name}: no such project; {hint}")


def only_project(review: Review, name: str, *, fail_on: str) -> Review:
    """The Review of one project alone.

    Raises:
        ConfigError: there is no such project.
    """
    wanted = pick_project((entry.project for entry in review.projects), name)
    return narrowed(review, (entry for entry in review.projects if entry.project is wanted), fail_on)


def narrowed(review: Review, kept: Iterable[ProjectReview], fail_on: str) -> Review:
    """The Review of the projects in `kept`, with the verdict on these."""
    from bot.review import conclusion_of  # noqa: PLC0415 # to name a project needs no review

    projects = tuple(kept)
    return replace(review, projects=projects, conclusion=conclusion_of(projects, review.problems, fail_on=fail_on))
