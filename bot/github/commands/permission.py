"""What a person may do in a repository, as GitHub says now. Where it does not say so, nothing."""

from dataclasses import dataclass, field
from urllib.parse import quote

from bot.errors import NotAllowed, Refused
from bot.github.client import Client

LEVELS = ("none", "read", "triage", "write", "maintain", "admin")


@dataclass(slots=True)
class Permissions:
    """The levels of people in one repository; each is asked for once."""

    client: Client
    repository: str
    known: dict[str, str] = field(default_factory=dict)

    def level(self, login: str) -> str:
        """One of `LEVELS`. Who is unknown has none.

        Raises:
            ForgeError: GitHub does not answer.
        """
        if login not in self.known:
            self.known[login] = self._asked(login)
        return self.known[login]

    def has(self, login: str, least: str) -> bool:
        """Whether the person has at least that level.

        Raises:
            ForgeError: GitHub does not answer.
        """
        return LEVELS.index(self.level(login)) >= LEVELS.index(least)

    def _asked(self, login: str) -> str:
        try:
            found = self.client.get(f"/repos/{self.repository}/collaborators/{quote(login, safe='')}/permission")
        except (NotAllowed, Refused):
            return "none"
        coarse, role = found.get("permission"), found.get("role_name")
        # `permission` knows no maintain, and `role_name` may be a role that an organisation made up.
        if (coarse, role) == ("write", "maintain"):
            return "maintain"
        return coarse if coarse in LEVELS else "none"
