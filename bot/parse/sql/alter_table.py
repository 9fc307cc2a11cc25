"""ALTER TABLE: the actions between commas, each alone, each on the table as the one that ran before left it."""

from collections.abc import Callable, Iterable, Iterator

from bot.model import Dialect, Table
from bot.parse.sql import alter_add, alter_columns, alter_keys, alter_options, alter_redefine
from bot.parse.sql.alter_order import Stage, in_stages, survey
from bot.parse.sql.clauses import if_exists
from bot.parse.sql.cursor import Cursor, Unreadable
from bot.parse.sql.draft import Draft, Name, object_name, unreadable
from bot.parse.sql.lookups import object_in
from bot.parse.sql.partitions import alter_partitions, is_partition_action
from bot.parse.sql.passes import in_passes
from bot.parse.sql.target import Target

Action = Callable[[Cursor, Target], None]
ACTIONS: dict[str, Action] = {
    "add": alter_add.add,
    "drop": alter_keys.drop,
    "alter": alter_columns.alter,
    "modify": alter_redefine.modify,
    "change": alter_redefine.change_column,
    "rename": alter_keys.rename,
    "validate": alter_keys.validate,
    "enable": alter_options.enable,
    "disable": alter_options.disable,
    "force": alter_options.force,
    "no": alter_options.no,
    "set": alter_options.set_,
    "reset": alter_options.reset,
    "attach": alter_options.attach,
    "detach": alter_options.detach,
    "inherit": alter_options.inherit,
    "algorithm": alter_options.algorithm,
    "lock": alter_options.algorithm,
}


def alter_table(cursor: Cursor, draft: Draft) -> None:
    """What follows ALTER TABLE."""
    if_exists(cursor, draft)
    if cursor.accept("only"):
        draft.words.add("only")
    found = draft.resolved(object_name(cursor))
    cursor.accept("*")
    table = draft.table(found.full_name)
    target = Target(draft, table.full_name if table else found.full_name)
    is_opaque = found.full_name in draft.schema.opaque
    if cursor.is_done:
        raise cursor.unreadable()
    if cursor.dialect.is_mysql_family:
        _act_in_stages(cursor, target)
    else:
        _act(_actions(cursor), target)
    if table is None and not is_opaque and not draft.problems and not _is_other_relation(draft, found):
        draft.missing(cursor.span(0, cursor.end), found.full_name)


def _actions(cursor: Cursor) -> Iterator[Cursor]:
    if cursor.dialect.is_mysql_family and is_partition_action(cursor):
        start, cursor.place = cursor.place, cursor.end
        yield cursor.between(start, cursor.end)
    elif cursor.dialect is Dialect.POSTGRESQL:
        yield from in_passes(cursor.split())
    else:
        yield from cursor.split()


def _is_other_relation(draft: Draft, name: Name) -> bool:
    """Whether it is a sequence or view: pg_dump says ALTER TABLE … OWNER TO of them too."""
    return bool(object_in(draft.schema.sequences, name, draft) or object_in(draft.schema.views, name, draft))


def _act_in_stages(cursor: Cursor, target: Target) -> None:
    clauses = list(_actions(cursor))
    target.statement = survey(clauses)
    for stage, found in in_stages(clauses):
        _act(found, target)
        if stage is Stage.ADD:
            alter_add.add_keys(cursor, target)
    alter_redefine.move(target)


def _act(clauses: Iterable[Cursor], target: Target) -> None:
    table = target.table
    for part in clauses:
        try:
            _action(part, target)
        except Unreadable as error:
            _give_up(unreadable_at=error, draft=target.draft, table=table)


def _give_up(*, unreadable_at: Unreadable, draft: Draft, table: Table | None) -> None:
    problem = unreadable(unreadable_at, draft.source, draft.verb)
    if not draft.problems and table is not None:
        draft.unread(table.full_name, problem)
    draft.problem(problem)


def _action(cursor: Cursor, target: Target) -> None:
    act = ACTIONS.get(cursor.word())
    if cursor.is_done:
        raise cursor.unreadable()
    if cursor.dialect.is_mysql_family and is_partition_action(cursor):
        alter_partitions(cursor, target)
    elif act is None:
        alter_options.other(cursor, target)
    else:
        cursor.place += 1
        act(cursor, target)
    cursor.finish()
