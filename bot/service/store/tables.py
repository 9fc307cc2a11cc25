"""The tables. `bot/service/store/migrations` makes them; a test holds both against each other."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

# Every verified event that asks something of us. `wish` is the count of wishes of its pull request that it made; times are seconds
# since 1970 by the database's clock.
DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("guid", String(100), primary_key=True),
    Column("pr", String(160)),
    Column("wish", BigInteger),
    Column("event", String(50), nullable=False),
    Column("payload", Text, nullable=False),
    Column("at", Double, nullable=False),
    Index(None, "pr", "wish"),
    Index(None, "at"),
)

# What every pull request, or commit of a merge queue, is owed: a review while `wanted` is above `done`.
#   taken        the wishes that the running review answers
#   job, job_at  the engine's job that is to answer them, and since when there is one
#   run          who holds that job: changes with every start, so that a host that woke up late notices
#   not_before   no earlier start, because GitHub or a failure says so
#   attempts     failures since the last success; crashes: starts that nobody heard the end of
#   reviewing    the head whose check run may be open
#   dead         given up, until a new event or an operator asks again
PR_STATE = Table(
    "pr_state",
    METADATA,
    Column("pr", String(160), primary_key=True),
    Column("installation", BigInteger, nullable=False),
    Column("repository_id", BigInteger, nullable=False),
    Column("repository", String(201), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("head", String(64), nullable=False),
    Column("base", String(64), nullable=False),
    Column("wanted", BigInteger, nullable=False),
    Column("taken", BigInteger, nullable=False, server_default=text("0")),
    Column("done", BigInteger, nullable=False, server_default=text("0")),
    Column("job", String(200)),
    Column("job_at", Double, nullable=False, server_default=text("0")),
    Column("run", String(64)),
    Column("not_before", Double, nullable=False, server_default=text("0")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("crashes", Integer, nullable=False, server_default=text("0")),
    Column("dead", Boolean, nullable=False, server_default=false()),
    Column("error", Text),
    Column("changed", Double, nullable=False),
    Column("reviewing", String(64)),
    Index(None, "installation", "repository_id", "head"),
)
OPEN = PR_STATE.c.wanted > PR_STATE.c.done
Index("ix_pr_state_open", PR_STATE.c.job_at, postgresql_where=OPEN, sqlite_where=OPEN)

# Which processes run reviews, and when each was last heard of.
HOSTS = Table(
    "hosts",
    METADATA,
    Column("executor", String(100), primary_key=True),
    Column("beat", Double, nullable=False),
)

# The report pages, packed (zlib); none before the first review of a head has ended.
RUNS = Table(
    "runs",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("pr", String(160), nullable=False),
    Column("head", String(64), nullable=False),
    Column("page", LargeBinary),
    Column("at", Double, nullable=False),
    UniqueConstraint("pr", "head"),
    Index(None, "at"),
)

# What is done every few minutes by one host for all: `due` is when again, `seen` how far the last one looked, `done` how much
# all of them did.
SWEEPS = Table(
    "sweeps",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("due", Double, nullable=False),
    Column("seen", Double, nullable=False, server_default=text("0")),
    Column("began", Double, nullable=False),
    Column("done", BigInteger, nullable=False, server_default=text("0")),
)

# The deliveries that GitHub could not bring: the number of the first attempt and its time, and how often we asked for another one.
UNDELIVERED = Table(
    "undelivered",
    METADATA,
    Column("guid", String(100), primary_key=True),
    Column("attempt", BigInteger, nullable=False),
    Column("event", String(50), nullable=False),
    Column("failed", Double, nullable=False),
    Column("asked", Integer, nullable=False, server_default=text("0")),
    Column("due", Double, nullable=False),
)
