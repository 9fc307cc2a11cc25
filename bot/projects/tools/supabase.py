"""Supabase: `<digits>_<name>.sql` in supabase/migrations.

https://supabase.com/docs/guides/deployment/database-migrations
"""

from bot.projects.tools.tool import Tool, by_name, flat

SUPABASE = Tool(
    "supabase",
    lists=flat(r"^\d+_.*\.sql$", by_name),
    is_here=lambda _tree, place, _files: f"/{place}".endswith("/supabase/migrations"),
    dialect=lambda _tree, _place: "postgresql",
)
