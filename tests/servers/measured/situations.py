"""A statement in a situation, what we say of it, and what a server can say back, in the same words."""

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.config import Config, Migrations, ProjectConfig
from bot.effects import effects_of, in_transactions
from bot.effects.locks import locked
from bot.lint import Rule, load_rules
from bot.model import Dialect, Effect, Message, Project, ProjectReview, Runner
from bot.parse.sql import replay
from bot.review import review
from tests.trees import MemoryTree

RULES = Path(__file__).parents[3] / "rules"
# The rules that say: this statement will be refused.
REFUSING = {
    "concurrently-in-transaction",
    "enum-value-used-too-early",
    "impossible-statement",
    "incompatible-foreign-key",
    "refused-in-transaction",
    "refused-statement",
    "rebuild-held-by-children",
    "required-column-without-default",
}
JOURNAL = "m/meta/_journal.json"
NOT_THERE = "at this point of the migrations"  # a Problem of the replay: what the statement needs is missing, or in its way


class State(StrEnum):
    """The table that a statement meets."""

    NEW = "new"  # made by the same pull request
    EMPTY = "empty"
    FILLED = "filled"


class Harm(StrEnum):
    """What a finding warns of; the server shows the same or not."""

    REFUSED = "refused, whatever the rows"
    DOUBTFUL = "refused for some rows"
    BLOCKS = "blocks while it works"
    DESTROYS = "destroys data"


@dataclass(frozen=True)
class World:
    """What stands on the server: what is there in every state, the tables that may be new, and rows that they may hold."""

    dialect: Dialect
    around: str
    tables: str
    fillings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """One statement, or a few that belong together, as a migration of a pull request; `transaction` is the runner's: `file` or `none`."""

    world: World
    text: str
    generated: bool = True
    transaction: str = "file"
    driver: str | None = None
    over: str = ""  # what the statement meets, for whoever reads a difference

    @property
    def touches_rows(self) -> bool:
        return self.text.lower().startswith(("update", "delete", "insert", "truncate"))


@dataclass(frozen=True)
class Situation:
    statement: Statement
    state: State

    @property
    def base(self) -> str:
        world = self.statement.world
        return world.around if self.state is State.NEW else world.around + world.tables

    @property
    def migration(self) -> str:
        world, text = self.statement.world, self.statement.text
        return f"{world.tables}\n{text}" if self.state is State.NEW else text

    @property
    def statements(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in re.split(r";\s*(?=\s|$)", self.statement.text) if part.strip())

    @property
    def is_several(self) -> bool:
        return len(self.statements) > 1

    def __str__(self) -> str:
        own = "" if self.statement.transaction == "file" else ", in no transaction"
        driver = f", {self.statement.driver}" if self.statement.driver else ""
        over = f" -- {self.statement.over}" if self.statement.over else ""
        return f"{self.state}{own}{driver}: {self.statement.text}{over}"


@dataclass(frozen=True)
class Verdict:
    """What is said, or shown, of a situation. `locked` are the tables that nobody reads until the transaction ends."""

    effects: frozenset[Effect]
    harms: frozenset[Harm]
    locked: frozenset[str] = frozenset()


@cache
def said(situation: Situation) -> Verdict:
    """By the product."""
    effects, held = _effects(situation)
    return Verdict(effects, _harms(situation), held)


def _effects(situation: Situation) -> tuple[frozenset[Effect], frozenset[str]]:
    statement, dialect = situation.statement, situation.statement.world.dialect
    name = "dbmate" if statement.driver is None else statement.driver if statement.driver == "sqlite3" else "drizzle-orm"
    runner = Runner(name, None if name == statement.driver else statement.driver, statement.transaction)
    project = Project("p", dialect, Message.of("", ""), runner=runner, kit=int(statement.driver == "node-sqlite"))
    base = replay([("0001.sql", situation.base)], dialect=dialect)
    ran = replay([("0002.sql", situation.migration)], dialect=dialect, start=base.schema)
    assert not base.problems, base.problems
    steps = in_transactions(ran.steps, (), project)
    found = frozenset[Effect]().union(*(effects_of(step, base=base.schema, project=project) for step in steps))
    if any(NOT_THERE in problem.message.en for problem in ran.problems):
        found = frozenset({Effect.FAILS})
    held = frozenset[str]().union(*(locked(step, base=base.schema, project=project) for step in steps))
    return found, held if dialect is Dialect.POSTGRESQL and Effect.FAILS not in found else frozenset()


