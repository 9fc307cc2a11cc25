"""What a rule is, how rules are loaded and run, and what waives a finding."""

from bot.lint.load import default_rules, load_rules
from bot.lint.page import examples, markdown
from bot.lint.rule import Context, Hit, Rule, rule
from bot.lint.run import Verdicts, run_rules
from bot.lint.settings import Settings, check_settings, setting_faults
from bot.lint.waivers import WaiverSource, read_waivers, waive, waiver_problems

__all__ = [
    "Context",
    "Hit",
    "Rule",
    "Settings",
    "Verdicts",
    "WaiverSource",
    "check_settings",
    "default_rules",
    "examples",
    "load_rules",
    "markdown",
    "read_waivers",
    "rule",
    "run_rules",
    "setting_faults",
    "waive",
    "waiver_problems",
]
