"""Check runs."""

from dataclasses import dataclass, field
from typing import Any

from tests.github.standin.accounts import App


@dataclass(slots=True, eq=False)
class CheckRun:
    """One check run; annotations are the objects that came in, in their order."""

    id: int
    node_id: str
    suite: int
    app: App
    name: str
    head_sha: str
    status: str = "queued"
    conclusion: str | None = None
    external_id: str | None = None
    details_url: str | None = None
    started_at: str | None = None
    completed_at: str | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