@cache
def _rules() -> tuple[Rule, ...]:
    return load_rules(RULES)


def reviewed(situation: Situation) -> ProjectReview:
    """The review of a pull request that adds the statement; of an empty table, the repository knows that it is."""
    statement = situation.statement
    is_drizzle = statement.driver not in (None, "sqlite3")
    runner = "drizzle-orm" if is_drizzle else "dbmate"
    project = ProjectConfig(name="p", dialect=statement.world.dialect, migrations=Migrations(path="m", runner=runner))
    option = " transaction:false" if statement.transaction == "none" else ""
    marks = ("", "") if is_drizzle else (f"-- migrate:up{option}\n", "\n-- migrate:down\n")
    texts = {"20260101000000_base": situation.base, "20260102000000_next": situation.migration}
    if is_drizzle:
        texts = {name: re.sub(r";\s+(?=[A-Z])", ";\n--> statement-breakpoint\n", text) for name, text in texts.items()}
    files = {f"m/{name}.sql": f"{marks[0]}{text}{marks[1]}" for name, text in texts.items()}
    shared = _of_drizzle(str(statement.driver)) if is_drizzle else {}
    if situation.state is State.EMPTY:
        sizes = dict.fromkeys(("t", "p", "q", "e", "e1", "e2", "s", "child", "parents"), 0)
        shared[".github/schema-sizes.json"] = json.dumps({"tables": sizes})
    first = dict([next(iter(files.items()))])
    base = MemoryTree("base", shared | first | ({JOURNAL: _journal(*texts)[0]} if is_drizzle else {}))
    head = MemoryTree("head", shared | files | ({JOURNAL: _journal(*texts)[1]} if is_drizzle else {}))
    found = review(base, head, tip=base, config=Config(projects=(project,)), rules=_rules(), today=date(2026, 1, 1))
    return found.projects[0]


def _of_drizzle(driver: str) -> dict[str, bytes | str]:
    """What a repository has whose program applies the migrations over that driver."""
    version = "1.0.0" if driver == "node-sqlite" else "0.45.2"
    code = f'import {{ migrate }} from "drizzle-orm/{driver}/migrator";\nawait migrate(db, {{ migrationsFolder: "m" }});\n'
    return {"package.json": json.dumps({"name": "p", "dependencies": {"drizzle-orm": version}}), "src/migrate.ts": code}


def _journal(*names: str) -> tuple[str, str]:
    """The journals of both sides: all but the last file, and all."""
    entries = [{"idx": place, "when": int(name[:14]), "tag": name, "breakpoints": True} for place, name in enumerate(names)]
    journals = (json.dumps({"version": "7", "dialect": "sqlite", "entries": listed}) for listed in (entries[:-1], entries))
    return next(journals), next(journals)


def _harms(situation: Situation) -> frozenset[Harm]:
    found = reviewed(situation)
    rules = {finding.rule for finding in found.findings}
    categories = {rule.name: rule.category for rule in _rules()}
    harms = {harm for name in rules if (harm := harm_of(name, categories[name]))}
    if any(NOT_THERE in problem.message.en for problem in found.problems):
        harms.add(Harm.REFUSED)
    return frozenset(harms)


def harm_of(rule: str, category: str) -> Harm | None:
    """What a rule warns of, None where no server can show it."""
    if rule in REFUSING:
        return Harm.REFUSED
    if rule.endswith("-over-existing-rows"):
        return Harm.DOUBTFUL
    if rule == "unvalidated-constraint":
        return None
    return {"locks": Harm.BLOCKS, "destructive": Harm.DESTROYS}.get(category)
