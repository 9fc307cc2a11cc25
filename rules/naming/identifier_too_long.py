"""A name that MySQL refuses, because it is longer than 64 characters."""

from collections.abc import Iterator

from bot.lint.rule import Context, Hit, rule
from bot.model import Table

MYSQL_NAME_CHARACTERS = 64


@rule(
    severity="error",
    dialects=("mysql", "mariadb"),
    summary={"en": "name that is too long for the server", "ko": "서버 한도를 넘는 이름"},
    message={
        "en": "{name} has {length} characters and the server takes 64: the statement that creates it is refused; name it yourself",
        "ko": "{name}은(는) {length}자인데 서버는 64자까지만 받으므로 만드는 문이 거부됩니다. 이름을 직접 지정하십시오",
    },
)
def identifier_too_long(table: Table, context: Context) -> Iterator[Hit]:
    """The table and each named part, unless a migration has made it under a shorter name."""
    if len(table.name) > MYSQL_NAME_CHARACTERS:
        yield Hit(table, name=table.name, length=len(table.name))
    migrated = context.migrated.table(table.full_name) if context.migrated and context.project.has_drizzle_schema else None
    made = {part.name for part in (migrated or table).named_parts()}
    for part in table.named_parts():
        if len(name := part.name or "") > MYSQL_NAME_CHARACTERS and name in made:
            yield Hit(part, name=name, length=len(name))
