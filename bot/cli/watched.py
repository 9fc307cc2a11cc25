"""A Tree that remembers which files were over the limit when something asked for them."""

from dataclasses import dataclass, field

from bot.model import Tree, Unread, UnreadReason


@dataclass(frozen=True, slots=True)
class Watched:
    """The Tree of the same content; `cut` are the paths that were too large to read."""

    tree: Tree
    cut: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """See `bot.model.Tree`."""
        return self.tree.name

    @property
    def revision(self) -> str | None:
        """See `bot.model.Tree`."""
        return self.tree.revision

    @property
    def paths(self) -> tuple[str, ...]:
        """See `bot.model.Tree`."""
        return self.tree.paths

    def read(self, path: str) -> bytes | Unread:
        """See `bot.model.Tree`."""
        content = self.tree.read(path)
        if isinstance(content, Unread) and content.reason is UnreadReason.TOO_LARGE:
            self.cut.add(path)
        return content
