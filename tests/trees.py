"""A Tree held in memory."""

from dataclasses import dataclass, field

from bot.model import Unread, UnreadReason


@dataclass(frozen=True)
class MemoryTree:
    """Files by path; a text counts as UTF-8."""

    name: str
    files: dict[str, bytes | str]
    revision: str | None = None
    unread: dict[str, Unread] = field(default_factory=dict)

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted({**self.files, **self.unread}))

    def read(self, path: str) -> bytes | Unread:
        content = self.files.get(path)
        if content is None:
            return self.unread.get(path, Unread(UnreadReason.MISSING))
        return content.encode() if isinstance(content, str) else content

    def identity(self, path: str) -> object:
        return self.read(path)
