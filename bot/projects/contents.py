"""Files of a Tree as text and as JSON, for looking: what cannot be read is passed over here."""

import json
import re
from typing import Any

from bot.model import Tree, Unread

# tsconfig.json, wrangler.jsonc and their kin are JSON with comments and trailing commas.
LENIENT = re.compile(r'("(?:[^"\\]++|\\.)*+(?:"|\Z))|//[^\n]*+|/\*.*?(?:\*/|\Z)|,(?=\s*[}\]])', re.DOTALL)
MAX_JSON = 1 << 20


def bytes_of(tree: Tree, path: str) -> bytes:
    """The bytes of a file, none where it cannot be read."""
    content = tree.read(path)
    return b"" if isinstance(content, Unread) else content


def text_of(tree: Tree, path: str) -> str:
    """The text of a file, empty where it cannot be read; bytes that are not UTF-8 are replaced."""
    return bytes_of(tree, path).decode("utf-8-sig", "replace")


def json_of(tree: Tree, path: str) -> dict[str, Any]:
    """The object in a JSON file, comments allowed; empty where there is none."""
    text = text_of(tree, path)
    try:
        value = json.loads(LENIENT.sub(lambda match: match[1] or "", text)) if 0 < len(text) <= MAX_JSON else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
