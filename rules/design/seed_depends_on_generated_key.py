"""First rows that name their parents by numbers that the server has yet to give."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Step, Table

INSERT = re.compile(
    r"^\s*insert\s+(?:ignore\s+)?into\s+(?P<table>[\w.\"`]+)\s*\((?P<columns>[^()]*)\)\s*values\s*(?P<rows>.*)$", re.IGNORECASE | re.DOTALL
)
# One value of a row: texts and calls as a whole, so that a comma in them parts nothing.
ROW = re.compile(r"\((?P<values>(?:'(?:[^'\\]|''|\\.)*'|\([^()]*\)|[^()'])*)\)")
VALUE = re.compile(r"(?:'(?:[^'\\]|''|\\.)*'|\([^()]*\)|[^,()'])+")
QUOTES = '"` \n\t'


@rule(
    severity="note",
    summary={"en": "seed that depends on a generated key", "ko": "자동 생성 키에 의존하는 초기 데이터"},
    message={
        "en": "{column} is given as {value}, but the rows of {target} are inserted without their keys, which the server numbers as "
        "it likes: look the key up, or insert the parents with keys of your own",
        "ko": "{column}에 {value}을(를) 그대로 적었지만 {target}의 행은 키 없이 INSERT하므로 어떤 번호가 될지 서버가 정합니다. "
        "키를 조회해서 넣거나 부모 행의 키를 직접 지정하십시오",
    },
)
def seed_depends_on_generated_key(step: Step, context: Context) -> Iterator[Hit]:
    """Each insert with a literal reference to rows that the same migrations insert without the key that a sequence fills."""
    inserted = _inserted(step)
    table = step.before.table(inserted[0]) if inserted else None
    for key in table.foreign_keys if table and inserted else ():
        target = step.before.table(key.target)
        if inserted is None or target is None or len(key.columns) != 1 or key.columns[0] not in inserted[1]:
            continue
        values = [row[inserted[1].index(key.columns[0])] for row in inserted[2] if len(row) == len(inserted[1])]
        number = next((value for value in values if value.isdigit()), None)
        if number is not None and _is_numbered(target, key.target_columns) and _is_left_out(key.target, key.target_columns[0], context):
            yield Hit(step, column=f"{inserted[0]}.{key.columns[0]}", value=number, target=key.target)


def _inserted(step: Step) -> tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]] | None:
    """The table, the columns and the values of an INSERT that lists them."""
    found = INSERT.match(step.text) if step.verb.startswith("insert") else None
    if found is None:
        return None
    columns = tuple(name.strip(QUOTES) for name in found["columns"].split(","))
    rows = (tuple(value.strip() for value in VALUE.findall(row["values"])) for row in ROW.finditer(found["rows"]))
    return found["table"].replace('"', "").replace("`", ""), columns, tuple(rows)


def _is_numbered(target: Table, columns: tuple[str, ...]) -> bool:
    column = target.column(columns[0]) if len(columns) == 1 else None
    return column is not None and (column.autoincrement or column.has_sequence)


def _is_left_out(target: str, column: str, context: Context) -> bool:
    inserts = [inserted for step in context.steps if (inserted := _inserted(step)) and inserted[0] == target]
    return bool(inserts) and all(column not in columns for _, columns, _ in inserts)
