"""What the runner tells a step about itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import ConfigError

GITHUB = "https://github.com"


@dataclass(frozen=True, slots=True)
class Runner:
    """The variables of a step that matter here.

    `repository` is `owner/name`; `outputs` and `summary` are the files that the runner reads afterwards, None outside of a workflow.
    """

    event_name: str
    event_path: Path
    repository: str
    sha: str
    server: str
    api_url: str
    run_id: str
    outputs: Path | None
    summary: Path | None
    action_repository: str
    action_ref: str

    @classmethod
    def of(cls, env: Mapping[str, str]) -> "Runner":
        """The runner as the environment describes it."""
        return cls(
            event_name=env.get("GITHUB_EVENT_NAME", ""),
            event_path=Path(env.get("GITHUB_EVENT_PATH", "")),
            repository=env.get("GITHUB_REPOSITORY", ""),
            sha=env.get("GITHUB_SHA", ""),
            server=env.get("GITHUB_SERVER_URL", GITHUB),
            api_url=env.get("GITHUB_API_URL", "https://api.github.com"),
            run_id=env.get("GITHUB_RUN_ID", ""),
            outputs=_file(env.get("GITHUB_OUTPUT")),
            summary=_file(env.get("GITHUB_STEP_SUMMARY")),
            action_repository=env.get("ACTION_REPOSITORY", ""),
            action_ref=env.get("ACTION_REF", ""),
        )

    @property
    def run_url(self) -> str | None:
        """The page of this run of the workflow."""
        return f"{self.server}/{self.repository}/actions/runs/{self.run_id}" if self.repository and self.run_id else None

    def event(self) -> dict[str, Any]:
        """The payload of the event.

        Raises:
            ConfigError: there is none.
        """
        try:
            payload = json.loads(self.event_path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise ConfigError(f"GITHUB_EVENT_PATH: no event can be read there ({error}); this runs as a step of a workflow") from error
        if not isinstance(payload, dict):
            raise ConfigError("GITHUB_EVENT_PATH: the event is no object")
        return payload


def _file(path: str | None) -> Path | None:
    return Path(path) if path else None
