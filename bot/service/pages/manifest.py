"""The App as GitHub is asked to make it."""

from typing import Any

from bot.service.doctor.needs import EVENTS, PERMISSIONS
from bot.service.settings import WEBHOOK_PATH


def manifest(public_url: str) -> dict[str, Any]:
    """What the form at GitHub is filled with; a private App, which only its owner may install."""
    address = public_url.rstrip("/")
    return {
        "name": "schema-review",
        "url": address,
        "hook_attributes": {"url": f"{address}{WEBHOOK_PATH}", "active": True},
        "redirect_url": f"{address}/setup/done",
        "public": False,
        "default_events": list(EVENTS),
        "default_permissions": dict(PERMISSIONS),
    }
