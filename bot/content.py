"""Where rules/ and templates/ lie: beside `bot/` in a checkout, inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def content_folder(name: str) -> Path:
    """The folder `name` ("rules" or "templates") of this installation."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
