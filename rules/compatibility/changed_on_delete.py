"""A foreign key that does something else with its rows when their parent is deleted or gets another key."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import AddForeignKey, AlterForeignKey, DropForeignKey, ForeignKey, change_object, keeps_history

ACTIONS = {"on_delete": "ON DELETE", "on_update": "ON UPDATE"}
REFUSING = frozenset({"no action", "restrict"})


@rule(
    severity="warning",
    summary={"en": "foreign key with another action", "ko": "동작이 바뀌는 외래 키"},
    message={
        "en": "{event} on {target}: so far {before}, from now on {after} for the rows of {table}; "
        "the code that runs was written for {before}, so look at everything that deletes from {target} or changes its key",
        "ko": "{target}의 {event} 동작이 {table}의 행에 대해 {before}에서 {after}(으)로 바뀝니다. "
        "실행 중인 코드는 {before}을(를) 전제로 작성되었으므로 {target}에서 행을 삭제하거나 키를 바꾸는 곳을 모두 확인하십시오",
    },
)
def changed_on_delete(change: AlterForeignKey | AddForeignKey, context: Context) -> Iterator[Hit]:
    """The key with another action; NO ACTION and RESTRICT differ only in when they refuse.

    Not a cascade that reaches orders, payments or an audit trail: of that `cascade-deletes-history` speaks.
    """
    old = change.before or _replaced(change, context)
    if old is None or context.is_new(change.table) or context.is_unmigrated(change) or context.is_untouched(change.table):
        return
    for field, event in ACTIONS.items():
        before, after = getattr(old, field), getattr(change.after, field)
        if event == "ON DELETE" and after == "cascade" and _deletes_history(change):
            continue
        if before != after and not {before, after} <= REFUSING:
            values = {"before": before.upper(), "after": after.upper(), "event": event}
            yield Hit(change, object=f"{change_object(change)} {event}", target=change.after.target, table=change.table.full_name, **values)


def _deletes_history(change: AddForeignKey | AlterForeignKey) -> bool:
    return keeps_history(change.table.full_name) and not keeps_history(change.after.target)


def _replaced(change: AddForeignKey | AlterForeignKey, context: Context) -> ForeignKey | None:
    """The key between the same columns that is dropped beside."""
    key = change.after
    drops = (each for each in context.changes if isinstance(each, DropForeignKey) and each.table.full_name == change.table.full_name)
    same = (each.before for each in drops if (each.before.columns, each.before.target) == (key.columns, key.target))
    return next(same, None)
