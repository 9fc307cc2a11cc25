"""A new table or column in another case than the team's."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddColumn, AddTable, RenameColumn, RenameTable, Schema, Side, Table, case_of, fits_case, prevailing


@rule(
    severity="note",
    summary={"en": "name in another case than the others", "ko": "다른 이름과 표기법이 다른 이름"},
    message={
        "en": "{names} is not {case}, as the names around it are: whoever writes SQL has to remember which one is different",
        "ko": "{names}은(는) 주변 이름의 표기법 {case}과(와) 다릅니다. SQL을 쓰는 사람이 어느 이름이 다른지 기억해야 합니다",
    },
)
def deviating_name(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # the changes are the subject
    """Each new or renamed table and column against `naming`, or else against nine of ten names that the base has."""
    if context.side is Side.BASE:
        return
    before = context.before.tables
    table_case: str | None = context.naming.table or prevailing(case for table in before if (case := case_of(table.name)))
    names = (column.name for table in before for column in table.columns)
    column_case: str | None = context.naming.column or prevailing(case for name in names if (case := case_of(name)))
    for change in context.changes:
        match change:
            case AddTable() | RenameTable():
                table = change.after
                columns = _deviating(table, column_case) if isinstance(change, AddTable) else ()
                if _deviates(table.name, table_case):
                    yield Hit(change, names=(table.name,), case=table_case or "")
                if columns:
                    also = tuple(column.span for column in table.columns if column.name in columns[1:])
                    first = table.column(columns[0])
                    yield Hit(first, object=f"{table.full_name}.*", names=columns, case=column_case or "", also=also)
            case AddColumn() | RenameColumn() if _deviates(change.after.name, column_case):
                yield Hit(change, names=(change.after.name,), case=column_case or "")


def _deviating(table: Table, case: str | None) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if _deviates(column.name, case) and not column.inherited)


def _deviates(name: str, case: str | None) -> bool:
    return case is not None and case != "off" and not fits_case(name, case)
