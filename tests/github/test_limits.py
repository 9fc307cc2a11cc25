"""What GitHub's answers say about rate limits."""

import pytest

from bot.github.limits import limited_for


@pytest.mark.parametrize(
    ("status", "headers", "message", "seconds"),
    [
        (403, {"retry-after": "7"}, "You have exceeded a secondary rate limit", 7),
        (429, {"retry-after": "0"}, "", 1),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1030"}, "API rate limit exceeded", 30),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "900"}, "API rate limit exceeded", 1),
        (403, {"x-ratelimit-remaining": "12"}, "You have exceeded a secondary rate limit. Please wait a few minutes", 60),
        (429, {}, "", 60),
        (403, {"x-ratelimit-remaining": "4999"}, "Resource not accessible by integration", None),
        (422, {}, "Validation Failed (body was submitted too quickly)", 60),
        (422, {}, "Validation Failed", None),
        (404, {"retry-after": "7"}, "Not Found", None),
        (200, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1030"}, "", None),
    ],
)
def test_how_long_a_refusal_holds(status: int, headers: dict[str, str], message: str, seconds: float | None) -> None:
    assert limited_for(status, headers, message, now=1000.0) == seconds
