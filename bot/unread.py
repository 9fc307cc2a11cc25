"""What could not be read, told apart: what is new or changed is a Problem of this pull request, the rest a remark."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.compared import Sides
from bot.model import Message, Problem, Step, Tree, Unread, UnreadReason
from bot.projects.read import Reading

ALIKE = 3  # Problems of one sort in one file, before the rest is only counted


def unread_places(base: Tree, head: Tree, sides: Sides, steps: tuple[Step, ...], *, concerned: bool) -> tuple[Problem, ...]:
    """What could not be read and is new or changed; the rest is one sentence, where the project is `concerned` at all.

    Why a server refuses one of the `steps` is a finding and no Problem.
    """
    refused = {(step.span.path, step.refused) for step in steps if step.refused}
    said = (problem for problem in _all_problems(sides.after) if (problem.span.path, problem.message) not in refused)
    found = tuple(dict.fromkeys(said))
    old = known(_all_problems(sides.before), base)
    news = [problem for problem in found if _identity(problem, head) not in old or _is_closed(problem, head)]
    rest = [problem for problem in found if problem not in news]
    return (*_counted(news), *((_remark(rest),) if rest and concerned else ()))


def known(problems: Iterable[Problem], tree: Tree) -> frozenset[tuple[object, ...]]:
    """Those problems, as they are recognised on the other side of a pull request."""
    return frozenset(_identity(problem, tree) for problem in problems)


def settled(problems: Iterable[Problem], head: Tree, old: frozenset[tuple[object, ...]]) -> Iterator[Problem]:
    """The problems; those that are `old` stay remarks, which leave the verdict alone."""
    return (replace(problem, unread=problem.unread and _identity(problem, head) not in old) for problem in problems)


def _is_closed(problem: Problem, tree: Tree) -> bool:
    """Whether the file as a whole has no text here: what it holds may have changed all the same, behind a link for one."""
    content = tree.read(problem.span.path)
    return isinstance(content, Unread) and content.reason is not UnreadReason.MISSING


def _identity(problem: Problem, tree: Tree) -> tuple[object, ...]:
    """Equal where the same place was not read for the same reason: its lines may have moved, its text may not have changed."""
    content = tree.read(problem.span.path)
    lines = content.splitlines()[problem.span.line - 1 : problem.span.end_line] if isinstance(content, bytes) else []
    return problem.span.path, problem.message, *lines


def _counted(problems: list[Problem]) -> Iterator[Problem]:
    """The problems; of many of one sort in one file only the first and how many more there are."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.span.path, problem.message.en), []).append(problem)
    for group in groups.values():
        yield from group if len(group) <= ALIKE else (group[0], _more(group[1:]))


def _more(problems: list[Problem]) -> Problem:
    en = "{count} more places in this file could not be read for the same reason"
    ko = "같은 이유로 이 파일에서 {count}곳을 더 읽지 못했습니다"
    first = problems[0]
    return Problem(first.span, Message.of(en=en, ko=ko, count=len(problems)), unread=first.unread)


def _remark(rest: list[Problem]) -> Problem:
    path = f"{rest[0].span.path}:{rest[0].span.line}"
    if len(rest) == 1:
        en = "{path} could not be read either; this pull request does not change it"
        ko = "{path}도 읽지 못했습니다. 이 풀 리퀘스트에서 변경하지 않은 곳입니다"
        return Problem(rest[0].span, Message.of(en=en, ko=ko, path=path), unread=False)
    en = "{count} more places that this pull request does not change could not be read; the first is {path}"
    ko = "이 풀 리퀘스트에서 변경하지 않은 곳 가운데 {count}곳을 읽지 못했습니다. 첫 번째 위치는 {path}입니다"
    return Problem(rest[0].span, Message.of(en=en, ko=ko, count=len(rest), path=path), unread=False)


def _all_problems(reading: Reading) -> Iterable[Problem]:
    return (*reading.problems, *reading.schema.problems())
