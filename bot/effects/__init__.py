"""What a server and a runner do with a Step or a Change; independent of rules."""

from bot.effects.judge import effects_of
from bot.effects.lost import rows_lost, tables_lost, values_copied
from bot.effects.runners import transaction_of
from bot.effects.transactions import in_transactions, same_transaction, shared_calls

__all__ = [
    "effects_of",
    "in_transactions",
    "rows_lost",
    "same_transaction",
    "shared_calls",
    "tables_lost",
    "transaction_of",
    "values_copied",
]
