"""One commit's files as a value."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class UnreadReason(StrEnum):
    """Why a path of a Tree has no bytes."""

    LINK = "link"
    SUBMODULE = "submodule"
    TOO_LARGE = "too-large"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Unread:
    """A path whose content is not to be had, and why."""

    reason: UnreadReason
    size: int | None = None


class Tree(Protocol):
    """One commit as a value. Paths are `/`-separated, relative to the repository's root, sorted."""

    @property
    def name(self) -> str:
        """What a person calls it: an abbreviated commit id, `worktree`, a folder's name."""

    @property
    def revision(self) -> str | None:
        """The full commit id, None where the files belong to no commit."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file, sorted."""

    def read(self, path: str) -> bytes | Unread:
        """The bytes of one file; Unread for a link, a submodule, a file over the limit or a path that is not there."""

    def identity(self, path: str) -> object:
        """Something that is equal for equal contents in two Trees of a kind, without reading them where the source knows it."""
