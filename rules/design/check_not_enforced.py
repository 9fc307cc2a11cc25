"""A CHECK on a server that reads it and forgets it."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Dialect, Step, StepKind

FIRST = {Dialect.MYSQL: (8, 0, 16), Dialect.MARIADB: (10, 2, 1)}
TEXTS = re.compile(r"'(?:[^'\\]|''|\\.)*'|`[^`]*`|--[^\n]*|/\*.*?\*/", re.DOTALL)
CHECK = re.compile(r"\bcheck\s*\(", re.IGNORECASE)


@rule(
    severity="warning",
    dialects=("mysql", "mariadb"),
    summary={"en": "CHECK that the server does not enforce", "ko": "서버가 강제하지 않는 CHECK"},
    message={
        "en": "version {version} of the server parses this CHECK and forgets it: every value is stored; "
        "check it in triggers until the server is renewed",
        "ko": "서버 버전 {version}은(는) 이 CHECK를 구문으로만 읽고 버리므로 어떤 값이든 저장됩니다. "
        "서버를 올릴 때까지는 트리거로 검사하십시오",
    },
)
def check_not_enforced(step: Step, context: Context) -> Iterator[Hit]:
    """Each statement that adds one, where the configuration names a version older than the one that enforces them."""
    version = tuple(map(int, re.findall(r"\d+", context.project.version or "")))
    first = FIRST[context.project.dialect]
    if step.kind is StepKind.SCHEMA and version and version < first[: len(version)] and CHECK.search(TEXTS.sub(" ", step.text)):
        yield Hit(step, version=context.project.version or "")
