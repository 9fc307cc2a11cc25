"""The text of a first configuration file and of the workflow that goes with it."""

import json
import re
from collections.abc import Iterable, Iterator

from bot.model import Project
from bot.render.escape import one_line
from bot.render.message import plain

HEAD = """\
# Configuration of schema-review. Every key is optional; what stands here are the defaults.
# `schema-review config schema` prints the JSON Schema, `schema-review config validate` checks this file.
version: 1
language: auto            # en | ko | both | auto
fail-on: error            # error | warning | never
"""
FOUND = "projects:                 # as they were found; delete them to have them detected each time\n"
NO_PROJECTS = """\
# Projects are detected (drizzle.config.*, folders of SQL migrations, schema.sql). Declare them where that is not enough:
# projects:
#   - name: api
#     dialect: postgresql   # postgresql | mysql | mariadb | sqlite
#     schema: ["src/db/schema/**/*.ts"]
#     migrations: { path: drizzle }
"""
TAIL = """\
# Rules by name: `schema-review rules` lists them, `schema-review explain RULE` says why they exist.
# rules:
#   unindexed-foreign-key: { severity: error }
#   nullable-unique-member: off
"""
WORKFLOW = """\
name: Schema review
on: { pull_request: { types: [opened, synchronize, reopened, ready_for_review] } }
permissions: { contents: read, pull-requests: write }
jobs:
  review:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with: { persist-credentials: false }
      - uses: OWNER/schema-review-bot@COMMIT # the repository of the reviewer, and the commit of it that you have read
        with: { fail-on: error }
"""


def starter_config(projects: Iterable[Project]) -> str:
    """A commented configuration that declares the projects, or shows how to where there are none."""
    found = tuple(projects)
    if not found:
        return HEAD + NO_PROJECTS + TAIL
    lines = [f"{line}\n" for project in found for line in _project(project)]
    return HEAD + FOUND + "".join(lines) + TAIL


def _project(project: Project) -> Iterator[str]:
    yield f"  # {plain(project.reason, 'en')}"
    yield f"  - name: {_quoted(project.name)}"
    yield f"    dialect: {project.dialect.value}"
    if project.version:
        yield f"    version: {_quoted(project.version)}"
    if project.schema_paths:
        yield f"    schema: [{', '.join(map(_quoted, project.schema_paths))}]"
    if project.migrations is not None:
        yield f"    migrations: {{ path: {_quoted(project.migrations or '.')} }}"


def _quoted(text: str) -> str:
    """A YAML double-quoted text; JSON's is one."""
    plain_word = re.fullmatch(r"[A-Za-z][\w./-]*", text)
    return text if plain_word else json.dumps(one_line(text, limit=500))
