"""The indexes of materialized views."""

from dataclasses import replace

from bot.model import Index, Table, View
from bot.parse.sql.draft import Draft, Name
from bot.parse.sql.lookups import object_in
from bot.parse.sql.naming import chosen_name, clipped
from bot.parse.sql.server_made import index_columns
from bot.parse.sql.taken import Taken


def add_view_index(draft: Draft, name: Name, index: Index) -> bool:
    """An index on the materialized view of that name; whether there is one."""
    view = object_in(draft.schema.views, name, draft)
    if view is None:
        return False
    if index.name is None:
        stand_in = Table(view.name, view.span, schema=view.schema, indexes=view.indexes)
        index = replace(index, name=chosen_name(view.name, index_columns(index), "idx", Taken(draft, stand_in, relations=True)))
    elif any(other.name == index.name for other in view.indexes):
        draft.existing(index.span, f"{view.full_name}:{index.name}")
        return True
    put_view(draft, replace(view, indexes=tuple(sorted((*view.indexes, index), key=lambda each: each.name or ""))))
    return True


def put_view(draft: Draft, view: View) -> None:
    """Change what no reviewer has to see of a view."""
    others = (view if each.full_name == view.full_name else each for each in draft.schema.views)
    draft.schema = replace(draft.schema, views=tuple(others))


def rename_view_index(draft: Draft, name: Name, new: str) -> bool:
    """The index under another name; whether a materialized view has it."""
    found = _found(draft, name)
    if found is None:
        return False
    view, index = found
    indexes = (replace(each, name=new, implicit=False) if each is index else each for each in view.indexes)
    put_view(draft, replace(view, indexes=tuple(sorted(indexes, key=lambda each: each.name or ""))))
    return True


def drop_view_index(draft: Draft, name: Name) -> bool:
    """The view without the index; whether a materialized view has it."""
    found = _found(draft, name)
    if found is None:
        return False
    view, index = found
    put_view(draft, replace(view, indexes=tuple(each for each in view.indexes if each is not index)))
    return True


def _found(draft: Draft, name: Name) -> tuple[View, Index] | None:
    schemas = (name.schema,) if name.written else draft.session.search_path
    views = (view for view in draft.schema.views if view.indexes and view.schema in schemas)
    return next(((view, each) for view in views for each in view.indexes if each.name and clipped(each.name) == clipped(name.name)), None)
