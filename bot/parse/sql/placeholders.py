"""Placeholders that a tool fills in before the SQL runs, `${schema}` of Flyway or `{{ .prefix }}` of a Go template: read as names."""

import re

PLACEHOLDER = re.compile(
    r"""
      '(?:[^']++|'')*+(?:'|\Z) | --[^\n]*+ | /\*.*?(?:\*/|\Z)
    | (?P<open> \{\{-?\s*+(?!(?:if|else|end|range|with|define|block|template)\b)(?=[.$A-Za-z]) | \$\{(?=[A-Za-z_]) )
      (?P<inside>[^{}\n]++) \}++
    """,
    re.DOTALL | re.VERBOSE,
)
SIGNS = ("{{", "${")


def as_names(text: str) -> str:
    """The text with each placeholder outside quotations and comments as a name of the same length: its own words."""
    return PLACEHOLDER.sub(_named, text) if any(sign in text for sign in SIGNS) else text


def _named(found: re.Match[str]) -> str:
    whole = found[0]
    if found["open"] is None:
        return whole
    name = "_".join(re.findall(r"\w+", found["inside"]))
    before = found.string[found.start() - 1 : found.start()]
    # blanks keep the offsets; inside a longer name only what belongs to names may
    return name.rjust(len(whole), "_" if before == '"' or before.isalnum() or before == "_" else " ")
