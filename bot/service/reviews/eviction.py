"""Which repositories of the cache go, and who keeps one from going: they can all be fetched again."""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

MEGABYTE = 1_000_000
DAY = 86_400.0
BLOCK = 512  # bytes, in which the kernel counts what a file takes
# Every fetch adds packs, and git looks through all of them for each object; a repository that is never idle would never go by its age.
MOST_PACKS = 500
LAST_USE = "last-use"  # in the repository, where git minds no files of others; `*.lock` are removed there when they are old
GOING = ".going"
LOG = structlog.get_logger("schema_review.cache")


@dataclass(frozen=True, slots=True)
class Room:
    """What the cache may take: `megabytes` in all, each repository for `days` after its last use; `spare` megabytes stay free."""

    megabytes: int = 2000
    days: float = 14.0
    spare: int = 500

    def is_short(self, folder: Path) -> bool:
        """Whether less than that is free."""
        return _free(folder) < self.spare * MEGABYTE


@dataclass(frozen=True, slots=True)
class Kept:
    """A repository: when it was used last, how many bytes it takes, how many packs it has."""

    place: Path
    used: float
    size: int
    packs: int

    @property
    def tenant(self) -> tuple[int, int]:
        """The numbers of installation and repository."""
        return int(self.place.parent.name), int(self.place.stem)


def enter(place: Path) -> int:
    """Make the folder of a repository where there is none; it is not removed before the descriptor is closed that this returns."""
    place.parents[1].mkdir(parents=True, exist_ok=True, mode=0o700)
    while True:
        # The folder may be removed between any two of these lines; then once more.
        for folder in (place.parent, place):
            with suppress(FileExistsError, FileNotFoundError):
                folder.mkdir(mode=0o700)
        with suppress(FileNotFoundError):
            descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            if _is_there(place, descriptor):
                return descriptor
            os.close(descriptor)


def make_room(folder: Path, room: Room, *, known: Collection[tuple[int, int]] | None = None) -> int:
    """Remove what is not `known` any more, what is old or worn, then what was used longest ago, until the rest has room.

    What is in use stays. Returns how many bytes are free now that were not.
    """
    places = [place for tenant in _entries(folder) for place in _entries(tenant)]
    for left in places:
        if left.suffix == GOING:
            shutil.rmtree(left, ignore_errors=True)
    kept = sorted(filter(None, map(_measured, places)), key=lambda each: each.used)
    taken = sum(each.size for each in kept)
    may = min(room.megabytes * MEGABYTE, taken + _free(folder) - room.spare * MEGABYTE)
    freed = 0
    for each in kept:
        why = _reason(each, room, known) or ("room" if taken - freed > may else "")
        if why and remove(each.place):
            freed += each.size
            LOG.info("removed", repository=each.place.name, installation=each.place.parent.name, reason=why, bytes=each.size)
    if taken - freed > may:
        LOG.warning("the cache takes more than it may, and all of it is in use", bytes=taken - freed, may=max(may, 0))
    return freed


def _reason(each: Kept, room: Room, known: Collection[tuple[int, int]] | None) -> str:
    if known is not None and each.tenant not in known:
        return "unknown"
    if each.used < time.time() - room.days * DAY:
        return "age"
    return "worn" if each.packs > MOST_PACKS else ""


def _measured(place: Path) -> Kept | None:
    """None where it is none of ours, or is just being removed."""
    if place.suffix != ".git" or not (place.stem.isdecimal() and place.parent.name.isdecimal()):
        return None
    try:
        last = place / LAST_USE
        used = (last if last.exists() else place).stat().st_mtime
        files = list(_files(place))
    except FileNotFoundError:
        return None
    return Kept(place, used, sum(size for _, size in files), sum(name.endswith(".pack") for name, _ in files))


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):  # just removed by another worker, or none of ours
        return []


def _files(place: Path) -> Iterator[tuple[str, int]]:
    for folder, _, names in os.walk(place):
        for name in names:
            with suppress(FileNotFoundError):  # git's own temporary files
                yield name, Path(folder, name).lstat().st_blocks * BLOCK


def remove(place: Path) -> bool:
    """Remove one repository; false where there is none, or it is in use.

    It leaves its name in one step: half a repository would be taken for a whole one.
    """
    going = place.with_name(f"{place.stem}-{secrets.token_hex(4)}{GOING}")
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not _is_there(place, descriptor):
            return False
        place.rename(going)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    shutil.rmtree(going, ignore_errors=True)
    with suppress(OSError):  # another one of the tenant's is there
        place.parent.rmdir()
    return True


def _is_there(place: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), place.stat())
    except FileNotFoundError:
        return False


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder if folder.exists() else folder.parent).free
