"""Who calls: people, Apps and their tokens."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

if TYPE_CHECKING:
    from tests.github.standin.repository import Repository

ACTIONS_LOGIN = "github-actions[bot]"
Level = Literal["read", "write"]
Kind = Literal["User", "Bot", "Organization"]
PERMISSIONS = frozenset(
    (
        "actions",
        "administration",
        "checks",
        "contents",
        "deployments",
        "issues",
        "merge_queues",
        "metadata",
        "pull_requests",
        "statuses",
        "workflows",
    )
)


@dataclass(slots=True, eq=False)
class User:
    """A person or an App's own account."""

    login: str
    id: int
    kind: Kind
    node_id: str = ""


@dataclass(eq=False)
class App:
    """A GitHub App; its private key is made when it is asked for, since that takes a moment."""

    id: int
    slug: str
    created_at: str
    owner: str = "octo"
    name: str = ""
    permissions: dict[str, str] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    webhook_secret: str = field(default_factory=lambda: secrets.token_hex(20))
    hook: dict[str, str] = field(default_factory=lambda: {"content_type": "json", "insecure_ssl": "0"})
    node_id: str = ""

    @property
    def login(self) -> str:
        return f"{self.slug}[bot]"

    @cached_property
    def key(self) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def private_key(self) -> str:
        """PEM, as it is downloaded from the App's settings."""
        form = serialization.PrivateFormat.TraditionalOpenSSL
        return self.key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def actions_app(created_at: str) -> App:
    """GitHub Actions itself, with the id that it has in life."""
    return App(id=15368, slug="github-actions", created_at=created_at, owner="github", name="GitHub Actions")


@dataclass(slots=True, eq=False)
class Token:
    """A token of an App's installation (a workflow's is one) or of a person, with what it may do where."""

    value: str
    login: str
    app: App | None
    repositories: "tuple[Repository, ...]"
    permissions: dict[str, str]
    expires: datetime
    limit: int
    used: dict[str, int] = field(default_factory=lambda: {"core": 0, "graphql": 0})

    def covers(self, repository: "Repository") -> bool:
        return repository in self.repositories

    def may(self, level: Level, *permissions: str) -> bool:
        """Whether one of the permissions is held at that level; everybody may read metadata."""
        held = self.permissions | ({} if "metadata" in self.permissions else {"metadata": "read"})
        return any(held.get(name) in ("write", level) for name in permissions)

    def reaches(self, repository: "Repository", level: Level, *permissions: str) -> bool:
        """Whether it may do that there."""
        return self.covers(repository) and self.may(level, *permissions)

    @property
    def not_accessible(self) -> str:
        """GitHub's words where the token lacks the permission."""
        return f"Resource not accessible by {'integration' if self.app else 'personal access token'}"


def token_text(app: App | None) -> str:
    """A token's text; an installation's has the newer, longer form `ghs_APPID_JWT`."""
    if app is None:
        return f"github_pat_{secrets.token_hex(11).upper()}_{secrets.token_hex(29)}"
    return f"ghs_{app.id}_" + ".".join(secrets.token_urlsafe(length) for length in (27, 90, 64))


def checked_permissions(permissions: dict[str, str]) -> dict[str, str]:
    """The permissions as given.

    Raises:
        ValueError: a name or a level that GitHub does not know.
    """
    if unknown := {name for name, level in permissions.items() if name not in PERMISSIONS or level not in ("read", "write")}:
        raise ValueError(f"no such permission: {', '.join(sorted(unknown))}")
    return permissions
