"""What a foreign key says: its two ends, how many rows it joins, and its actions."""

from collections.abc import Iterator

from bot.model import Cardinality, ForeignKey, Message, Table

CARDINALITY = {
    Cardinality.ONE_TO_ONE: Message.of(en="1:1", ko="1:1"),
    Cardinality.ONE_TO_ONE_OPTIONAL: Message.of(en="0..1:1, optional", ko="0..1:1(선택)"),
    Cardinality.ONE_TO_MANY: Message.of(en="1:N", ko="1:N"),
    Cardinality.ONE_TO_MANY_OPTIONAL: Message.of(en="0..1:N, optional", ko="0..1:N(선택)"),
}


def reference_words(table: Table, key: ForeignKey) -> Iterator[Message]:
    """The clauses for a new foreign key of the table."""
    en, ko = "new foreign key {columns} → {target}", "새 외래 키 {columns} → {target}"
    yield Message.of(en=en, ko=ko, columns=key.columns, target=_target(key))
    yield CARDINALITY[table.cardinality(key)]
    yield from actions(key)


def actions(key: ForeignKey) -> Iterator[Message]:
    """What happens on delete and update, where that is not the default."""
    for event, action in (("on delete", key.on_delete), ("on update", key.on_update)):
        if action != "no action":
            yield Message.of(en=f"{event} {{action}}", ko=f"{event} {{action}}", action=action)
    if not key.validated:
        yield Message.of(en="existing rows not checked", ko="기존 행은 검사하지 않음")


def _target(key: ForeignKey) -> str:
    return f"{key.target}({', '.join(key.target_columns)})" if key.target_columns else key.target
