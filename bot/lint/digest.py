"""A hash that follows what a finding is about: an acknowledgement holds for what was seen, and for nothing else."""

import json
from dataclasses import replace
from hashlib import sha256

from bot.model import Finding, Place, Side, Tree


def with_digest(finding: Finding, base: Tree, head: Tree) -> Finding:
    """The finding with a digest of its words, its effects and the text of every line it points at. Where the lines lie does not matter."""
    texts = sorted({_text(place, base if place.side is Side.BASE else head) for place in finding.places})
    said = [finding.rule, finding.object, finding.message.en, finding.message.values, sorted(finding.effects), texts]
    return replace(finding, digest=sha256(json.dumps(said).encode()).hexdigest()[:16])


def _text(place: Place, tree: Tree) -> str:
    """The lines of a place, without the blanks around and between their words."""
    content = tree.read(place.span.path)
    if not isinstance(content, bytes):
        return ""
    lines = content.decode("utf-8", "replace").splitlines()[max(place.span.line - 1, 0) : place.span.end_line]
    return " ".join(" ".join(lines).split())
