"""A job in a repository that the App has entered."""

from collections.abc import Callable

from bot.action.event import Subject as Commits
from bot.action.inputs import Inputs
from bot.action.job import Job
from bot.action.log import Log
from bot.action.runner import Runner
from bot.github import Client, Entry
from bot.service.settings import Settings

PATIENCE = 5.0  # seconds that a rate limit may hold whoever works; a longer one ends the work, which begins again afterwards


def entered(entry: Entry, commits: Commits, settings: Settings, *, guard: Callable[[], None], pacing: float = 1.0) -> Job:
    """The job with a client of its own. `guard` is asked before every write to GitHub, `pacing` are the seconds between two."""
    api, server = settings.api_url, settings.server_url
    client = Client(entry.token, api_url=api, pacing=pacing, longest_wait=PATIENCE, guard=guard)
    runner = Runner.of({"GITHUB_REPOSITORY": entry.repository, "GITHUB_API_URL": api, "GITHUB_SERVER_URL": server})
    return Job(runner, Inputs(token=entry.token), Log(secret=entry.token), client, commits)
