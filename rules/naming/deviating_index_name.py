"""A new index that is named in another way than the team's."""

import re
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddIndex, AddTable, Index, Schema, Side, Table, prevailing


@rule(
    severity="note",
    summary={"en": "index named otherwise than the others", "ko": "다른 인덱스와 이름 형식이 다른 인덱스"},
    message={
        "en": "{name} is not named {template}, as indexes are here; that would be {wanted}",
        "ko": "{name}은(는) 이곳의 인덱스 이름 형식 {template}과(와) 다릅니다. 그 형식대로면 {wanted}입니다",
    },
)
def deviating_index_name(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # the changes are the subject
    """Each new ordinary index against `naming`, or else, whatever stands for its columns, against nine of ten that the base has."""
    if context.side is Side.BASE:
        return
    known = (_template(index, table) for table in context.before.tables for index in table.indexes if _is_ordinary(index))
    template = context.naming.index or prevailing(known)
    if template is None or "{columns}" not in template:
        return
    for change in context.changes:
        if not isinstance(change, AddIndex | AddTable):
            continue
        table = change.after if isinstance(change, AddTable) else change.table
        for index in table.indexes if isinstance(change, AddTable) else (change.after,):
            wanted = template.replace("{table}", table.name).replace("{columns}", "_".join(index.columns))
            if _is_ordinary(index) and not _fits(index, template, wanted, table, exactly=context.naming.index is not None):
                yield Hit(index, object=f"{table.full_name}:{index.name}", name=index.name or "", template=template, wanted=wanted)


def _is_ordinary(index: Index) -> bool:
    """Whether somebody chose the name, and it is a plain index over columns: others say in their names what they are."""
    return bool(index.name) and not index.implicit and not index.unique and index.is_plain


def _template(index: Index, table: Table) -> str:
    """The name with the table's and the columns' replaced: `{table}_{columns}_idx`."""
    columns = rf"(?<![^\W_]){re.escape('_'.join(index.columns))}(?![^\W_])"  # in `a_point_idx` there is no `point_id`
    head, braces, tail = re.sub(columns, "{columns}", index.name or "", count=1).partition("{columns}")
    return head.replace(table.name, "{table}", 1) + braces + tail


def _fits(index: Index, template: str, wanted: str, table: Table, *, exactly: bool) -> bool:
    if exactly:
        return index.name == wanted
    head, _, tail = template.replace("{table}", table.name).partition("{columns}")
    return re.fullmatch(f"{re.escape(head)}.+{re.escape(tail)}", index.name or "") is not None
