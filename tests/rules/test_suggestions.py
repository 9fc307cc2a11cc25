"""Where a fix is certain it is offered as lines to replace, and only there."""

import pytest

from bot.lint.page import Example, examples
from bot.model import Suggestion
from tests.rules.examples import AFTER_SQL, all_rules, review_example

RULES = {rule.name: rule for rule in all_rules()}
ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, member_id bigint NOT NULL, email text UNIQUE);\n"
JOURNAL = '{ "entries": [{ "idx": 0, "when": 1000, "tag": "0000_a" }] }\n'
NEON = '{ "dependencies": { "drizzle-orm": "0.45.0", "@neondatabase/serverless": "1.0.0" } }\n'
IMPORT = 'import { bigint, pgTable } from "drizzle-orm/pg-core";\n'
MIGRATE = 'import { migrate } from "drizzle-orm/neon-http/migrator";\n'


def example(*fences: tuple[str, str]) -> Example:
    text = "\n".join(f"```{head}\n{body}```\n" for head, body in fences)
    return next(examples(f"# x\n\n## Bad\n\n{text}"))


def suggestions(name: str, *fences: tuple[str, str]) -> list[Suggestion | None]:
    return [finding.suggestion for finding in review_example(example(*fences), RULES[name]).projects[0].findings]


def test_a_needless_index_of_an_sql_migration_is_deleted_with_its_lines():
    added = "CREATE INDEX a ON orders (member_id, id);\nCREATE INDEX b\n  ON orders (member_id);\n"
    assert suggestions("duplicate-index", ("sql before", ORDERS), ("sql", added)) == [Suggestion(AFTER_SQL, 2, 3, "")]


def test_an_index_that_repeats_a_unique_key_is_deleted():
    added = "CREATE INDEX a ON orders (email);\n"
    assert suggestions("index-repeats-unique", ("sql before", ORDERS), ("sql", added)) == [Suggestion(AFTER_SQL, 1, 1, "")]


@pytest.mark.parametrize(
    ("opening", "added"),
    [
        ("sql", "CREATE INDEX a ON orders (email); CREATE INDEX c ON orders (member_id);\n"),
        ("sql dialect=mysql", "CREATE TABLE t (id bigint PRIMARY KEY, code varchar(9) UNIQUE, KEY a (code));\n"),
    ],
)
def test_a_shared_line_and_a_part_of_a_statement_are_left_to_people(opening, added):
    assert suggestions("index-repeats-unique", ("sql before", ORDERS), (opening, added)) == [None]


def test_what_drizzle_kit_wrote_is_not_edited_behind_its_back():
    journal = ("json file=drizzle/meta/_journal.json", JOURNAL)
    found = suggestions("index-repeats-unique", journal, ("sql file=drizzle/0000_a.sql", ORDERS + "CREATE INDEX a ON orders (email);\n"))
    assert found == [None]


def test_concurrently_is_added_only_where_no_transaction_is_opened():
    schema = f'{IMPORT}export const orders = pgTable("orders", {{ id: bigint("id", {{ mode: "number" }}).primaryKey() }});\n'
    added = ("sql", "create unique index a\n  on orders (member_id);\n")
    neon = (("json before file=package.json", NEON), ("ts before file=src/migrate.ts", MIGRATE), ("ts before", schema))
    assert suggestions("blocking-index-creation", ("sql before", ORDERS), added) == [None]
    mended = Suggestion(AFTER_SQL, 1, 2, "create unique index CONCURRENTLY a\n  on orders (member_id);")
    assert suggestions("blocking-index-creation", *neon, ("sql before", ORDERS), added) == [mended]
