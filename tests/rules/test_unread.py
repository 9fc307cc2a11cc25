"""What was not read may be there: rules about something missing say nothing of a table that was not wholly read."""

import pytest

from bot.lint.page import examples
from tests.rules.examples import all_rules, review_example

RULES = {rule.name: rule for rule in all_rules()}
MEMBERS = "CREATE TABLE members (id bigint PRIMARY KEY);\n"


def findings(name: str, sql: str) -> int:
    example = next(examples(f"# x\n\n## Bad\n\n```sql\n{MEMBERS}{sql}```\n"))
    project = review_example(example, RULES[name]).projects[0]
    return len(project.findings) + len(project.questions)


@pytest.mark.parametrize(
    ("name", "whole", "broken"),
    [
        ("missing-primary-key", "CREATE TABLE a (id bigint);\n", "CREATE TABLE a (id bigint, PRIMARY KEY (id);\n"),
        (
            "unindexed-foreign-key",
            "CREATE TABLE a (id bigint PRIMARY KEY, m bigint REFERENCES members (id));\n",
            "CREATE TABLE a (id bigint PRIMARY KEY, m bigint REFERENCES members (id), UNIQUE m));\n",
        ),
        (
            "status-without-allowed-values",
            "CREATE TABLE a (id bigint PRIMARY KEY, status text);\n",
            "CREATE TABLE a (id bigint PRIMARY KEY, status text, CHECK status IN ('a'));\n",
        ),
    ],
)
def test_a_broken_table_gives_no_finding_about_what_it_lacks(name, whole, broken):
    assert findings(name, whole) == 1
    assert findings(name, broken) == 0
