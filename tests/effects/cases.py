"""Case files: a set-up, then cases of one statement each with the effects that a server showed.

A file starts with the set-up that all its cases share. A case is `-- case: name`, then `-- runner: all` where a runner's transaction
matters, `-- driver: name`, further set-up, `-- statement`, the statement or statements, and `-- effects:` with the recorded effects.
`-- judged:` holds effects that no server shows: what a program makes of values that come back as another type.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.effects import effects_of, in_transactions
from bot.model import Dialect, Effect, Message, Project, Runner
from bot.parse.sql import replay

FOLDER = Path(__file__).parent / "cases"
HEAD = re.compile(r"^-- (?P<key>case|runner|driver|judged|statement|effects|note):? *(?P<value>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    name: str
    dialect: Dialect
    setup: str
    statement: str
    recorded: frozenset[Effect]
    judged: frozenset[Effect] = frozenset()
    transaction: str | None = None
    driver: str | None = None

    @property
    def project(self) -> Project:
        runner = Runner("drizzle-orm", self.driver, self.transaction)
        return Project("case", self.dialect, Message.of("", ""), runner=runner)

    def expected(self) -> frozenset[Effect]:
        """What we say of the statement, through the SQL reader."""
        base = replay([("setup.sql", self.setup)], dialect=self.dialect)
        assert not base.problems, base.problems
        ran = replay([("case.sql", self.statement)], dialect=self.dialect, start=base.schema)
        found = (effects_of(step, base=base.schema, project=self.project) for step in in_transactions(ran.steps, (), self.project))
        return frozenset[Effect]().union(*found)


def cases(dialect: Dialect) -> Iterator[Case]:
    """Every case of the dialect's files."""
    for path in sorted((FOLDER / dialect).glob("*.sql")):
        shared, *rest = re.split(r"^(?=-- case: )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for text in rest:
            yield _case(path.stem, dialect, shared, text)


def _case(topic: str, dialect: Dialect, shared: str, text: str) -> Case:
    heads = {match["key"]: match["value"].strip() for match in HEAD.finditer(text)}
    setup, statement = text.split("-- statement\n")
    recorded = frozenset(map(Effect, heads["effects"].split()))
    return Case(
        name=f"{topic}: {heads['case']}",
        dialect=dialect,
        setup=shared + HEAD.sub("", setup),
        statement=HEAD.sub("", statement).strip(),
        recorded=recorded,
        judged=frozenset(map(Effect, heads.get("judged", "").split())),
        transaction=heads.get("runner"),
        driver=heads.get("driver"),
    )
