"""In which language a command answers."""

import os
from collections.abc import Mapping

from bot.cli.options import Lang
from bot.config import Config
from bot.model import Language


def choose_language(lang: Lang | None, config: Config | None = None, *, env: Mapping[str, str] = os.environ) -> Language:
    """`--lang`, then the configuration's language, then the environment's (`LC_ALL`, `LC_MESSAGES`, `LANG`), then English."""
    if lang is not None:
        return "ko" if lang is Lang.KO else "en"
    if config is not None and config.language != "auto":
        return "ko" if config.language == "ko" else "en"
    spoken = next((env[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(name)), "")
    return "ko" if spoken.lower().startswith("ko") else "en"
