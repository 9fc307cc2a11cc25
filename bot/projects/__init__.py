"""Tree and Config → projects: dialect, schema files, migrations, runner and driver. Nothing of a repository is ever run."""

from bot.projects.detect import find_projects
from bot.projects.globs import expand, matches
from bot.projects.history import migrations, schema_files

__all__ = ["expand", "find_projects", "matches", "migrations", "schema_files"]
