"""An enum value used in the transaction that adds it."""

from collections.abc import Iterator

from bot.effects import same_transaction
from bot.effects.enums import added_values, makes_type, uses_value
from bot.lint.rule import Context, Hit, rule
from bot.model import Step


@rule(
    severity="error",
    dialects=("postgresql",),
    summary={"en": "enum value used before it is committed", "ko": "커밋되기 전에 사용하는 enum 값"},
    message={
        "en": "PostgreSQL refuses the value {value} of {enum} here (unsafe use of new value): the same transaction adds it; "
        "ship its use in a later release, or let the runner commit in between",
        "ko": "이 SQL 문은 {enum}의 값 {value} 때문에 PostgreSQL에서 거부됩니다(unsafe use of new value). "
        "같은 트랜잭션에서 추가한 값이기 때문입니다. "
        "값의 사용을 다음 릴리스로 미루거나 그 사이에 커밋되게 하십시오",
    },
)
def enum_value_used_too_early(step: Step, context: Context) -> Iterator[Hit]:
    """Each statement that needs a value which an earlier one of its transaction adds to a type that was there before."""
    values = tuple(added_values(step))
    if not values or not step.in_transaction:
        return
    together = same_transaction(step, context.steps)
    begun = next(place for place, other in enumerate(together) if other is step)
    for place, later in enumerate(together[begun + 1 :], begun + 1):
        for enum, value in values:
            if uses_value(later, enum, value) and not any(makes_type(other, enum) for other in together[:place]):
                yield Hit(later.span, object=f"{enum.full_name}.{value}", enum=enum.full_name, value=value)
