"""Tables whose rows have to outlive what they refer to, known by their names."""

import re

from bot.model.names import snake_case

# What accounting and audits ask for years later, by the last words of a table's name.
HISTORY = re.compile(
    r"(^|_)((order|invoice|purchase|sale)s?(_(item|line|line_item|entry|detail|payment)s?)?|(payment|refund|receipt|payout|settlement)s?"
    r"|ledger(_entry|_entries)?|audit_?(log|event|trail|entry|entries|record|history)s?|(?<=_)audit)$"
)
WORKING_COPY = re.compile(r"(^|_)(draft|template|cart|temp|tmp|staging|sort|display|test)s?_|^(sort|display|tab|column|item)_order$")


def keeps_history(name: str) -> bool:
    """Whether the table of that name holds orders, payments, a ledger or an audit trail, and not a draft of them."""
    plain = snake_case(name)
    return HISTORY.search(plain) is not None and not WORKING_COPY.search(plain)
