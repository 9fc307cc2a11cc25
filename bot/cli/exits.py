"""Exit codes, and which one holds where several do."""

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """What the exit code of every command means; `docs/cli.md` says it to people."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    EMPTY = 3
    UNREAD = 4
    NETWORK = 5
    PARTIAL = 6
    INTERNAL = 70


PRECEDENCE = (Exit.INTERNAL, Exit.NETWORK, Exit.USAGE, Exit.UNREAD, Exit.PARTIAL, Exit.FINDINGS, Exit.EMPTY, Exit.OK)


def gravest(codes: Iterable[Exit]) -> Exit:
    """The code that holds where several do; OK where none does."""
    return min(codes, key=PRECEDENCE.index, default=Exit.OK)
