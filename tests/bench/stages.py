"""Times the stages of a review on generated schemas, beside sqlglot parsing the same SQL in the same run.

The ratio is what can be compared between machines; the milliseconds are this machine's. Nothing is asserted.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from string import Template

import sqlglot
from rich.console import Console
from rich.table import Table as Grid

from bot.config import Config
from bot.content import content_folder
from bot.diff import diff
from bot.emit import create_schema
from bot.lint import load_rules
from bot.model import Dialect
from bot.parse.drizzle import read_drizzle
from bot.parse.sql import replay
from bot.render import render_comment, render_json
from bot.review import review
from bot.sources import folder_tree

SIZES = (25, 100, 400)
ROUNDS = 5
PATH = "src/schema.ts"


SQL = """
CREATE TABLE item_$n (
  id bigint PRIMARY KEY,
  parent_id bigint REFERENCES item_$parent (id) ON DELETE CASCADE,
  name varchar(80) NOT NULL DEFAULT '',
  code varchar(20) NOT NULL UNIQUE,
  note text,
  is_active boolean NOT NULL DEFAULT true,
  amount numeric(12, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT item_${n}_amount CHECK (amount >= 0)
);
CREATE INDEX item_${n}_parent_id_idx ON item_$n (parent_id);
CREATE INDEX item_${n}_created_at_idx ON item_$n (created_at);
"""
IMPORTS = """
import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, numeric, pgTable, text, timestamp, varchar } from "drizzle-orm/pg-core";
"""
DRIZZLE = """
export const item$n = pgTable(
  "item_$n",
  {
    id: bigint("id", { mode: "number" }).primaryKey(),
    parentId: bigint("parent_id", { mode: "number" }).references(() => item$parent.id, { onDelete: "cascade" }),
    name: varchar("name", { length: 80 }).notNull().default(""),
    code: varchar("code", { length: 20 }).notNull().unique(),
    note: text("note"),
    isActive: boolean("is_active").notNull().default(true),
    amount: numeric("amount", { precision: 12, scale: 2 }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index("item_${n}_parent_id_idx").on(table.parentId),
    index("item_${n}_created_at_idx").on(table.createdAt),
    check("item_${n}_amount", sql`amount >= 0`),
  ],
);
"""


def repeated(text: str, tables: int) -> str:
    """One table's text for each number; every table refers to the one before it."""
    return "".join(Template(text).substitute(n=number, parent=max(number - 1, 0)) for number in range(tables))


def stages(tables: int, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """The baseline first, then each stage on the same schema; the diff and the reviews change every tenth table."""
    sql = repeated(SQL, tables)
    before = replay([("schema.sql", sql)], dialect=Dialect.POSTGRESQL).schema
    changed = sql.replace("amount numeric(12, 2) NOT NULL", "amount numeric(14, 2) NOT NULL", tables // 10)
    after = replay([("schema.sql", changed)], dialect=Dialect.POSTGRESQL).schema
    for side, text in (("before", sql), ("after", changed)):
        (folder / side / "migrations").mkdir(parents=True)
        (folder / side / "migrations" / "0001_all.sql").write_text(text, encoding="utf-8")
    (folder / "drizzle" / "src").mkdir(parents=True)
    (folder / "drizzle" / PATH).write_text(IMPORTS + repeated(DRIZZLE, tables), encoding="utf-8")
    typescript, base, head = (folder_tree(folder / name) for name in ("drizzle", "before", "after"))
    rules = load_rules(content_folder("rules"))
    project = {"name": "bench", "dialect": "postgresql", "migrations": {"path": "migrations"}}
    config, today = Config.model_validate({"version": 1, "projects": [project]}), date(2026, 1, 1)
    result = review(base, head, tip=base, config=config, rules=rules, today=today)
    yield "sqlglot.parse, the baseline", lambda: sqlglot.parse(sql, dialect="postgres")
    yield "replay the SQL", lambda: replay([("schema.sql", sql)], dialect=Dialect.POSTGRESQL)
    yield "read the Drizzle schema", lambda: read_drizzle(typescript, [PATH], dialect=Dialect.POSTGRESQL)
    yield "write the schema as SQL", lambda: create_schema(before)
    yield "diff", lambda: diff(before, after)
    yield "load the rules", lambda: load_rules(content_folder("rules"))
    yield "review, from two folders", lambda: review(base, head, tip=base, config=config, rules=rules, today=today)
    yield "render the comment", lambda: render_comment(result, "en")
    yield "render the JSON", lambda: render_json(result, "en")


def seconds(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Processor seconds, of child processes too, in the best of some rounds: what the machine does besides only adds."""

    def once() -> float:
        start = spent()
        work()
        return spent() - start

    return min(once() for _ in range(rounds))


def spent() -> float:
    """Processor seconds of this process and of the children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main() -> None:
    """Print one table of milliseconds and ratios for each size."""
    console = Console()
    for tables in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            measured = [(name, seconds(work)) for name, work in stages(tables, Path(folder))]
        grid = Grid("stage", "ms", "ratio", title=f"{tables} tables, best of {ROUNDS}")
        for name, taken in measured:
            grid.add_row(name, f"{taken * 1000:.1f}", f"{taken / measured[0][1]:.2f}")
        console.print(grid)


if __name__ == "__main__":
    main()
