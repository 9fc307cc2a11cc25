"""What runs together: by runner, by the words in the files, by the calls. What servers and runners do with it is in tests/runners."""

import pytest

from bot.effects import in_transactions, same_transaction
from bot.model import Dialect, Message, Migration, Project, Runner, Span
from bot.parse.sql import replay

BREAK = "\n--> statement-breakpoint\n"
INDEX = "CREATE INDEX CONCURRENTLY i ON a (b);"
ONE, TWO = "SELECT 1;", "SELECT 2;"


def told(*files: str, runner: Runner, dialect: str = "postgresql", kit: int = 0, out: tuple[int, ...] = ()) -> str:
    """One letter for each transaction in the order they begin, `.` for a statement that stands alone, `?` where nobody knows."""
    kind = Dialect(dialect)
    named = [(f"{place}.sql", text) for place, text in enumerate(files)]
    migrations = tuple(
        Migration(path, path, Span(path, 1, 1), content=text, opts_out_of_transaction=place in out)
        for place, (path, text) in enumerate(named)
    )
    steps = in_transactions(replay(named, dialect=kind).steps, migrations, Project("p", kind, Message.of("", ""), runner=runner, kit=kit))
    letters: dict[int, str] = {}
    for step in steps:
        if step.transaction and step.transaction.is_open:
            letters.setdefault(step.transaction.number, "abcdefgh"[len(letters)])
    return "".join("?" if step.transaction is None else letters.get(step.transaction.number, ".") for step in steps)


ORM = Runner("drizzle-orm", "node-postgres")


@pytest.mark.parametrize(
    ("runner", "files", "expected"),
    [
        (ORM, (ONE + TWO, ONE), "aaa"),
        (Runner("goose"), (ONE + TWO, ONE), "aab"),
        (Runner("psql"), (ONE + TWO, ONE), "..."),
        (Runner(), (ONE + TWO, ONE), "???"),
        (Runner("drizzle-orm"), (ONE, ONE), "??"),  # any driver: neon-http opens none
        (Runner("drizzle-kit"), (ONE, ONE), "aa"),  # every driver that it knows opens one
        # An agreement of several runners stands without a name.
        (Runner(transaction="all"), (ONE, ONE), "aa"),
        # A COMMIT ends the transaction for later files too, and nobody opens another one.
        (ORM, (f"{ONE}{BREAK}COMMIT;{BREAK}{TWO}", ONE), "aa.."),
        (ORM, (f"{ONE}{BREAK}ROLLBACK;{BREAK}{TWO}",), "aa."),
        (ORM, (f"COMMIT AND CHAIN;{BREAK}{TWO}",), "ab"),
        (ORM, (f"SAVEPOINT s;{BREAK}ROLLBACK TO s;{BREAK}{TWO}",), "aaa"),
        (ORM, (f"COMMIT PREPARED 'x';{BREAK}{TWO}",), "aa"),
        (ORM, (f"BEGIN;{BREAK}{ONE}{BREAK}COMMIT;{BREAK}{TWO}",), "aaa."),  # inside another one BEGIN is only a warning
        (Runner("goose"), ("COMMIT;" + ONE, ONE), "a.b"),
        (Runner("psql"), ("BEGIN;" + ONE + "COMMIT;" + TWO, ONE), "aaa.."),
        (Runner(), ("BEGIN;" + ONE + "COMMIT;" + TWO, ONE), "aaa??"),
        (Runner(), ("BEGIN;" + ONE, ONE), "aa?"),
        # Several statements in one call are one transaction.
        (ORM, (f"COMMIT;{BREAK}{ONE} {TWO}{BREAK}{ONE}",), "abb."),
        (Runner("prisma"), (ONE + TWO, ONE), "aa."),
        (Runner("prisma"), ("BEGIN;" + ONE + "COMMIT;" + ONE + TWO,), "aaabb"),
        (Runner("golang-migrate"), (INDEX,), "."),
        # A file of nothing but such statements gets no transaction from Flyway; with others among them it is refused as a whole.
        (Runner("flyway"), (INDEX, ONE), ".a"),
        (Runner("flyway"), (INDEX + ONE,), "aa"),
        (
            Runner("liquibase"),
            (f"--liquibase formatted sql\n--changeset me:1\n{ONE}\n{TWO}\n--changeset me:2 runInTransaction:false\n{ONE}\n{TWO}",),
            "aa..",
        ),
    ],
)
def test_what_runs_together(runner, files, expected):
    assert told(*files, runner=runner) == expected


@pytest.mark.parametrize(
    ("runner", "expected"), [(Runner("goose"), "a.b"), (Runner("node-pg-migrate"), "a.b"), (Runner(), "?.?"), (Runner("dbmate"), "a.b")]
)
def test_a_migration_may_opt_out(runner, expected):
    assert told(ONE, TWO, ONE, runner=runner, out=(1,)) == expected


def test_a_migration_that_opts_out_is_still_one_call():
    assert told(ONE + TWO, runner=Runner("dbmate"), out=(0,)) == "aa"


@pytest.mark.parametrize(("kit", "expected"), [(0, ".."), (1, "aa")])
def test_neon_over_http_runs_one_batch_since_1_0(kit, expected):
    assert told(ONE, TWO, runner=Runner("drizzle-orm", "neon-http"), kit=kit) == expected


@pytest.mark.parametrize("runner", [Runner("drizzle-orm", "mysql2"), Runner()])
def test_mysql_commits_at_every_statement_that_changes_the_schema(runner):
    rows, table = "INSERT INTO a VALUES (1);", "CREATE TABLE c (id integer);"
    expected = "aa..." if runner.driver else "??..."
    assert told(rows + rows + table + table + rows, runner=runner, dialect="mysql") == expected


def test_the_others_of_a_transaction():
    project = Project("p", Dialect.POSTGRESQL, Message.of("", ""), runner=Runner("goose"))
    steps = in_transactions(replay([("0.sql", ONE + TWO), ("1.sql", ONE)], dialect=Dialect.POSTGRESQL).steps, (), project)
    assert [same_transaction(step, steps) for step in steps] == [steps[:2], steps[:2], steps[2:]]
