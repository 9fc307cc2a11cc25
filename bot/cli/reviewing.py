"""One review as the options ask for it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.language import choose_language
from bot.cli.options import FailOn, Lang
from bot.cli.printing import progress
from bot.cli.scope import only_paths, tree_root
from bot.cli.trees import choose_config, choose_sides
from bot.cli.watched import Watched
from bot.errors import ConfigError
from bot.lint import Rule, default_rules
from bot.model import Dialect, Language, Review
from bot.projects.problems import dialect_unknown
from bot.render.message import plain
from bot.review import review
from bot.scope import only_project


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asked for."""

    base: str | None = None
    head: str | None = None
    before: Path | None = None
    after: Path | None = None
    config: Path | None = None
    dialect: Dialect | None = None
    project: str | None = None
    fail_on: FailOn | None = None
    lang: Lang | None = None
    paths: tuple[str, ...] = ()
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The Review, its language, the rules that ran, and whether a limit cut something off."""

    review: Review
    language: Language
    rules: tuple[Rule, ...] = field(repr=False)
    partial: bool = False


def run_review(request: Request, *, with_rules: bool = True) -> Outcome:
    """Read both sides and review them; `with_rules` false leaves only the changes.

    Raises:
        BotError: the options, the configuration or the repository are wrong.
    """
    folder = Path.cwd()
    sides = choose_sides(base=request.base, head=request.head, before=request.before, after=request.after, folder=folder)
    rules = default_rules() if with_rules else ()
    config = choose_config(request.config, sides, rules=rules)
    if request.fail_on:
        config = config.model_copy(update={"fail_on": request.fail_on.value})
    base, head = Watched(sides.base), Watched(sides.head)
    tip = base if sides.tip is sides.base else Watched(sides.tip)
    if request.reverse:
        base, head, tip = head, base, head
    if not with_rules:
        config = config.model_copy(update={"rules": {}, "overrides": ()})
    with progress("reviewing"):
        made = review(base, head, tip=tip, config=config, rules=rules, today=datetime.now(UTC).date(), dialect=request.dialect)
    _require_dialect(made)
    if request.project:
        made = only_project(made, request.project, fail_on=config.fail_on)
    if request.paths:
        root = request.after.resolve() if request.after else tree_root(folder)
        known = frozenset((*sides.base.paths, *sides.head.paths))
        made = only_paths(made, request.paths, root=root, folder=folder, known=known, fail_on=config.fail_on)
    problems = (*made.problems, *(problem for project in made.projects for problem in project.problems))
    return Outcome(made, choose_language(request.lang, config), rules, partial=base.is_cut(problems) or head.is_cut(problems))


def _require_dialect(made: Review) -> None:
    """Nothing can be read without a dialect: where no project has one, say how to name it."""
    unclear = [problem for problem in made.problems if problem == dialect_unknown(problem.span.path)]
    if unclear and not made.projects:
        raise ConfigError("\n".join(plain(problem.message, "en") for problem in unclear))
