"""Foreign keys of which none says what happens on DELETE: a question."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Schema

FEW = 3


@rule(
    severity="note",
    asks=True,
    summary={"en": "no foreign key says what happens on DELETE", "ko": "ON DELETE 동작이 정해지지 않은 외래 키"},
    message={
        "en": "what is to happen when a row of {targets} is deleted? None of the {count} foreign keys says ON DELETE, "
        "so the server refuses it as long as anything refers to the row; if that is meant, say RESTRICT",
        "ko": "{targets}의 행을 삭제하면 어떻게 되어야 합니까? 외래 키 {count}개 중 ON DELETE를 정한 것이 없어 "
        "참조하는 행이 있는 동안 서버가 삭제를 거부합니다. 그것이 의도라면 RESTRICT를 명시하십시오",
    },
)
def undecided_on_delete(schema: Schema, context: Context) -> Iterator[Hit]:  # noqa: ARG001 # every rule takes a context
    """A schema of several foreign keys that all leave it open."""
    keys = [key for table in schema.tables for key in table.foreign_keys]
    if len(keys) >= FEW and not schema.unread and all(key.on_delete == "no action" for key in keys):
        first, *rest = sorted(keys, key=lambda key: (key.span.path, key.span.line))
        targets = tuple(sorted({key.target for key in keys}))
        yield Hit(first, object="on-delete", also=tuple(key.span for key in rest), targets=targets, count=len(keys))
