"""What the step leaves behind: outputs for later steps, the job summary, files."""

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.errors import ConfigError
from bot.model import Effect, Finding, Review, Severity

NOTHING = {"errors": "0", "warnings": "0", "notes": "0", "destructive": "false", "degraded": "false", "comment-url": ""}


def write_outputs(path: Path | None, values: Mapping[str, str]) -> None:
    """Append the values to the file that the runner reads; a value may hold anything, also line breaks."""
    if path is None:
        return
    with path.open("a", encoding="utf-8", newline="\n") as file:
        for name, value in values.items():
            # Nobody can write a value that ends at a word drawn after it was written.
            end = f"end-{secrets.token_hex(16)}"
            file.write(f"{name}<<{end}\n{value}\n{end}\n")


def review_outputs(review: Review) -> dict[str, str]:
    """The verdict, the number of findings by severity, and whether data is lost."""
    findings = review.findings
    effects = (change.effects for project in review.projects for change in project.changes)
    loses = any(Effect.LOSES_DATA in each for each in (*effects, *(finding.effects for finding in findings)))
    return {
        "conclusion": review.conclusion.value,
        "errors": str(count(findings, Severity.ERROR)),
        "warnings": str(count(findings, Severity.WARNING)),
        "notes": str(count(findings, Severity.NOTE)),
        "destructive": "true" if loses else "false",
    }


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """How many findings have that severity."""
    return sum(finding.severity is severity for finding in findings)


def write_file(folder: Path, name: str, text: str) -> str:
    """Write a file below `folder`, or where an absolute name says; returns its absolute path.

    Raises:
        ConfigError: it cannot be written, or a link stands in its way: the checkout is not ours.
    """
    path = Path(os.path.normpath(folder.absolute() / name))
    if path.is_symlink() or any(_is_link_below(_checkout(folder), part) for part in path.parents):
        raise ConfigError(f"{name}: a link; not written through")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"{name}: {error.strerror or error}") from error
    return str(path)


def _checkout(folder: Path) -> Path:
    """The top of the checkout that holds the folder, else the folder itself: what lies above is the runner's."""
    places = (folder.absolute(), *folder.absolute().parents)
    return next((place for place in reversed(places) if (place / ".git").exists()), folder).resolve()


def _is_link_below(top: Path, part: Path) -> bool:
    return part.is_symlink() and (part.parent.resolve() / part.name).is_relative_to(top)
