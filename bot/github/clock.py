"""GitHub's clock."""

from email.utils import parsedate_to_datetime

from requests.exceptions import RequestException

from bot.github.client import Client


def server_time(client: Client) -> float | None:
    """Seconds since 1970 as GitHub has it, from whatever it answers; None where it does not say."""
    try:
        _, headers, _ = client.requester.requestJson("GET", "/app")
        return parsedate_to_datetime(str(headers["date"])).timestamp()
    except (RequestException, RuntimeError, KeyError, ValueError):
        return None
