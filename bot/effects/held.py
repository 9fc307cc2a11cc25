"""What a server refuses to change because something else speaks of it: views, row security policies, computed columns, foreign keys.

PostgreSQL's triggers and rules hold columns too; the model does not know which.
"""

import re
from collections.abc import Iterator

from bot.effects.statement import Statement, mentions
from bot.model import AddForeignKey, AlterForeignKey, Dialect, Expression, Fit, Table, View, fit


def is_typed_by(table: Table, column: str, statement: Statement) -> bool:
    """Whether something PostgreSQL would have to make anew reads the column, so that it keeps its type."""
    return is_told_by(table, column) or any(_shows(view, table, column) for view in views_of(table, statement))


def is_told_by(table: Table, column: str) -> bool:
    """Whether a computed column or a policy of the table reads the column; one that asks other tables may mean theirs."""
    computed = (other.generated.expression for other in table.columns if other.generated and other.name != column)
    asked = (said for policy in table.policies for said in (policy.using, policy.with_check) if isinstance(said, Expression))
    plain = (said for said in asked if not re.search(r"\bselect\b", said.text, re.IGNORECASE))
    return any(mentions(said, column, any_case=True) for said in (*computed, *plain))


def views_of(table: Table, statement: Statement) -> Iterator[View]:
    """The views that the migrations made over the table."""
    return (view for view in statement.before.views if not view.existing and table.full_name in (view.tables or ()))


def _shows(view: View, table: Table, column: str) -> bool:
    if not isinstance(view.definition, Expression) or not view.tables:
        return False
    text = view.definition.spelling or view.definition.text
    alone = view.tables == (table.full_name,)
    from bot.parse.queries import is_column_read  # noqa: PLC0415 # to read a schema needs no sqlglot, which is slow to load

    return is_column_read(text, column, table.full_name, Dialect.POSTGRESQL, alone=alone) is True


def refers_in_vain(change: AddForeignKey | AlterForeignKey, statement: Statement) -> bool:
    """Whether the key's columns cannot be compared with those that it refers to."""
    target = statement.before.table(change.after.target)
    if target is None:
        return False
    pairs = zip(change.after.columns, change.after.target_columns, strict=False)
    columns = ((change.table.column(own), target.column(other)) for own, other in pairs)
    return any(own and other and fit(own, other, statement.before) is Fit.REFUSED for own, other in columns)
