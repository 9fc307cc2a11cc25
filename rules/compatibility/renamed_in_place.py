"""A table, view, column or enum value under another name, while releases that know only the old one still run."""

from collections.abc import Iterator
from dataclasses import replace

from bot.lint.rule import Context, Hit, rule
from bot.model import AlterEnum, AlterView, RenameColumn, RenameTable, Schema, Table, snake_case


@rule(
    severity="warning",
    summary={"en": "renamed in one step", "ko": "한 번에 바꾼 이름"},
    message={
        "en": "from the migration until the last old release is gone, every statement of it that names {old} fails, "
        "and a rollback of the program fails too: {new} needs steps (add, write both, switch, drop), or only its name in the code changes",
        "ko": "마이그레이션이 실행된 뒤 이전 릴리스가 모두 내려갈 때까지 {old}을(를) 쓰는 문은 전부 실패하고, "
        "프로그램을 롤백해도 실패합니다. {new}은(는) 단계를 나누어(추가, 양쪽 쓰기, 전환, 삭제) 바꾸거나 코드에서의 이름만 바꾸십시오",
    },
)
def renamed_in_place(change: RenameTable | RenameColumn | AlterView | AlterEnum, context: Context) -> Iterator[Hit]:
    """The rename, unless the old name still works, the object is new, or `dropped-but-still-used` speaks of it."""
    if not change.certain or not context.project.is_shared or context.is_unmigrated(change):
        return
    for old, new in _names(change, context):
        yield Hit(change, old=old, new=new)


def _names(change: RenameTable | RenameColumn | AlterView | AlterEnum, context: Context) -> Iterator[tuple[str, str]]:
    match change:
        case RenameTable() if not context.is_new(change.before) and not _stands(change.before.full_name, context.after):
            if not context.uses(replace(change.before, variable=None)):
                yield change.before.full_name, change.after.full_name
        case RenameColumn() if not context.is_new(change.table) and change.table.column(change.before.name) is None:
            is_used = context.uses(replace(change.table, variable=None), change.before)
            if not _is_renamed(change.table, context) and not is_used and not _is_spelling(change, context):
                yield f"{change.table.full_name}.{change.before.name}", change.after.name
        case AlterView() if change.before.full_name != change.after.full_name and not _stands(change.before.full_name, context.after):
            yield change.before.full_name, change.after.full_name
        case AlterEnum() if _is_altered_in_place(change, context) and len(change.before.values) == len(change.after.values):
            yield from _renamed_values(change)


def _renamed_values(change: AlterEnum) -> Iterator[tuple[str, str]]:
    """Values that another one stands in the place of: ALTER TYPE … RENAME VALUE."""
    pairs = [(old, new) for old, new in zip(change.before.values, change.after.values, strict=True) if old != new]
    if all(old not in change.after.values and new not in change.before.values for old, new in pairs):
        yield from pairs


def _stands(name: str, schema: Schema) -> bool:
    return schema.table(name) is not None or any(view.full_name == name for view in schema.views)


def _is_spelling(change: RenameColumn, context: Context) -> bool:
    """Whether only Drizzle's `casing` writes the name otherwise, and no statement renames the column."""
    is_same = snake_case(change.before.name) == snake_case(change.after.name)
    return is_same and not any(change.before.name in step.text for step in context.steps)


def _is_renamed(table: Table, context: Context) -> bool:
    """Whether the whole table has another name, which is what breaks first."""
    return any(isinstance(change, RenameTable) and change.after.full_name == table.full_name for change in context.changes)


def _is_altered_in_place(change: AlterEnum, context: Context) -> bool:
    """Whether ALTER TYPE does it: a type that is dropped and made anew loses values, of which `removed-enum-value` speaks."""
    made = (part for step in context.steps if step.verb.startswith("alter type") for part in step.changes)
    return change.before.full_name == change.after.full_name and any(
        isinstance(part, AlterEnum) and part.after.full_name == change.after.full_name for part in made
    )
