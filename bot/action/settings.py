"""Which configuration holds, and what a pull request that changes it would change."""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from bot.action import notices
from bot.action.commits import Sides
from bot.action.inputs import Inputs
from bot.action.outputs import count
from bot.config import CONFIG_PATH, Config
from bot.errors import ConfigError
from bot.lint import Rule
from bot.model import Message, Problem, Review, Severity, Span
from bot.settings import read_config_file, tree_config

PLACE = re.compile(r".*?:(\d+)(?::\d+)?: ")
MOST_MISTAKES = 10


@dataclass(frozen=True, slots=True)
class Chosen:
    """The configuration that holds; `path` is its file in the Trees, None where it lies elsewhere, `problem` is what is wrong with it."""

    config: Config
    path: str | None
    problem: Problem | None = None


def choose_config(inputs: Inputs, sides: Sides, rules: tuple[Rule, ...]) -> Chosen:
    """The configuration of the target branch as it stands now, so that a pull request cannot excuse itself; the inputs win over it.

    A wrong file leaves the defaults, and a Problem. A file that the workflow names must be right.

    Raises:
        ConfigError: the file that the input `config` names is missing or wrong.
    """
    named = _named(inputs, sides) if inputs.config else None
    if inputs.config and named is None:
        return Chosen(with_inputs(read_config_file(inputs.folder / inputs.config, rules), inputs), None)
    if named is not None:
        if named not in sides.tip.paths:
            words = "the target branch has no such file; add it there first, or name a file outside of the checkout"
            raise ConfigError(f"input config: {named}: {words}")
        return Chosen(with_inputs(tree_config(sides.tip, rules, path=named), inputs), named)
    try:
        return Chosen(with_inputs(tree_config(sides.tip, rules), inputs), CONFIG_PATH)
    except ConfigError as wrong:
        return Chosen(with_inputs(Config(), inputs), CONFIG_PATH, _broken(CONFIG_PATH, wrong, notices.CONFIG_BROKEN))


def with_inputs(config: Config, inputs: Inputs) -> Config:
    """The configuration with what the inputs say instead."""
    inline = config.inline.model_copy(update={"enabled": inputs.inline == "true"}) if inputs.inline else config.inline
    return config.model_copy(update={**inputs.chosen(), "inline": inline})


def changed_config(chosen: Chosen, sides: Sides, inputs: Inputs, rules: tuple[Rule, ...]) -> Config | Problem | None:
    """The configuration that holds after merging, where the pull request changes the file; a Problem where that one is wrong."""
    path = chosen.path
    if path is None or sides.base.read(path) == sides.head.read(path) or sides.tip.read(path) == sides.head.read(path):
        return None
    try:
        return with_inputs(tree_config(sides.head, rules, path=path), inputs)
    except ConfigError as wrong:
        return replace(_broken(path, wrong, notices.CONFIG_WOULD_BREAK), unread=False)


def compared(now: Review, then: Review, path: str) -> Problem:
    """A remark: what `then`, the review under the new configuration, says otherwise than `now`."""
    if _verdict(now) == _verdict(then):
        return Problem(Span(path, 1, 1), notices.CONFIG_SAME, unread=False)
    findings = then.findings
    message = notices.CONFIG_OTHER.filled(
        errors=count(findings, Severity.ERROR),
        warnings=count(findings, Severity.WARNING),
        notes=count(findings, Severity.NOTE),
        conclusion=then.conclusion.value,
    )
    return Problem(Span(path, 1, 1), message, unread=False)


def _verdict(review: Review) -> tuple[str, frozenset[tuple[str, Severity]]]:
    return review.conclusion, frozenset((finding.fingerprint, finding.severity) for finding in review.findings)


def _named(inputs: Inputs, sides: Sides) -> str | None:
    """The path in the Trees of the file that the input names, None where it lies outside of the checkout."""
    root, whole = sides.root.resolve(), Path(os.path.normpath(inputs.folder.resolve() / inputs.config))
    # Also where the name leads here through a link, such as a runner's own to its work folder.
    found = next((path for path in (whole, whole.resolve()) if path.is_relative_to(root)), None)
    return found.relative_to(root).as_posix() if found else None


def _broken(path: str, wrong: ConfigError, template: Message) -> Problem:
    """The mistakes of a file as one Problem at the first of them."""
    lines = str(wrong).splitlines()
    numbers = [int(place[1]) for line in lines if (place := PLACE.match(line))]
    mistakes = tuple(line.removeprefix(f"{path}:") for line in lines[:MOST_MISTAKES])
    more = (f"… {len(lines) - MOST_MISTAKES}",) if len(lines) > MOST_MISTAKES else ()
    line = min(numbers, default=1)
    return Problem(Span(path, line, line), template.filled(mistakes=(*mistakes, *more)))
