"""What holds for the diff of any two Schemas."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.diff import diff
from bot.model import (
    AddTable,
    Dialect,
    DropName,
    DropTable,
    RenameColumn,
    RenameTable,
    Schema,
    apply,
    change_kind,
)
from tests.strategies import half_read, schemas

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=50)


def pairs(*, implicit: bool = False) -> st.SearchStrategy[tuple[Schema, Schema]]:
    return st.sampled_from(Dialect).flatmap(lambda d: st.tuples(schemas(d, implicit=implicit), schemas(d, implicit=implicit)))


@SLOW
@given(schemas(implicit=True))
def test_nothing_differs_from_itself(schema):
    assert diff(schema, schema) == ()


@SLOW
@given(pairs())
def test_applied_to_before_it_gives_after(sides):
    before, after = sides
    assert apply(diff(before, after), before) == after


@SLOW
@given(pairs(implicit=True))
def test_applied_it_leaves_nothing_to_say_where_tools_chose_names(sides):
    before, after = sides
    assert diff(apply(diff(before, after), before), after) == ()


@SLOW
@given(pairs())
def test_each_change_holds_its_sides(sides):
    before, after = sides
    for change in diff(before, after):
        verb = change_kind(change).partition("-")[0]
        assert (change.before is None) == (verb == "add")
        assert (change.after is None) == (verb == "drop")
        assert change.before != change.after


@SLOW
@given(st.data(), schemas())
def test_what_after_lost_and_said_so_is_neither_dropped_nor_renamed_nor_altered(data, schema):
    read = data.draw(half_read(schema))
    assert diff(schema, read) == ()


@SLOW
@given(st.data(), schemas())
def test_what_before_had_not_read_is_not_called_new(data, schema):
    read = data.draw(half_read(schema))
    changes = diff(read, schema)
    assert changes == ()


@SLOW
@given(st.data(), pairs())
def test_a_half_read_side_drops_only_what_it_read_whole(data, sides):
    before, after = sides
    read = data.draw(half_read(after))
    assume(read != after)
    for change in diff(before, read):
        kind = change_kind(change)
        if read.unread:
            assert not isinstance(change, DropTable | RenameTable | DropName), kind
            assert not kind.startswith(("drop-enum", "drop-view", "drop-sequence")), kind
        table = getattr(change, "table", None)
        half = table is not None and (found := read.table(table.full_name)) is not None and found.unread
        assert not (half and (kind.startswith("drop-") or isinstance(change, RenameColumn))), kind


@SLOW
@given(pairs())
def test_new_tables_follow_those_they_refer_to(sides):
    before, after = sides
    added = [change.after for change in diff(before, after) if isinstance(change, AddTable)]
    names = [table.full_name for table in added]
    for place, table in enumerate(added):
        later = set(names[place + 1 :]) & {key.target for key in table.foreign_keys}
        assert all(_reaches(added, target, table.full_name) for target in later)


def _reaches(added, start, end):
    """Whether references lead from one table to the other: then the two stand in a circle."""
    targets = {table.full_name: {key.target for key in table.foreign_keys} for table in added}
    seen, waiting = set(), [start]
    while waiting:
        name = waiting.pop()
        if name == end:
            return True
        if name not in seen:
            seen.add(name)
            waiting += targets.get(name, ())
    return False


@SLOW
@given(st.data(), schemas())
def test_known_renames_are_the_only_changes(data, schema):
    assume(schema.tables)
    table = data.draw(st.sampled_from(schema.tables))
    column = data.draw(st.sampled_from(table.columns))
    moved = replace(table, name="moved")
    renames = (RenameTable(table, moved), RenameColumn(moved, column, replace(column, name="said otherwise")))
    changes = diff(schema, apply(renames, schema), known=renames)
    assert [(type(change), change.certain) for change in changes] == [(RenameTable, True), (RenameColumn, True)]


@SLOW
@given(st.data(), schemas())
def test_guessed_renames_end_where_known_ones_do(data, schema):
    assume(schema.tables)
    table = data.draw(st.sampled_from(schema.tables))
    column = data.draw(st.sampled_from(table.columns))
    after = apply(
        (RenameColumn(table, column, replace(column, name=f"{column.name}_2")), RenameTable(table, replace(table, name="t"))), schema
    )
    assert apply(diff(schema, after), schema) == after
