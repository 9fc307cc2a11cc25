"""The review under the configuration that holds, and how it is to be shown."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.action.commits import Sides
from bot.action.hear import hear
from bot.action.inputs import Inputs
from bot.action.job import Job
from bot.action.settings import Chosen, changed_config, compared
from bot.config import Config
from bot.github import Look
from bot.lint import Rule
from bot.model import Problem, Review, Tree
from bot.render import Links, github_links
from bot.review import conclusion_of, review
from bot.scope import only_project

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


def reviewed(inputs: Inputs, sides: Sides, chosen: Chosen, rules: tuple[Rule, ...]) -> Review:
    """The review alone: nobody is asked and nothing is written, so that it may run in a process of its own.

    Raises:
        ConfigError: see `judge`.
    """
    made = _under(chosen.config, inputs, sides, rules)
    for problem in (chosen.problem, _remark(made, inputs, sides, chosen, rules)):
        made = _with(made, problem, chosen.config) if problem else made
    return made


def shown(job: Job, sides: Sides, chosen: Chosen, rules: tuple[Rule, ...], made: Review, *, page: str | None = None) -> Verdict:
    """How a review is to be shown, after what people said of it in the pull request; `page` is the address of its report page.

    Raises:
        ForgeError: GitHub does not answer.
    """
    heard = hear(job, made, chosen.config, rules)
    language, both = job.language(chosen.config.language)
    look = Look(language, both, job.inputs.key, _links(job, sides, rules, page), chosen.config.comment, chosen.config.inline)
    return Verdict(heard.review, heard.look(look), chosen.config, rules, heard.reactions)


def _remark(made: Review, inputs: Inputs, sides: Sides, chosen: Chosen, rules: tuple[Rule, ...]) -> Problem | None:
    match changed_config(chosen, sides, inputs, rules):
        case Config() as new if chosen.path:
            return compared(made, _under(new, inputs, sides, rules), chosen.path)
        case Problem() as wrong:
            return wrong
        case _:
            return None


def _under(config: Config, inputs: Inputs, sides: Sides, rules: tuple[Rule, ...]) -> Review:
    made = review(sides.base, sides.head, tip=sides.tip, config=config, rules=rules, today=datetime.now(UTC).date())
    return only_project(made, inputs.project, fail_on=config.fail_on) if inputs.project else made


def _with(made: Review, problem: Problem, config: Config) -> Review:
    problems = (*made.problems, problem)
    return replace(made, problems=problems, conclusion=conclusion_of(made.projects, problems, fail_on=config.fail_on))


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
