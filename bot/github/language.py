"""In which language a pull request is answered: decided once, then kept."""

import re

from bot.model import Language

HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
LETTER = re.compile(r"[^\W\d_]")
# Code, addresses and the comments of templates are English everywhere.
SILENT = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|<!--.*?-->|https?://\S+", re.DOTALL)
SHARE = 0.15  # a Hangul letter is a syllable, so Korean text has few of them


def pull_language(wanted: str, *, title: str, body: str, kept: Language | None) -> tuple[Language, bool]:
    """The language, and whether the other one is shown, too.

    `wanted` is `en`, `ko`, `both` or `auto` as the configuration or an input says; `kept` is the language of the comment that stands.
    """
    if wanted in ("en", "ko"):
        return ("ko" if wanted == "ko" else "en"), False
    return kept or _spoken(f"{title}\n{body}"), wanted == "both"


def _spoken(text: str) -> Language:
    words = SILENT.sub(" ", text)
    letters = len(LETTER.findall(words))
    return "ko" if letters and len(HANGUL.findall(words)) / letters >= SHARE else "en"
