"""A grant on tables to every role of the server, now and later."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Step

# EXECUTE on functions and USAGE on types are PUBLIC's anyway; a schema and a database are doors, not the rooms behind them.
GRANT = re.compile(
    r"grant\s+(?P<rights>(?!execute|usage|connect|temp)[\w\s,()]+?)\s+on\s+"
    r"(?!function|procedure|routine|all\s+functions|all\s+routines|all\s+procedures|schema|database|type|domain|language|sequence|all\s+sequences)"
    r"(?P<target>.+?)\s+to\s+(?P<roles>[^;]+)",
    re.IGNORECASE | re.DOTALL,
)
WORDS = re.compile(r"\b(?:with\s+grant\s+option|granted\s+by\s+\S+)", re.IGNORECASE)


@rule(
    severity="warning",
    dialects=("postgresql",),
    summary={"en": "table open to every role", "ko": "모든 롤에 열린 테이블"},
    message={
        "en": "{rights} on {target} goes to PUBLIC, every role of the server and those to come: name the roles that need it",
        "ko": "{target}에 대한 {rights} 권한을 앞으로 만들 롤까지 포함한 모든 롤(PUBLIC)에 줍니다. 필요한 롤에만 주십시오",
    },
)
def grant_to_public(step: Step, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each GRANT of rights on tables, and of rights on tables to come, whose receivers name PUBLIC."""
    found = GRANT.search(step.text) if step.verb.startswith(("grant", "alter default")) else None
    if found is None:
        return
    roles = [role.strip().strip('"').lower() for role in WORDS.sub("", found["roles"]).split(",")]
    if "public" in roles:
        target = re.sub(r"\s+", " ", found["target"]).removeprefix("TABLE ").removeprefix("table ")
        rights = re.sub(r"\s+", " ", found["rights"]).upper()
        yield Hit(step, object=f"{target}:{rights}", rights=rights, target=target)
