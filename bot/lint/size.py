"""What the size of a table makes of a finding about locks, scans and rewrites."""

from bot.effects.locks import named_tables
from bot.lint.rule import Context, Rule
from bot.model import Change, Effect, Severity, Step, changed_table

# What takes as long as the table is large; whatever else a change does, it does to small tables too.
WORK = frozenset({Effect.REWRITES_TABLE, Effect.SCANS_TABLE, Effect.BUILDS_INDEX, Effect.BLOCKS_READS, Effect.BLOCKS_WRITES})
CATEGORY = "locks"


def most_severe(rule: Rule, subject: object, context: Context) -> Severity | None:
    """How bad a finding of the rule about this subject can be: a warning where the size of a table is not known, None where all are small.

    Only rules about locks, and only what works through a table and is not refused, depend on its size.
    """
    if rule.category != CATEGORY or not isinstance(subject, Change | Step):
        return Severity.ERROR
    effects = context.effects(subject)
    if not effects & WORK or Effect.FAILS in effects:
        return Severity.ERROR
    changes = subject.changes if isinstance(subject, Step) else (subject,)
    tables = {table.full_name for change in changes if (table := changed_table(change))}
    if isinstance(subject, Step):
        tables |= named_tables(subject)
    small = context.sizes.are_small(tables)
    if small is None:
        return Severity.WARNING
    return None if small else Severity.ERROR
