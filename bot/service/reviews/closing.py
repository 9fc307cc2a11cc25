"""The check run that an earlier attempt left open."""

from bot.action.check import OpenCheck, boxes_before
from bot.action.job import Job, again
from bot.github import find_check
from bot.model import Conclusion, Message


def close(job: Job, head: str, message: Message, conclusion: Conclusion | None = None) -> bool:
    """Conclude the check run of ours that is open on a head; without a conclusion it is cancelled. False where there is none.

    What the last review had wait for boxes of the checklist does not pass by this.

    Raises:
        ForgeError: GitHub does not answer.
    """
    run = find_check(job.client, job.subject.repository, head) if job.client else None
    job = again(job) if run and conclusion else job
    check = OpenCheck(job.client, run, job.language("auto")[0], open_boxes=boxes_before(job.standing))
    if conclusion:
        check.say(message, conclusion)
    else:
        check.cancel(message)
    return run is not None
