"""A constraint added NOT VALID that no migration validates."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddCheck, AddForeignKey, Schema, Step, change_object


@rule(
    severity="note",
    dialects=("postgresql",),
    summary={"en": "constraint that is never validated", "ko": "검증되지 않는 제약 조건"},
    message={
        "en": "{constraint} does not hold for the rows that {table} has now, until a later migration says {validate}",
        "ko": "이후 마이그레이션에서 {validate}을(를) 실행할 때까지 {table}의 기존 행에는 {constraint}이(가) 보장되지 않습니다",
    },
)
def unvalidated_constraint(step: Step, context: Context) -> Iterator[Hit]:
    """Said once, by the pull request that adds it; not of a new table, which has no old rows."""
    if "not-valid" not in step.words or context.is_new(step) or context.migrated is None:
        return
    for change in step.changes:
        if isinstance(change, AddCheck | AddForeignKey) and change.after.name and _stays_open(change, context.migrated):
            table = change.table.full_name
            validate = f"ALTER TABLE {table} VALIDATE CONSTRAINT {change.after.name}"
            yield Hit(step, object=change_object(change), table=table, constraint=change.after.name, validate=validate)


def _stays_open(change: AddCheck | AddForeignKey, schema: Schema) -> bool:
    table = schema.table(change.table.full_name)
    if table is None:
        return False
    open_names = {part.name for parts in (table.checks, table.foreign_keys) for part in parts if not part.validated}
    return change.after.name in open_names
