"""A DROP that takes along what it does not name."""

from collections.abc import Iterator

from bot.effects.dragged import dragged, dragged_triggers
from bot.lint.rule import Context, Hit, rule
from bot.model import Change, DropView, Step, change_object, changed_table, is_undone

WHOLE = ("drop schema", "drop database")


@rule(
    severity="error",
    dialects=("postgresql", "mysql", "mariadb"),
    summary={"en": "drop that takes along what it does not name", "ko": "명시하지 않은 객체까지 함께 삭제하는 DROP"},
    message={
        "en": "{statement} also drops {objects}, without naming them: drop each of them in a statement of its own, or keep it",
        "ko": "{statement} 문이 명시하지 않은 {objects}도 함께 삭제합니다. 삭제하려면 각각 별도의 문으로 삭제하고, 아니면 남겨 두십시오",
    },
)
def cascading_drop(step: Step, context: Context) -> Iterator[Hit]:
    """What CASCADE reaches, and the partitions of a table; not what the schema file has given up itself, or what comes back."""
    if step.verb in WHOLE:
        return
    gone = [change for change in dragged(step) if _is_lost(change, context)]
    objects = [change_object(change) for change in gone]
    objects += [f"{table.full_name}:{trigger.name}" for table, trigger in dragged_triggers(step) if not context.is_new(table)]
    if objects:
        yield Hit(step, statement=step.verb.upper(), objects=tuple(dict.fromkeys(objects)))


def _is_lost(change: Change, context: Context) -> bool:
    table = changed_table(change)
    if table is not None and context.is_new(table):
        return False
    declares = context.project.has_drizzle_schema
    if isinstance(change, DropView):
        return not declares and all(view.full_name != change.before.full_name for view in context.after.views)
    return is_undone(change, context.after) == declares
