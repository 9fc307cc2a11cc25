"""A late migration that leaves something else behind where the later ones have already run."""

from collections.abc import Iterator

from bot.effects.runner_rows import RUN
from bot.effects.runners import fact, known_by
from bot.lint.rule import Context, Hit, rule
from bot.model import Layout, MigrationHistory, Schema, Table

SHOWN = 5


@rule(
    severity="error",
    summary={"en": "late migration that undoes later ones", "ko": "나중 마이그레이션을 되돌리는 늦은 마이그레이션"},
    message={
        "en": "{migration} sorts before {newest}, and databases that have applied that one run it afterwards: there {objects} of {table} "
        "end up missing or different; write it again on top of the target branch",
        "ko": "{migration}은(는) {newest}보다 앞이지만 그 마이그레이션을 이미 적용한 데이터베이스에서는 나중에 실행됩니다. "
        "그러면 {table}의 {objects}이(가) 없거나 달라집니다. 대상 브랜치 위에서 다시 작성하십시오",
    },
)
def order_dependent_migration(history: MigrationHistory, context: Context) -> Iterator[Hit]:
    """One finding a table that is not the same in both orders; migrations that do not touch each other may come in any."""
    runs = fact(context.project, "late") == RUN or (history.layout == Layout.FOLDERS and known_by(context.project) == "name")
    if not runs or history.arrived is None or context.migrated is None or history.arrived.problems:
        return
    added = {migration.path for migration in history.added()}
    newest = [migration for migration in history.head if migration.path not in added][-1]
    for step in history.arrived.steps:
        for table in _differing(context.migrated, history.arrived.schema, step.changes):
            objects = tuple(_parts(table, history.arrived.schema.table(table.full_name)))[:SHOWN]
            yield Hit(
                step.span,
                object=table.full_name,
                table=table.full_name,
                migration=step.span.path,
                newest=newest.name,
                objects=objects,
            )


def _differing(wanted: Schema, found: Schema, changes: tuple[object, ...]) -> Iterator[Table]:
    """The tables that the statement changes and that are not as they should be."""
    for change in changes:
        table = getattr(change, "table", None) or getattr(change, "after", None)
        right = wanted.table(table.full_name) if isinstance(table, Table) else None
        if right is not None and not right.unread and right != found.table(right.full_name):
            yield right


def _parts(right: Table, wrong: Table | None) -> Iterator[str]:
    """The columns and other parts that the one has and the other has not, or not so; all of a table that is gone."""
    if wrong is None:
        yield from right.column_names()
        return
    for column in right.columns:
        if wrong.column(column.name) != column:
            yield column.name
    for part in ("indexes", "uniques", "foreign_keys", "checks"):
        missing = [one for one in getattr(right, part) if one not in getattr(wrong, part)]
        yield from (one.name or ", ".join(getattr(one, "columns", ())) for one in missing)
