"""The review under the configuration that holds, and how it is to be shown."""

from dataclasses import dataclass, replace

from bot.action.commits import Sides
from bot.action.hear import hear
from bot.action.job import Job
from bot.action.reviewed import reviewed
from bot.action.settings import Chosen
from bot.config import Config
from bot.github import Look, open_boxes_in
from bot.lint import Rule
from bot.model import Review, Tree
from bot.render import Links, github_links

WORKFLOWS = ".github/workflows/"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A review with everything that showing it needs; `reactions` say how the commands ended that asked for it."""

    review: Review
    look: Look
    config: Config
    rules: tuple[Rule, ...]
    reactions: tuple[str, ...] = ()


def judge(job: Job, sides: Sides, chosen: Chosen, rules: tuple[Rule, ...]) -> Verdict:
    """Review under the configuration that holds, with a remark where the pull request changes it.

    Raises:
        ConfigError: the input `project` names none.
    """
    return shown(job, sides, chosen, rules, reviewed(job.inputs, sides, chosen, rules))


def shown(job: Job, sides: Sides, chosen: Chosen, rules: tuple[Rule, ...], made: Review, *, page: str | None = None) -> Verdict:
    """How a review is to be shown, after what people said of it in the pull request; `page` is the address of its report page.

    Raises:
        ForgeError: GitHub does not answer.
    """
    heard = hear(job, made, chosen.config, rules)
    language, both = job.language(chosen.config.language)
    look = Look(language, both, job.inputs.key, _links(job, sides, rules, page), chosen.config.comment, chosen.config.inline)
    return Verdict(heard.review, heard.look(look), chosen.config, rules, heard.reactions)


def boxes_of(job: Job, verdict: Verdict) -> int:
    """How many boxes the check of the review has to wait for; none where there is no pull request whose comment could have them."""
    comment = job.standing.comment if job.standing else None
    return open_boxes_in(comment, verdict.review, verdict.look) if job.subject.number else 0


def _links(job: Job, sides: Sides, rules: tuple[Rule, ...], page: str | None) -> Links:
    runner, number = job.runner, job.subject.number
    pages = {rule.name: f"rules/{rule.category}/{rule.name.replace('-', '_')}.md" for rule in rules}
    root = f"{runner.server}/{runner.action_repository}/blob/{runner.action_ref}"
    is_known = bool(runner.action_repository and runner.action_ref)
    links = github_links(
        server=runner.server,
        repository=job.subject.repository,
        base=str(sides.base.revision),
        head=str(sides.head.revision),
        # The same address in every run: a comment that says the same has to read the same.
        report=page or (f"{runner.server}/{job.subject.repository}/pull/{number}/checks" if number else runner.run_url),
        rules=lambda name: f"{root}/{pages[name]}" if is_known and name in pages else None,
    )
    # Outside of a workflow nothing but what a review reads is at hand.
    return replace(links, is_page=page is not None, hears=job.listens or (bool(runner.run_id) and _hears(sides.tip)))


def _hears(tip: Tree) -> bool:
    """Whether a workflow of the target branch starts us on comments: nobody is to be told of commands that no one listens to."""
    contents = (tip.read(path) for path in tip.paths if path.startswith(WORKFLOWS) and path.endswith((".yml", ".yaml")))
    return any(isinstance(content, bytes) and b"issue_comment" in content and b"/schema-review" in content for content in contents)
