"""How a statement gets out of the transaction that its runner, its file or its call puts around it."""

from enum import StrEnum

from bot.effects.runner_rows import ALL
from bot.effects.runners import fact, transaction_of
from bot.model import Opener, Project, Step


class WayOut(StrEnum):
    """What it takes that a statement runs outside of a transaction."""

    NOTHING = "nothing"  # there is none
    COMMIT = "commit"  # the file itself opens it
    CALL = "call"  # several statements of one call: it needs a migration of its own
    OPT_OUT = "opt-out"  # the runner knows a word for it
    HAND = "hand"  # the runner wraps whatever it runs
    UNKNOWN = "unknown"


class Next(StrEnum):
    """Where a statement must stand to run in a later transaction than another one."""

    COMMIT = "commit"  # behind the COMMIT of the file
    MIGRATION = "migration"  # in another migration, which may be pending at the same time
    DEPLOYMENT = "deployment"  # all that is pending is one transaction
    UNKNOWN = "unknown"


def way_out(step: Step, project: Project) -> WayOut:
    """How this statement could run outside of every transaction."""
    match step.transaction and step.transaction.opener:
        case Opener.FILE:
            return WayOut.COMMIT
        case Opener.CALL:
            return WayOut.CALL
        case Opener.RUNNER:
            return WayOut.OPT_OUT if fact(project, "opt_out") else WayOut.HAND
    return WayOut.NOTHING if step.transaction else WayOut.UNKNOWN


def next_transaction(step: Step, project: Project) -> Next:
    """Where what must not run together with this statement has its place."""
    match step.transaction and step.transaction.opener:
        case Opener.FILE:
            return Next.COMMIT
        case Opener.CALL:
            return Next.MIGRATION
        case Opener.RUNNER:
            return Next.DEPLOYMENT if transaction_of(project.runner, project.dialect, project.kit) == ALL else Next.MIGRATION
    return Next.UNKNOWN
