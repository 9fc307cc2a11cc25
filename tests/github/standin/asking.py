"""A plain HTTP client for the stand-in, which knows nothing of GitHub: for tests and demos."""

from dataclasses import dataclass
from typing import Any

import requests

from tests.github.standin.standin import StandIn

PATIENCE = 30  # seconds


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks as whoever holds the token: `ask("POST", "/repos/…", {…}, per_page="2")`."""

    github: StandIn
    token: str | None = None

    def __call__(self, method: str, path: str, body: Any = None, **query: str) -> requests.Response:
        """One request on a connection of its own; `path` is without `/api/v3`, or a whole address."""
        address = path if path.startswith("http") else self.github.api_url + path
        return requests.request(method, address, json=body, params=query, headers=self._headers(), timeout=PATIENCE, allow_redirects=False)

    def graphql(self, query: str, **variables: Any) -> Any:
        """What GraphQL answers, errors included."""
        body: Any = {"query": query, "variables": variables}
        return requests.post(f"{self.github.server_url}/api/graphql", json=body, headers=self._headers(), timeout=PATIENCE).json()

    def pages(self, path: str, **query: str) -> list[Any]:
        """Every row of a list, by its links."""
        rows, answer = [], self("GET", path, **query)
        while True:
            rows += answer.json()
            if "next" not in answer.links:
                return rows
            answer = self("GET", answer.links["next"]["url"])

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}
