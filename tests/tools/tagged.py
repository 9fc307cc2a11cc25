"""What a row's tags promise, and whether the review speaks of it: by a finding, or with a reason why there is none."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.model import AlterColumn, AlterUnique, Change, DropColumn, DropIndex, DropTable, DropUnique, Effect, ProjectReview, change_kind

HARM = {Effect.FAILS, Effect.LOSES_DATA, Effect.REWRITES_TABLE, Effect.SCANS_TABLE, Effect.BLOCKS_READS, Effect.BLOCKS_WRITES}
GONE = {"dropped-table", "cascading-drop"}
RULES = {
    "drop table": {*GONE, "renamed-in-place", "rename-written-as-drop-and-add"},
    "drop column": {*GONE, "dropped-column", "renamed-in-place", "rename-written-as-drop-and-add"},
    "set not null": {*GONE, "not-null-over-existing-rows", "blocking-not-null", "required-column-without-default"},
    "type change": {
        *GONE,
        "table-rewrite",
        "lossy-type-change",
        "type-change-over-existing-rows",
        "time-zone-left-to-session",
        "removed-enum-value",
        "refused-statement",
        "write-blocking-alter",
    },
    "drop unique": {*GONE, "dropped-uniqueness", "column-dropped-from-key", "dropped-column"},
}
DOES: dict[str, Callable[[Change], bool]] = {
    "drop table": lambda change: isinstance(change, DropTable),
    "drop column": lambda change: isinstance(change, DropColumn),
    "set not null": lambda change: isinstance(change, AlterColumn) and change.before.nullable and not change.after.nullable,
    "type change": lambda change: isinstance(change, AlterColumn) and change.before.type != change.after.type,
    "drop unique": lambda change: (
        isinstance(change, DropUnique | AlterUnique) or (isinstance(change, DropIndex) and bool(change.before.unique))
    ),
}


def unspoken(row: dict[str, Any], project: ProjectReview | None) -> Iterable[tuple[str, str]]:
    """Each tag without a finding, and why that is right: empty where no reason is known, which is a miss."""
    spoken = {said.rule for said in (*project.findings, *project.questions)} if project else set()
    for tag, rules in RULES.items():
        if tag in row["tags"] and not spoken & rules:
            yield tag, _exemption(tag, row["dialect"], project)


def _exemption(tag: str, dialect: str, project: ProjectReview | None) -> str:
    if project is None or any(problem.unread for problem in project.problems):
        return "said to be unread"
    does = [reviewed for reviewed in project.changes if DOES[tag](reviewed.change)]
    kinds = {change_kind(reviewed.change) for reviewed in project.changes}
    if not does and kinds & {"rename-table", "rename-column"}:
        return "a rename"
    if not does:
        return "the snapshot catches up: neither the schema files nor the SQL of this commit do it"
    if tag == "type change" and dialect == "sqlite":
        return "SQLite keeps what the column holds, whatever its type"
    if tag == "type change" and not any(reviewed.effects & HARM for reviewed in does):
        return "no row is read or written for it, and every value fits"
    if tag == "drop unique" and kinds & {"add-unique", "alter-unique"}:
        return "another UNIQUE takes its place"
    return ""
