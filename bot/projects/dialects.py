"""Which database a project is for: the tool's own word, imports of Drizzle, or what only one dialect's SQL says."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from bot.model import Dialect

POSTGRESQL, MYSQL, MARIADB, SQLITE = Dialect.POSTGRESQL, Dialect.MYSQL, Dialect.MARIADB, Dialect.SQLITE

# Words for `dialect` in drizzle-kit's configuration and journal, then the older `driver`, then npm packages.
WORDS = {
    **dict.fromkeys(("postgresql", "postgres", "pg", "pglite", "aws-data-api"), POSTGRESQL),
    **dict.fromkeys(("mysql", "mysql2", "planetscale"), MYSQL),
    **dict.fromkeys(("mariadb", "maria"), MARIADB),
    **dict.fromkeys(
        ("sqlite", "sqlite3", "turso", "libsql", "better-sqlite", "better-sqlite3", "d1", "d1-http", "expo", "durable-sqlite", "op-sqlite"),
        SQLITE,
    ),
}
NOT_REVIEWED = frozenset({"singlestore", "gel", "mssql", "cockroach", "cockroachdb"})
CORES = {"pg": POSTGRESQL, "mysql": MYSQL, "sqlite": SQLITE}
CORE = re.compile(rb"""["']drizzle-orm/(pg|mysql|sqlite)-core["'/]""")

NOISE = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)|'[^']*(?:'|\Z)", re.DOTALL)
SIGNS: tuple[tuple[Dialect, str], ...] = (
    (POSTGRESQL, r"\b(?:small|big)?serial\b|\btimestamptz\b|\btimestamp(?:\(\d\))? with(?:out)? time zone\b|\bjsonb\b|\bbytea\b|\buuid\b"),
    (
        POSTGRESQL,
        r"::\s*[a-z\"]|\$\$|\bcreate extension\b|\bas enum\b|\bgenerated (?:always|by default) as identity\b|\balter table only\b",
    ),
    (
        POSTGRESQL,
        r"\busing (?:gin|gist|hnsw|brin|ivfflat)\b|\bgen_random_uuid\b|\bplpgsql\b|\bconcurrently\b|\bnextval\b|\brow level security\b",
    ),
    (
        POSTGRESQL,
        r"\bcharacter varying\b|\bdouble precision\b|\b(?:text|integer|varchar)\[\]|\bcreate policy\b|\balter column\b|\"public\"\.",
    ),
    (MYSQL, r"\bauto_increment\b|\bengine\s*=|\bunsigned\b|\bdefault charset\b|\bcharacter set\b|\bon update (?:current_timestamp|now)\b"),
    (
        MYSQL,
        r"\bmodify column\b|\bchange column\b|\b(?:medium|long|tiny)text\b|\btinyint\s*\(|\benum\s*\(|\bmediumint\b|\bdrop foreign key\b",
    ),
    (MARIADB, r"\bengine\s*=\s*aria\b|\bwith system versioning\b|\bcreate or replace table\b"),
    (
        SQLITE,
        r"\bautoincrement\b|\bwithout rowid\b|\bpragma\b|\bcreate virtual table\b|\bunixepoch\b|\bstrftime\b|\bjulianday\b|\bsqlite_\w+",
    ),
    (SQLITE, r"\binteger primary key\b|\bdatetime\s*\(\s*''|\)\s*strict\b"),
)
FOREIGN = re.compile(
    r"\bengine\s*=\s*\w*(?:mergetree|distributed)\b|\blowcardinality\s*\(|\bnvarchar\s*\(\s*max|\bvarchar2\b", re.IGNORECASE
)
COMPILED = tuple((dialect, re.compile(pattern, re.IGNORECASE)) for dialect, pattern in SIGNS)
SEPARATOR = re.compile(r"[/_.-]")
PATH_WORDS = {word: dialect for word, dialect in WORDS.items() if word.isalnum() and word not in ("d1", "expo", "planetscale", "turso")}
FOREIGN_WORDS = frozenset(
    {"h2", "oracle", "mssql", "sqlserver", "clickhouse", "hsqldb", "derby", "db2", "cassandra", "snowflake", "bigquery", "spanner"}
)
ADDRESS = re.compile(r"\b(?:jdbc:)?(postgres(?:ql)?|mysql|mariadb|sqlite3?)://?|\bimage:\s*[\"']?(?:[\w.-]+/)*(postgres|mysql|mariadb)\b")
ENOUGH_FILES = 100
ENOUGH = 400_000  # characters of SQL looked at


def dialect_word(word: object) -> Dialect | None:
    """The dialect that a tool calls by that word."""
    return WORDS.get(word.lower()) if isinstance(word, str) else None


def dialect_of_path(path: str) -> Dialect | None:
    """The dialect that the folders of a path are called after, the last one first: `migrations/postgres`, `migration_sqlite`."""
    return next((dialect for word in reversed(SEPARATOR.split(path.lower())) if (dialect := PATH_WORDS.get(word))), None)


def is_foreign_path(path: str) -> bool:
    """Whether a folder is called after a database that is not reviewed."""
    return dialect_of_path(path) is None and not FOREIGN_WORDS.isdisjoint(SEPARATOR.split(path.lower()))


def dialect_of_addresses(texts: Iterable[str]) -> Dialect | None:
    """The dialect of the one sort of database whose addresses or images stand in settings."""
    words = {match[1] or match[2] for text in texts for match in ADDRESS.finditer(text)}
    found = {dialect_word(word) for word in words}
    return found.pop() if len(found) == 1 else None


def dialect_of_code(contents: Iterable[bytes]) -> Dialect | None:
    """The dialect of TypeScript files by the Drizzle package most of them import."""
    found = [CORES[match[1].decode()] for content in islice(contents, ENOUGH_FILES) if (match := CORE.search(content))]
    return max(set(found), key=lambda dialect: (found.count(dialect), dialect)) if found else None


def is_foreign(texts: Sequence[str]) -> bool:
    """Whether SQL is plainly for a database that is not reviewed: ClickHouse, SQL Server, Oracle."""
    return FOREIGN.search(NOISE.sub(" '' ", "\n".join(texts)[:ENOUGH])) is not None


def dialect_of_sql(texts: Sequence[str]) -> Dialect | None:
    """The dialect that SQL gives away by what only one of them says; None where nothing does, or two do alike."""
    if is_foreign(texts):
        return None
    text = NOISE.sub(" '' ", "\n".join(texts)[:ENOUGH])
    signs: dict[Dialect, list[str]] = {dialect: [] for dialect in Dialect}
    for dialect, sign in COMPILED:
        signs[dialect] += (match[0].lower() for match in sign.finditer(text))
    # What MariaDB alone says stands in SQL that is MySQL's for the rest.
    if signs[MARIADB]:
        signs[MARIADB] += signs[MYSQL]
    # Several signs weigh more than one sign often: SQLite has a function `jsonb`, and PostgreSQL's tables have columns called `unsigned`.
    scores = {dialect: (len(set(found)), len(found)) for dialect, found in signs.items()}
    first, second = sorted(scores.values(), reverse=True)[:2]
    if first == second:
        return None
    return max(scores, key=lambda dialect: scores[dialect])
