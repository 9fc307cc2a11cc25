"""The review under the configuration that holds. Nothing of GitHub is needed for it, nor imported: it may run in a process of its own."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.action.commits import Sides
from bot.action.inputs import Inputs
from bot.action.settings import Chosen, changed_config, compared
from bot.config import Config
from bot.lint import Rule
from bot.model import Problem, Review
from bot.review import conclusion_of, review
from bot.scope import only_project


def reviewed(inputs: Inputs, sides: Sides, chosen: Chosen, rules: tuple[Rule, ...]) -> Review:
    """The review with a remark where the pull request changes the configuration: nobody is asked and nothing is written.

    Raises:
        ConfigError: the input `project` names none.
    """
    made = _under(chosen.config, inputs, sides, rules)
    for problem in (chosen.problem, _remark(made, inputs, sides, chosen, rules)):
        made = _with(made, problem, chosen.config) if problem else made
    return made


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
