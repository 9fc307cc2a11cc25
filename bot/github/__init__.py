"""A Review onto a pull request, exactly once. The only folder that uses PyGithub."""

from bot.github.app import App, Entry
from bot.github.checks import CheckRun, cancel_check, find_check, finish_check, start_check
from bot.github.client import Client
from bot.github.clock import server_time
from bot.github.comments import open_boxes_in
from bot.github.language import pull_language
from bot.github.look import Look
from bot.github.manifests import convert_manifest
from bot.github.plan import NewComment
from bot.github.publish import Published, publish
from bot.github.pull import PullRequest, Standing, read_pull
from bot.github.threads import plan_threads

__all__ = [
    "App",
    "CheckRun",
    "Client",
    "Entry",
    "Look",
    "NewComment",
    "Published",
    "PullRequest",
    "Standing",
    "cancel_check",
    "convert_manifest",
    "find_check",
    "finish_check",
    "open_boxes_in",
    "plan_threads",
    "publish",
    "pull_language",
    "read_pull",
    "server_time",
    "start_check",
]
