"""What follows from the statement as a whole, whichever objects it changes: its verb, and the transaction it runs in."""

import re

from bot.effects.alone import plain, refuses_transaction
from bot.model import Dialect, Effect, Project, Schema, Step

REWRITES = frozenset({Effect.REWRITES_TABLE, Effect.BLOCKS_READS, Effect.BLOCKS_WRITES})
REBUILDS = frozenset({Effect.BUILDS_INDEX, Effect.BLOCKS_WRITES})

# Statements that change nothing of the Schema and yet work through a table; measured on PostgreSQL 15.
POSTGRESQL = (
    (r"alter table .* set (un)?logged\b", REWRITES),
    (r"alter table .* set (access method|tablespace)\b", REWRITES),
    (r"vacuum\b[^;]*\bfull\b|cluster\b", REWRITES),
    (r"reindex\b(?!.*\bconcurrently\b)", REBUILDS),
    (r"reindex\b.*\bconcurrently\b", frozenset({Effect.BUILDS_INDEX})),
    (r"alter table .* add (constraint \S+ )?exclude\b", frozenset({Effect.BUILDS_INDEX, Effect.BLOCKS_READS, Effect.BLOCKS_WRITES})),
    (r"alter table .* validate constraint\b", frozenset({Effect.SCANS_TABLE})),
    (r"alter table .* attach partition\b", frozenset({Effect.SCANS_TABLE, Effect.BLOCKS_READS, Effect.BLOCKS_WRITES})),
    (r"refresh materialized view (?!concurrently)", frozenset({Effect.BLOCKS_READS, Effect.BLOCKS_WRITES})),
    (r"drop (schema|owned)\b.*\bcascade\b", frozenset({Effect.LOSES_DATA, Effect.BREAKS_RUNNING_CODE})),
)
# https://dev.mysql.com/doc/refman/8.4/en/optimize-table.html and …/innodb-online-ddl-operations.html; measured on MariaDB 10.11.
MYSQL = (
    (r"alter table .* (force\b|engine\s*=)|optimize table\b", frozenset({Effect.REWRITES_TABLE})),
    (r"alter table .* convert to (character set|charset)\b", frozenset({Effect.REWRITES_TABLE, Effect.BLOCKS_WRITES})),
    (r"drop (database|schema)\b", frozenset({Effect.LOSES_DATA, Effect.BREAKS_RUNNING_CODE})),
    (r"alter table .* (drop|truncate) partition\b", frozenset({Effect.LOSES_DATA})),
)
# https://www.sqlite.org/lang_vacuum.html
SQLITE = (
    (r"vacuum\b", frozenset({Effect.REWRITES_TABLE, Effect.BLOCKS_WRITES})),
    (r"reindex\b", REBUILDS),
)
WHOLE = {Dialect.POSTGRESQL: POSTGRESQL, Dialect.MYSQL: MYSQL, Dialect.MARIADB: MYSQL, Dialect.SQLITE: SQLITE}


def refused_by_runner(step: Step, project: Project) -> bool:
    """Whether the statement stands in a transaction that it cannot run in."""
    return project.dialect is Dialect.POSTGRESQL and step.in_transaction and refuses_transaction(step)


def whole_statement(step: Step, base: Schema) -> frozenset[Effect]:
    """What the statement does to tables of the base beyond its Changes."""
    text = plain(step)
    found = next((effects for pattern, effects in WHOLE[base.dialect] if re.match(pattern, text)), None)
    return found if found is not None and _names_an_old_table(text, base) else frozenset()


def _names_an_old_table(text: str, base: Schema) -> bool:
    """True too where the statement names no table of its own: VACUUM, CLUSTER or DROP SCHEMA work through all of them.

    ATTACH PARTITION reads the partition and lets readers and writers of its parent go on.
    """
    attached = re.match(r"alter table .* attach partition ([\w$`\".]+)", text)
    target = re.match(r"(?:alter|optimize|vacuum full|cluster|reindex) table (?:only |if exists |concurrently )*([\w$`\".]+)", text)
    target = attached or target
    if target is None:
        return True
    name = re.sub(r"[`\"]", "", target[1]).removeprefix("public.")
    return any(table.full_name.lower() == name for table in base.tables)
