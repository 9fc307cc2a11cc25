"""Review → text in every format. All renderers are pure functions."""

from bot.render.annotations import render_github
from bot.render.as_json import dump, problem_data, render_diff_json, render_json
from bot.render.check import Annotation, CheckReport, render_check
from bot.render.clean import has_unread, is_clean, must_tick
from bot.render.comment import render_comment
from bot.render.differences import render_diff_markdown, render_diff_sql, render_diff_text
from bot.render.fixed import mark_fixed
from bot.render.html import render_html
from bot.render.inline import render_inline
from bot.render.links import NO_LINKS, Links, github_links
from bot.render.markers import InlineMarker, SummaryMarker, read_inline_marker, read_summary_marker, without_markers
from bot.render.reply import Reply, render_reply
from bot.render.rule_list import render_rules_json, render_rules_text
from bot.render.sarif import render_sarif
from bot.render.schema_text import render_schema, render_sizes
from bot.render.terminal import render_text
from bot.render.ticks import has_other_boxes, open_boxes, with_ticks

__all__ = [
    "NO_LINKS",
    "Annotation",
    "CheckReport",
    "InlineMarker",
    "Links",
    "Reply",
    "SummaryMarker",
    "dump",
    "github_links",
    "has_other_boxes",
    "has_unread",
    "is_clean",
    "mark_fixed",
    "must_tick",
    "open_boxes",
    "problem_data",
    "read_inline_marker",
    "read_summary_marker",
    "render_check",
    "render_comment",
    "render_diff_json",
    "render_diff_markdown",
    "render_diff_sql",
    "render_diff_text",
    "render_github",
    "render_html",
    "render_inline",
    "render_json",
    "render_reply",
    "render_rules_json",
    "render_rules_text",
    "render_sarif",
    "render_schema",
    "render_sizes",
    "render_text",
    "with_ticks",
    "without_markers",
]
