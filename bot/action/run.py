"""The story of one run: the event, the commits, the review, what it leaves behind, and the pull request."""

from bot.action import notices
from bot.action.check import OpenCheck
from bot.action.commits import Access, Sides, read_sides
from bot.action.dry_run import rehearse
from bot.action.event import read_subject
from bot.action.hear import conclude, is_query, receive, reply
from bot.action.inputs import Inputs
from bot.action.job import Job, as_it_stands
from bot.action.judge import Verdict, boxes_of, judge
from bot.action.log import Log, compared_text
from bot.action.outputs import NOTHING, review_outputs, write_outputs
from bot.action.post import Posted, post, wanted
from bot.action.runner import Runner
from bot.action.settings import choose_config
from bot.action.summary import job_summary, sentences, write_files
from bot.github import Client
from bot.lint import default_rules
from bot.model import Conclusion, Language, Message
from bot.render import render_check, render_github
from bot.render.message import plain
from bot.settings import config_text

SKIPPED = "skipped"
SHORT = 7  # digits of a commit id, as people know it


def run(runner: Runner, inputs: Inputs, log: Log, *, pacing: float = 1.0) -> int:
    """Review what the event is about; returns 1 where the verdict is failure, else 0. `pacing`: seconds between two writes to GitHub.

    Raises:
        BotError: an input, the configuration that one names, the checkout or GitHub stands in the way.
    """
    client = Client(inputs.token, api_url=runner.api_url, pacing=pacing) if inputs.token else None
    job = Job(runner, inputs, log, client, read_subject(runner, inputs))
    if job.subject.idle:
        return _stop(job, job.subject.idle, Conclusion.SUCCESS if job.subject.idle is notices.DELETED else SKIPPED)
    with log.part("read"):
        job = as_it_stands(job)
        ordered = receive(job, job.subject.receipt) if job.subject.receipt else job
    if ordered is None:
        return _stop(job, notices.REFUSED, SKIPPED)
    job = ordered
    if is_query(job):
        return _answer(job)
    language, _ = job.language(inputs.language or "auto")
    with OpenCheck.start(client, job.subject, runner=runner, inputs=inputs, language=language, standing=job.standing) as check:
        with log.part("fetch"):
            sides = read_sides(inputs.folder, job.subject, Access(inputs.token, runner.server, client))
        write_outputs(runner.outputs, {"head-sha": str(sides.head.revision), "base-sha": str(sides.tip.revision)})
        return _review(job, sides, check)


def _answer(job: Job) -> int:
    """Reply to a command that changes nothing."""
    rules = default_rules()

    def config() -> str:
        sides = read_sides(job.inputs.folder, job.subject, Access(job.inputs.token, job.runner.server, job.client))
        return config_text(choose_config(job.inputs, sides, rules).config)

    reply(job, rules, config)
    return _stop(job, notices.ANSWERED, SKIPPED)


def _review(job: Job, sides: Sides, check: OpenCheck) -> int:
    if not sides.is_ahead:
        nothing = notices.AHEAD.filled(head=sides.head.name, base=sides.tip.name)
        check.pass_on(nothing)
        conclude(job)
        return _stop(job, nothing, Conclusion.SUCCESS)
    with job.log.part("review"):
        rules = default_rules()
        chosen = choose_config(job.inputs, sides, rules)
        if job.subject.is_draft and chosen.config.drafts == "skip":
            check.say(notices.DRAFT, Conclusion.NEUTRAL)
            conclude(job)
            return _stop(job, notices.DRAFT, SKIPPED)
        verdict = judge(job, sides, chosen, rules)
    job.log.block("What was compared", compared_text(sides, verdict.review))
    look = verdict.look
    check.verdict = render_check(verdict.review, look.language, links=look.links, both=look.both), verdict.review.conclusion
    return _tell(job, verdict, check)


def _tell(job: Job, verdict: Verdict, check: OpenCheck) -> int:
    """What needs no permission first, so that nothing is lost where the rest fails."""
    made, look = verdict.review, verdict.look
    job.log.commands(render_github(made, look.language))
    _summarize(job, job_summary(made, look))
    write_outputs(job.runner.outputs, review_outputs(made) | {"degraded": "true"})
    write_outputs(job.runner.outputs, write_files(made, look, job.inputs, verdict.rules))
    with job.log.part("publish"):
        posted = _post(job, verdict, check)
        if posted.superseded_by:
            conclude(job, verdict.reactions)
            return _superseded(job, posted.superseded_by, check, look.language)
        check.conclude()
        conclude(job, verdict.reactions)
    _say(job, posted.notices, look.language)
    if posted.notices:
        _summarize(job, job_summary(made, look, posted.notices))
    write_outputs(job.runner.outputs, {"comment-url": posted.url, "degraded": "true" if posted.is_degraded else "false"})
    return 1 if made.conclusion is Conclusion.FAILURE else 0


def _post(job: Job, verdict: Verdict, check: OpenCheck) -> Posted:
    made, look = verdict.review, verdict.look
    check.open_boxes = boxes_of(job, verdict)
    if job.subject.is_foreign:
        return Posted(notices=(notices.FOREIGN,))
    if job.subject.is_draft and verdict.config.drafts == "check-only":
        return Posted(notices=(notices.CHECK_ONLY,) if wanted(made, look) else ())
    if job.inputs.is_dry:
        for title, text in rehearse(made, look, client=job.client, subject=job.subject, standing=job.standing).items():
            job.log.block(title, text)
        return Posted(notices=(notices.DRY,))
    posted = post(job.client, job.subject, made, look)
    check.wait_for(posted)
    return posted


def _superseded(job: Job, head: str, check: OpenCheck, language: Language) -> int:
    message = notices.SUPERSEDED.filled(head=head[:SHORT])
    check.cancel(message)
    return _stop(job, message, SKIPPED, language=language)


def _stop(job: Job, why: Message, conclusion: str, *, language: Language | None = None) -> int:
    """End without a review, or without one that counts."""
    spoken = language or job.language(job.inputs.language or "auto")[0]
    _say(job, (why,), spoken)
    _summarize(job, sentences((why,), spoken))
    write_outputs(job.runner.outputs, NOTHING | {"conclusion": conclusion})
    return 0


def _say(job: Job, messages: tuple[Message, ...], language: Language) -> None:
    for message in messages:
        job.log.notice(plain(message, language))


def _summarize(job: Job, text: str) -> None:
    if job.runner.summary:
        job.runner.summary.write_text(text, encoding="utf-8", newline="\n")
