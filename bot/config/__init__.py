"""`.github/schema-review.yml` as a value: what it may say, reading it with file, line and column, and its JSON Schema."""

from bot.config.keys import (
    Checklist,
    Config,
    Inline,
    Migrations,
    Naming,
    Override,
    ProjectConfig,
    RuleSetting,
    Waivers,
)
from bot.config.load import CONFIG_PATH, config_schema, load_config, place_of

__all__ = [
    "CONFIG_PATH",
    "Checklist",
    "Config",
    "Inline",
    "Migrations",
    "Naming",
    "Override",
    "ProjectConfig",
    "RuleSetting",
    "Waivers",
    "config_schema",
    "load_config",
    "place_of",
]
