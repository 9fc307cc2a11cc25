"""A new table or column without a comment where all others have one."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddColumn, AddTable, Schema, Side, prevailing

SAY_IT_ALL = frozenset({"id", "created_at", "updated_at", "deleted_at"})


@rule(
    severity="note",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "no comment where the others have one", "ko": "다른 것과 달리 주석이 없는 테이블이나 컬럼"},
    message={
        "en": "{names} has no comment, as nearly all tables and columns of this database have: say what it holds",
        "ko": "이 데이터베이스의 거의 모든 테이블과 컬럼에 있는 주석이 {names}에 없습니다. 무엇을 담는지 적으십시오",
    },
)
def missing_comment(schema: Schema, context: Context) -> Iterator[Hit]:
    """Each new table, and the new columns of one table together, where nine of ten of the base say what they are."""
    if context.side is Side.BASE:
        return
    before = [table for table in context.before.tables if not table.unread and not table.parents]
    tables = prevailing(bool(table.comment) for table in before)
    columns = prevailing(bool(column.comment) for table in before for column in table.columns if column.name not in SAY_IT_ALL)
    for change in context.changes if tables or columns else ():
        if not isinstance(change, AddTable | AddColumn):
            continue
        table = schema.table(change.after.full_name if isinstance(change, AddTable) else change.table.full_name)
        if table is None or table.parents or table.unread:
            continue
        if tables and isinstance(change, AddTable) and not table.comment:
            yield Hit(change, names=(table.full_name,))
        new = table.columns if isinstance(change, AddTable) else [column for column in table.columns if column.name == change.after.name]
        silent = [column for column in new if not column.comment and column.name not in SAY_IT_ALL]
        if columns and silent:
            names = tuple(column.name for column in silent)
            yield Hit(silent[0], object=f"{table.full_name}.{names[0]}", names=names, also=tuple(column.span for column in silent[1:]))
