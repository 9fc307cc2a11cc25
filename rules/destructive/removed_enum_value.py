"""A value taken out of an enum or SET while rows may hold it."""

from collections.abc import Iterator

from bot.effects.dragged import names
from bot.lint.rule import Context, Hit, rule
from bot.model import AlterColumn, AlterEnum, ColumnType, Dialect, Message, Schema, Step, StepKind

STOPS = Message(
    "such a row stops the migration, so count them and change them first",
    "이 값을 가진 행이 있으면 마이그레이션이 실패하므로 먼저 건수를 확인하고 값을 바꾸십시오",
)
EMPTIES = Message(
    "such a row stops the migration, or becomes empty where sql_mode is not strict, so count them and change them first",
    "이 값을 가진 행이 있으면 마이그레이션이 실패하고, sql_mode가 strict가 아니면 빈 값으로 바뀌므로 먼저 건수를 확인하고 값을 바꾸십시오",
)


@rule(
    severity="warning",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "enum value removed while rows may hold it", "ko": "행에 남아 있을 수 있는 enum 값 제거"},
    message={
        "en": "{name} loses {values}, which rows may hold",
        "ko": "행에 남아 있을 수 있는 {values} 값이 {name}에서 없어집니다",
    },
)
def removed_enum_value(change: AlterEnum | AlterColumn, context: Context) -> Iterator[Hit]:
    """Not a value that is renamed, that an UPDATE or DELETE of the pull request names, or whose type no column has."""
    if context.is_unmigrated(change) or (isinstance(change, AlterColumn) and context.is_new(change.table)):
        return
    removed = tuple(value for value in _removed(change, context.standing) if not _is_handled(value, context.steps))
    if removed:
        name = change.after.full_name if isinstance(change, AlterEnum) else f"{change.table.full_name}.{change.after.name}"
        yield Hit(change, name=name, values=removed, advice=STOPS if context.project.dialect is Dialect.POSTGRESQL else EMPTIES)


def _removed(change: AlterEnum | AlterColumn, standing: Schema) -> Iterator[str]:
    if isinstance(change, AlterEnum):
        if any(True for _ in standing.columns_of(change.before)):
            yield from (value for value in change.before.values if value not in change.after.values)
        return
    old, new = change.before.type, change.after.type
    if isinstance(old, ColumnType) and isinstance(new, ColumnType) and old.name == new.name:
        yield from (value for value in old.values if value not in new.values)


def _is_handled(value: str, steps: tuple[Step, ...]) -> bool:
    """Whether a statement about rows names the value, a USING clause converts it, or ALTER TYPE … RENAME VALUE gives it another name."""
    quoted = f"'{value.replace(chr(39), chr(39) * 2)}'"
    return any(
        quoted in step.text
        for step in steps
        if (step.kind is StepKind.DATA and not step.verb.startswith(("insert", "select")))
        or "using" in step.words
        or (step.verb == "alter type" and names(step.text, "rename value"))
    )
