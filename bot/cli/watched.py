"""A Tree that remembers which files were over the limit when something asked for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.model import Problem, Tree, Unread, UnreadReason
from bot.parse.drizzle.modules import LARGEST
from bot.projects.places import CODE


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
        if content.reason is UnreadReason.TOO_LARGE if isinstance(content, Unread) else len(content) > LARGEST and path.endswith(CODE):
            self.cut.add(path)
        return content

    def identity(self, path: str) -> object:
        """See `bot.model.Tree`."""
        return self.tree.identity(path)

    def is_cut(self, problems: Iterable[Problem]) -> bool:
        """Whether one of the problems is about a file that was over its limit."""
        return any(problem.span.path in self.cut for problem in problems)
