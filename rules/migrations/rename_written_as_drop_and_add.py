"""A column dropped and one like it added in the same pull request: perhaps the same column under another name."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddColumn, Column, DropColumn, Step

WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*|\d+")


@rule(
    severity="note",
    asks=True,
    summary={"en": "rename written as a drop and an add", "ko": "삭제와 추가로 작성한 이름 변경"},
    message={
        "en": "is {new} the same as {old} under another name? The migration drops {old} and adds {new} empty: its values are lost; "
        "a rename keeps them: {statement}",
        "ko": "{new}은(는) 이름만 바뀐 {old}입니까? 마이그레이션이 {old}을(를) 삭제하고 빈 {new}을(를) 추가하므로 값이 사라집니다. "
        "이름을 변경하면 값이 유지됩니다: {statement}",
    },
)
def rename_written_as_drop_and_add(step: Step, context: Context) -> Iterator[Hit]:
    """Each dropped column whose table gets just one of its type with a word in common, where nothing copies the values over."""
    drops = [change for change in step.changes if isinstance(change, DropColumn)]
    made = tuple(change for other in context.steps for change in other.changes) if drops else ()
    for drop in drops:
        table = drop.table
        if context.standing.table(table.full_name) is None or any(_copies(other, drop.before) for other in context.steps):
            continue
        same = [add.after for add in made if isinstance(add, AddColumn) and add.table.full_name == table.full_name]
        alike = [column for column in same if column.type == drop.before.type and _shares_word(column, drop.before)]
        if len(alike) == 1 and alike[0].name != drop.before.name:
            statement = f"ALTER TABLE {table.full_name} RENAME COLUMN {drop.before.name} TO {alike[0].name}"
            old, new = f"{table.full_name}.{drop.before.name}", f"{table.full_name}.{alike[0].name}"
            yield Hit(step.span, object=old, old=old, new=new, statement=statement)


def _copies(step: Step, column: Column) -> bool:
    """Whether a statement of the pull request writes rows from the column, as a move does."""
    return step.verb == "update" and re.search(rf"(?<![\w$]){re.escape(column.name)}(?![\w$])", step.text) is not None


def _shares_word(one: Column, other: Column) -> bool:
    words = [{word.lower() for word in WORDS.findall(column.name) if len(word) > 2} for column in (one, other)]
    return bool(words[0] & words[1])
