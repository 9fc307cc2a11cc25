"""First rows that name their parents by numbers that the server has yet to give."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.lint.rule import Context, Hit, rule
from bot.model import ForeignKey, MigrationHistory, Step, Table

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
def seed_depends_on_generated_key(history: MigrationHistory, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # one history, one run
    """Each insert with a literal reference to rows that the same migrations insert without the key that a sequence fills."""
    inserts = [(step, insert) for step in context.steps if (insert := _insert(step))]
    given: dict[str, set[str]] = defaultdict(set)
    for _, insert in inserts:
        given[insert.table] |= set(insert.columns)
    for step, insert in inserts:
        table = step.before.table(insert.table)
        for key in table.foreign_keys if table else ():
            target = step.before.table(key.target)
            left_out = (
                target is not None and key.target in given and _is_numbered(target, key) and key.target_columns[0] not in given[key.target]
            )
            number = next(filter(str.isdigit, insert.values(key.columns[0])), None) if left_out else None
            if number is not None:
                yield Hit(step, column=f"{insert.table}.{key.columns[0]}", value=number, target=key.target)


@dataclass(frozen=True, slots=True)
class Insert:
    """An INSERT that lists its columns; `rows` is what stands behind VALUES."""

    table: str
    columns: tuple[str, ...]
    rows: str

    def values(self, column: str) -> Iterator[str]:
        """What the rows that can be read give the column."""
        if column not in self.columns:
            return
        for row in ROW.finditer(self.rows):
            values = VALUE.findall(row["values"])
            if len(values) == len(self.columns):
                yield values[self.columns.index(column)].strip()


def _insert(step: Step) -> Insert | None:
    found = INSERT.match(step.text) if step.verb.startswith("insert") else None
    if found is None:
        return None
    columns = tuple(name.strip(QUOTES) for name in found["columns"].split(","))
    return Insert(found["table"].replace('"', "").replace("`", ""), columns, found["rows"])


def _is_numbered(target: Table, key: ForeignKey) -> bool:
    """Whether the server gives the one column that the key refers to its number."""
    column = target.column(key.target_columns[0]) if len(key.columns) == len(key.target_columns) == 1 else None
    return column is not None and (column.autoincrement or column.has_sequence)
