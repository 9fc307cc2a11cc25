"""Statements that PostgreSQL refuses inside a transaction block."""

import re

from bot.model import Step

# "cannot run inside a transaction block": measured on PostgreSQL 15. REFRESH MATERIALIZED VIEW CONCURRENTLY can.
CONCURRENT = re.compile(
    r"(create (unique )?index|drop index) concurrently\b"
    r"|reindex\b.*\bconcurrently\b"
    r"|alter table .*\bdetach partition\b.*\bconcurrently\b"
)
ALONE = ("vacuum", "create database", "drop database", "alter system", "create tablespace", "drop tablespace", "create subscription")
COMMENT = re.compile(r"--[^\n]*+|/\*.*?(?:\*/|\Z)", re.DOTALL)


def refuses_transaction(step: Step) -> bool:
    """Whether PostgreSQL runs the statement only outside of every transaction."""
    text = plain(step)
    return text.startswith(ALONE) or CONCURRENT.match(text) is not None


def plain(step: Step) -> str:
    """The statement in lower case, without comments, its words one blank apart."""
    return " ".join(COMMENT.sub(" ", step.text).lower().split())
