"""A column whose namesakes in other tables all have another kind of type."""

from collections import defaultdict
from collections.abc import Iterator

from bot.emit import type_text
from bot.lint.rule import Context, Hit, rule
from bot.model import Column, ColumnType, Schema, Table

ENOUGH = 6
ENDINGS = ("_id", "Id", "_at", "At", "_by", "By", "_on", "_cents", "Cents")
# Other systems have these too, and their types.
AMBIGUOUS = frozenset({"account_id", "accountId", "external_id", "externalId", "session_id", "sessionId"})


@rule(
    severity="warning",
    summary={"en": "column typed unlike its namesakes", "ko": "같은 이름의 컬럼과 타입이 다른 컬럼"},
    message={
        "en": "{column} is {type}, the {others} other columns of that name are {usual}: who joins or compares them has to convert one "
        "side, and no index serves that",
        "ko": "{column}의 타입은 {type}인데 같은 이름의 다른 컬럼 {others}개는 {usual}입니다. 서로 조인하거나 비교하려면 형 변환이 "
        "필요하고 인덱스를 쓸 수 없습니다",
    },
)
def type_unlike_its_namesakes(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """Each of a name that tells what it holds, where all others, and enough of them, are of one other kind."""
    named: dict[str, list[tuple[Table, Column, str]]] = defaultdict(list)
    for table in schema.tables:
        for column in table.columns:
            if column.name.endswith(ENDINGS) and column.name not in AMBIGUOUS and (kind := _kind(table, column)):
                named[column.name].append((table, column, kind))
    for found in named.values():
        kinds = [kind for _, _, kind in found]
        odd = [each for each in found if kinds.count(each[2]) == 1]
        usual = next((each for each in found if kinds.count(each[2]) == len(found) - 1), None)
        if len(found) > ENOUGH and len(odd) == 1 and usual:
            table, column, _ = odd[0]
            name = f"{table.full_name}.{column.name}"
            own, theirs = (type_text(each.type, schema.dialect) for each in (column, usual[1]))
            yield Hit(column, object=name, column=name, type=own, usual=theirs, others=len(found) - 1)


def _kind(table: Table, column: Column) -> str | None:
    """What its values are compared as; None where a foreign key decides it, or where it is not known."""
    used = column.type
    if (
        not isinstance(used, ColumnType)
        or used.dimensions
        or used.user_defined
        or any(column.name in key.columns for key in table.foreign_keys)
    ):
        return None
    if used.is_number:
        return "integer" if used.is_integer else "decimal"
    return "text" if used.is_text else "time" if used.name in ("timestamp", "datetime") else used.name
