"""`naming` of the configuration, and what holds where it says nothing."""

from datetime import date

import pytest

from bot.config import Config, Migrations, Naming, ProjectConfig
from bot.model import Dialect, ProjectReview, case_of, fits_case, prevailing
from bot.review import review
from tests.rules.examples import all_rules
from tests.trees import MemoryTree

RULES = tuple(rule for rule in all_rules() if rule.name in ("deviating-name", "deviating-index-name"))
SNAKE = "".join(f"CREATE TABLE snake_{number} (table_id bigint PRIMARY KEY);\n" for number in range(8))


def reviewed(added: str, naming: Naming, before: str = "CREATE TABLE a (id bigint PRIMARY KEY);\n") -> ProjectReview:
    base, head = {"db/1_a.sql": before.encode()}, {"db/1_a.sql": before.encode(), "db/2_b.sql": added.encode()}
    projects = (ProjectConfig(name="p", dialect=Dialect.POSTGRESQL, migrations=Migrations(path="db")),)
    tree = MemoryTree("base", base)
    config = Config(projects=projects, naming=naming)
    return review(tree, MemoryTree("head", head), tip=tree, config=config, rules=RULES, today=date(2026, 1, 1)).projects[0]


def named(added: str, naming: Naming, before: str = "CREATE TABLE a (id bigint PRIMARY KEY);\n") -> set[str]:
    return {finding.object for finding in reviewed(added, naming, before).findings}


def test_nothing_is_asked_of_names_where_nobody_says_anything():
    assert named('CREATE TABLE "OrderLines" ("unitPrice" bigint);\n', Naming()) == set()


def test_the_configuration_says_the_case_of_tables_and_columns():
    added = 'CREATE TABLE "OrderLines" ("unitPrice" bigint);\nALTER TABLE a ADD COLUMN "labelText" text;\n'
    naming = Naming(table="snake_case", column="snake_case")
    assert named(added, naming) == {"OrderLines", "OrderLines.*", "a.labelText"}
    assert named(added, Naming(table="PascalCase", column="camelCase")) == set()


def test_the_configuration_wins_over_what_the_schema_does():
    added = 'CREATE TABLE "orderLines" ("unitPrice" bigint);\n'
    assert named(added, Naming(), SNAKE) == {"orderLines", "orderLines.*"}
    assert named(added, Naming(table="off", column="camelCase"), SNAKE) == set()


def test_a_renamed_column_is_looked_at_and_an_old_one_is_not():
    before = 'CREATE TABLE a (id bigint PRIMARY KEY, "oldName" text);\n'
    assert named('ALTER TABLE a RENAME COLUMN "oldName" TO "newName";\n', Naming(column="snake_case"), before) == {"a.newName"}
    assert named("ALTER TABLE a ADD COLUMN b text;\n", Naming(column="snake_case"), before) == set()


def test_the_template_of_indexes_is_for_ordinary_ones():
    ordinary = "CREATE INDEX idx_a ON a (id);\nCREATE INDEX a_id_idx ON a (id);\n"
    added = f"{ordinary}CREATE UNIQUE INDEX u ON a (id);\nCREATE INDEX p ON a (id) WHERE id > 0;\n"
    assert named(added, Naming(index="{table}_{columns}_idx")) == {"a:idx_a"}


@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("user_id", "snake_case"),
        ("userId", "camelCase"),
        ("User", "PascalCase"),
        ("user-id", "kebab-case"),
        ("user", None),
        ("User_id", None),
        ("회원", None),
        ("회원_번호", "snake_case"),
    ],
)
def test_the_case_of_a_name(name, case):
    assert case_of(name) == case


def test_a_leading_underscore_and_digits_are_in_any_case():
    assert fits_case("_user_2", "snake_case")
    assert fits_case("user2", "camelCase")
    assert not fits_case("2user", "camelCase")


def test_what_prevails():
    assert prevailing("aaaaaaab") is None
    assert prevailing("a" * 9 + "b") == "a"
    assert prevailing("aaaaaaa") is None
