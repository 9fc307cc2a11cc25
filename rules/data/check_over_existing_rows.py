"""A CHECK constraint that existing rows may violate."""

from collections.abc import Iterator

from bot.effects.existing import ExistingRows, read_columns
from bot.lint.rule import Context, Hit, rule
from bot.model import AddCheck, AlterCheck, CheckConstraint, Expression, change_object, follows


@rule(
    severity="warning",
    summary={"en": "CHECK that existing rows may violate", "ko": "기존 행이 위반할 수 있는 CHECK"},
    message={
        "en": "CHECK {check} fails if one existing row of {table} violates it: "
        "count such rows before (the checklist has the query), and mend them in a statement before this one",
        "ko": "{table}의 기존 행 가운데 하나라도 조건에 어긋나면 CHECK {check} 추가가 실패합니다. "
        "먼저 위반 건수를 확인하고(체크리스트의 쿼리), 이 문 앞에서 수정하십시오",
    },
)
def check_over_existing_rows(change: AddCheck | AlterCheck, context: Context) -> Iterator[Hit]:
    """The new condition, unless it is NOT VALID, follows from one that held before, or an earlier statement mends the rows."""
    check = change.after
    rows = context.existing_rows(change) if check.validated else None
    if rows is None or not isinstance(check.expression, Expression) or _held_before(check, rows):
        return
    columns = read_columns(check.expression, change.table)
    if columns and rows.stood(columns) and not rows.are_mended(columns):
        yield Hit(
            rows.step or change, object=change_object(change), check=check.name or check.expression.text, table=change.table.full_name
        )


def _held_before(check: CheckConstraint, rows: ExistingRows) -> bool:
    """Whether a condition of the base, or its NOT NULL, already kept out what this one refuses.

    One that was NOT VALID counts too: to validate it is what was planned.
    """
    required = {column.name for column in rows.table.columns if not column.nullable}
    return any(follows(check.expression, old.expression) for old in rows.table.checks) or any(
        follows(check.expression, Expression(f"{name} is not null")) for name in required
    )
