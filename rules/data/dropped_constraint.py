"""A constraint that is dropped and nothing takes its place."""

from collections.abc import Iterator

from bot.effects.dragged import is_dragged, names
from bot.lint.rule import Context, Hit, rule
from bot.model import (
    AddCheck,
    AddForeignKey,
    AlterCheck,
    AlterColumn,
    Change,
    CheckConstraint,
    DropCheck,
    DropForeignKey,
    DropPrimaryKey,
    Expression,
    Table,
    change_object,
)


@rule(
    severity="warning",
    summary={"en": "constraint dropped without another in its place", "ko": "대체 없이 삭제되는 제약 조건"},
    message={
        "en": "without {constraint} rows may come in that break it, and nothing finds them later: put an equivalent in its place, "
        "or say who guarantees it now",
        "ko": "{constraint}이(가) 없으면 이를 위반하는 행이 들어와도 나중에 찾아낼 방법이 없습니다. "
        "같은 뜻의 제약 조건으로 대체하거나, 앞으로 무엇이 보장하는지 밝히십시오",
    },
)
def dropped_constraint(change: DropForeignKey | DropCheck | DropPrimaryKey, context: Context) -> Iterator[Hit]:
    """Foreign keys, checks and primary keys; not where their table or a column goes too, or another constraint says as much."""
    table = context.after.table(change.table.full_name)
    if table is None or context.is_unmigrated(change) or context.is_new(table) or is_dragged(change, context.steps):
        return
    columns = _columns(change)
    if set(columns) <= set(table.column_names()) and not _is_replaced(change, columns, table, context):
        yield Hit(change, constraint=change_object(change))


def _columns(change: DropForeignKey | DropCheck | DropPrimaryKey) -> tuple[str, ...]:
    if isinstance(change, DropCheck):
        return tuple(column for column in change.table.column_names() if names(_text(change.before), column))
    return change.before.columns


def _text(check: CheckConstraint) -> str:
    return check.expression.text if isinstance(check.expression, Expression) else ""


def _is_replaced(change: Change, columns: tuple[str, ...], table: Table, context: Context) -> bool:
    match change:
        case DropForeignKey():
            kept = any(set(key.columns) & set(columns) for key in table.foreign_keys)
            return kept or context.after.table(change.before.target) is None
        case DropCheck():
            return not columns or _is_not_null(change.before, table) or any(_says_more(other, columns, table) for other in context.changes)
    return table.primary_key is not None or table.has_key_on(columns)


def _is_not_null(check: CheckConstraint, table: Table) -> bool:
    """The helper of the way to NOT NULL that scans nothing: it has done its work."""
    text = _text(check).replace('"', "").replace("`", "")
    return any(text == f"{column.name.lower()} is not null" and not column.nullable for column in table.columns)


def _says_more(change: Change, columns: tuple[str, ...], table: Table) -> bool:
    """Whether the pull request gives one of the columns another check, a reference or another type."""
    if getattr(change, "table", None) is None or change.table.full_name != table.full_name:  # type: ignore[union-attr] # inside a table
        return False
    match change:
        case AddCheck() | AlterCheck():
            return any(names(_text(change.after), column) for column in columns)
        case AddForeignKey():
            return bool(set(change.after.columns) & set(columns))
        case AlterColumn():
            return change.after.name in columns and change.before.type != change.after.type
    return False
