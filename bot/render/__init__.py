"""Review → text in every format. All renderers are pure functions."""

from bot.render.annotations import render_github
from bot.render.as_json import dump, problem_data, render_diff_json, render_json
from bot.render.comment import render_comment
from bot.render.differences import render_diff_markdown, render_diff_sql, render_diff_text
from bot.render.links import NO_LINKS, Links
from bot.render.rule_list import render_rules_json, render_rules_text
from bot.render.sarif import render_sarif
from bot.render.schema_text import render_schema
from bot.render.terminal import render_text

__all__ = [
    "NO_LINKS",
    "Links",
    "dump",
    "problem_data",
    "render_comment",
    "render_diff_json",
    "render_diff_markdown",
    "render_diff_sql",
    "render_diff_text",
    "render_github",
    "render_json",
    "render_rules_json",
    "render_rules_text",
    "render_sarif",
    "render_schema",
    "render_text",
]
