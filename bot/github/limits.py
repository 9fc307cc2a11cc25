"""GitHub's rate limits, as its answers state them.

https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from collections.abc import Mapping

UNSAID = 60.0  # seconds to wait where a secondary limit does not say how long
TOO_QUICK = "submitted too quickly"  # a secondary limit that comes as a validation error
WORDS = ("rate limit", "abuse detection", TOO_QUICK)


def limited_for(status: int, headers: Mapping[str, str], message: str, *, now: float) -> float | None:
    """Seconds until a refused request may be sent again, None where no rate limit refused it. `headers` are in lower case."""
    if status == 422:
        return UNSAID if TOO_QUICK in message.lower() else None
    if status not in (403, 429):
        return None
    if headers.get("retry-after", "").isdigit():
        return max(1.0, float(headers["retry-after"]))
    if headers.get("x-ratelimit-remaining") == "0" and headers.get("x-ratelimit-reset", "").isdigit():
        return max(1.0, float(headers["x-ratelimit-reset"]) - now)
    said = any(word in message.lower() for word in WORDS)
    return UNSAID if status == 429 or said else None
