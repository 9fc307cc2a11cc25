"""An enum value that an earlier release adds and this one uses, where databases that lack both run them in one transaction."""

import re
from collections.abc import Iterator

from bot.effects import transaction_of
from bot.effects.enums import uses_value
from bot.effects.runner_rows import ALL
from bot.lint.rule import Context, Hit, rule
from bot.model import Enum, MigrationHistory, Opener, Step

ADDED = re.compile(
    r"\balter\s+type\s+(?:\"?\w+\"?\s*\.\s*)?\"?(\w+)\"?\s+add\s+value\s+(?:if\s+not\s+exists\s+)?'((?:[^']|'')*)'", re.IGNORECASE
)
COMMITS = re.compile(r"^\s*(?:commit|end)\s*;", re.IGNORECASE | re.MULTILINE)


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "enum value that fails where migrations are caught up", "ko": "밀린 마이그레이션을 한꺼번에 적용하면 실패하는 enum 값"},
    message={
        "en": "the runner puts all pending migrations into one transaction: a database that has yet to run {migration}, which adds {value} "
        "to {enum}, fails here (unsafe use of new value); commit before this statement, or compare the column as text",
        "ko": "실행기는 대기 중인 모든 마이그레이션을 하나의 트랜잭션으로 실행합니다. {enum}에 {value}을(를) 추가하는 "
        "{migration}을(를) 아직 적용하지 않은 데이터베이스에서는 여기서 실패합니다(unsafe use of new value). "
        "이 문 앞에서 커밋하거나 컬럼을 text로 비교하십시오",
    },
)
def enum_value_added_in_the_same_run(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """One finding a value, at the first statement of this pull request that needs it; PostgreSQL 18 lets a new type's values be used."""
    project = context.project
    if transaction_of(project.runner, project.dialect, project.kit) != ALL:
        return
    added = [(migration.name, *found) for migration in history.base for found in ADDED.findall(migration.content)]
    for number, (migration, name, value) in enumerate(added):
        later = history.base[[one.name for one in history.base].index(migration) :]
        if any(COMMITS.search(one.content) for one in later):
            continue
        using = [step for step in context.steps if _is_inside(step) and _uses(step, name, value)]
        if using and (name, value) not in [known[1:] for known in added[:number]]:
            also = tuple(step.span for step in using[1:])
            yield Hit(using[0].span, object=f"{name}.{value}", enum=name, value=value, migration=migration, also=also)


def _is_inside(step: Step) -> bool:
    return step.transaction is not None and step.transaction.opener is Opener.RUNNER


def _uses(step: Step, name: str, value: str) -> bool:
    enums: list[Enum] = [enum for enum in step.before.enums if enum.name == name]
    return any(uses_value(step, enum, value.replace("''", "'")) for enum in enums)
