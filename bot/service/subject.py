"""What the service reviews: one pull request, or one commit of a merge queue, of one installation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """`number` is the pull request's, 0 for a merge queue's commit; `repository` is `owner/name` as the event had it.

    `head` and `base` are commit ids as the event had them; empty where it named none, such as a comment.
    """

    installation: int
    repository_id: int
    repository: str
    number: int = 0
    head: str = ""
    base: str = ""

    @property
    def key(self) -> str:
        """Its name in our tables: the tenant is a part of it, and a repository that is renamed keeps it."""
        place = f"{self.installation}/{self.repository_id}"
        return f"{place}/pull/{self.number}" if self.number else f"{place}/group/{self.head}"
