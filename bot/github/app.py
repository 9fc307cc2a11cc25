"""A GitHub App: it speaks for itself with a JWT, and in a repository with a token that is good for this one only."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from github import Auth
from jwt import PyJWTError

from bot.errors import ConfigError
from bot.github.client import PUBLIC_API, Client, Object
from bot.github.once import once

SPARE = 600.0  # seconds that a token must still be good for when a review begins


@dataclass(frozen=True, slots=True)
class Entry:
    """A token for one repository, good until `expires` (seconds since 1970); `repository` is its name now, `owner/name`."""

    token: str = field(repr=False)
    expires: float
    repository: str


@dataclass(slots=True)
class App:
    """An App by its number and private key (PEM). Tokens are kept as long as they are good; `told` hears of each new one."""

    number: int
    private_key: str = field(repr=False)
    api_url: str = PUBLIC_API
    told: Callable[[str], None] = field(default=lambda _: None, repr=False)
    entries: dict[tuple[int, int], Entry] = field(default_factory=dict, repr=False)
    lock: Lock = field(default_factory=Lock, repr=False)

    def client(self) -> Client:
        """The App as itself: its installations and its webhook's deliveries.

        Raises:
            ConfigError: the private key is none.
        """
        try:
            signed = Auth.AppAuth(self.number, self.private_key).create_jwt()
        except (ValueError, TypeError, AttributeError, PyJWTError) as wrong:
            raise ConfigError("the App's private key is none: give the whole PEM file that GitHub made") from wrong
        self.told(signed)
        return Client(signed, api_url=self.api_url, is_app=True, pacing=0)

    def enter(self, installation: int, repository: int, *, called: str) -> Entry:
        """A token for one repository of an installation, which whoever asks has heard of as `called`.

        Raises:
            ConfigError: see `client`.
            ForgeError: GitHub does not answer, or the App is not installed there any more.
        """
        place = (installation, repository)
        with self.lock:
            known = self.entries.get(place)
            # Another name: it was renamed, and the name that we knew may be somebody else's repository by now.
            if known is None or known.expires < time.time() + SPARE or known.repository != called:
                known = self.entries[place] = self._entry(installation, repository)
            return known

    def forget(self, installation: int, repository: int) -> None:
        """The token turned out to be no good."""
        with self.lock:
            self.entries.pop((installation, repository), None)

    def _entry(self, installation: int, repository: int) -> Entry:
        client, path = self.client(), f"/app/installations/{installation}/access_tokens"
        # Asking twice makes two tokens, and harms nobody.
        made: Object = once(client, lambda: client.write("POST", path, {"repository_ids": [repository]}), lambda: None)
        self.told(made["token"])
        expires = datetime.fromisoformat(made["expires_at"]).timestamp()
        return Entry(made["token"], expires, made["repositories"][0]["full_name"])
