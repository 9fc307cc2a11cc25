"""A person whose deletion takes what other people wrote: a question."""

import re
from collections import deque
from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Schema, Table, snake_case

PEOPLE = re.compile(r"(^|_)(user|member|account|customer|profile|author|person|people)s?$")
# What people leave at each other's things.
BY_OTHERS = re.compile(
    r"(^|_)(comment|like|reaction|reply|replies|vote|review|rating|answer|bookmark|favorite|favourite|follow|participant|attendee)s?$"
)


@rule(
    severity="note",
    asks=True,
    summary={"en": "cascade that deletes what others wrote", "ko": "다른 사람이 작성한 데이터까지 삭제하는 CASCADE"},
    message={
        "en": "is it meant that deleting a row of {people} also deletes what other {people} left in {tables} ({path})? "
        "Each of those keys cascades, so nothing stops it and nothing of it can be restored",
        "ko": "{people}의 행을 삭제하면 다른 {people}이(가) 남긴 {tables}의 행까지 삭제되는데({path}) 의도한 동작입니까? "
        "경로의 외래 키가 모두 CASCADE여서 막을 수단이 없고 되살릴 수도 없습니다",
    },
)
def cascade_deletes_what_others_wrote(people: Table, context: Context) -> Iterator[Hit]:
    """Each table of people that a cascade of two or more steps leads from to rows that have an author of their own."""
    if not PEOPLE.search(snake_case(people.name)):
        return
    ways = {way[-1].full_name: way for way in _ways(people, context.schema)}
    reached = {name: way for name, way in ways.items() if BY_OTHERS.search(snake_case(name)) and people.full_name in way[-1].targets()}
    if reached:
        way = max(reached.values(), key=len)
        names = (people.full_name, *(table.full_name for table in way))
        steps = ((name, key) for name, table in zip(names, way, strict=False) for key in table.foreign_keys)
        spans = (key.span for name, key in steps if key.target == name and key.on_delete == "cascade")
        yield Hit(people, also=tuple(spans), people=people.full_name, tables=tuple(sorted(reached)), path=" → ".join(names))


def _ways(people: Table, schema: Schema) -> Iterator[tuple[Table, ...]]:
    """The tables whose rows go with a row of the table, each with those between: shortest ways, none of a single step."""
    reached: deque[tuple[Table, ...]] = deque((child,) for child in _followers(people, schema))
    seen: set[str] = {people.full_name}
    while reached:
        way = reached.popleft()
        for child in _followers(way[-1], schema):
            if child.full_name not in seen and child not in way:
                seen.add(child.full_name)
                yield (*way, child)
                reached.append((*way, child))


def _followers(table: Table, schema: Schema) -> Iterator[Table]:
    children = schema.tables_mentioning(table.full_name, Table.targets)
    return (each for each in children if any(key.target == table.full_name and key.on_delete == "cascade" for key in each.foreign_keys))
