"""Whether a review has anything to say, and which of its problems are more than remarks."""

from collections.abc import Iterable

from bot.model import Problem, Review


def is_clean(review: Review) -> bool:
    """Whether there is no finding, no question, no box that must be ticked, and nothing of the pull request that could not be read."""
    return not any(project.findings or project.questions for project in review.projects) and not (must_tick(review) or has_unread(review))


def must_tick(review: Review) -> int:
    """How many boxes must be ticked before the check passes."""
    return sum(len(project.checklist) for project in review.projects) if review.needs_ticks else 0


def has_unread(review: Review) -> bool:
    """Whether something of the pull request could not be read, so that a finding may be missing."""
    return any(problem.unread for problem in all_problems(review))


def all_problems(review: Review) -> tuple[Problem, ...]:
    """The problems of all projects, then those outside of any."""
    return (*(problem for project in review.projects for problem in project.problems), *review.problems)


def unread(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """What could not be read."""
    return tuple(problem for problem in problems if problem.unread)


def remarks(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """What is only said: about a waiver, or about files that the pull request does not touch."""
    return tuple(problem for problem in problems if not problem.unread)
