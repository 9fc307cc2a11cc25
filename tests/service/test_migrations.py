"""Our own check reads the SQL of our own tables."""

import io
from contextlib import redirect_stdout
from datetime import date

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from bot.config import load_config
from bot.lint import default_rules
from bot.model import Review
from bot.review import review
from bot.service.store.upgrade import alembic_config
from tests.trees import MemoryTree

VERSIONS = [version.revision for version in reversed(list(ScriptDirectory.from_config(alembic_config()).walk_revisions()))]


def sql_of(version: str, dialect: str) -> str:
    """The statements of one version, as Alembic writes them."""
    config = alembic_config()
    config.cmd_opts = type("Options", (), {"x": [f"dialect={dialect}"]})()
    number = VERSIONS.index(version)
    config.output_buffer = written = io.StringIO()
    with redirect_stdout(written):
        command.upgrade(config, f"{VERSIONS[number - 1]}:{version}" if number else version, sql=True)
    return written.getvalue()


def reviewed(dialect: str, files: dict[str, str]) -> Review:
    """The review of a pull request that adds the last of the files."""
    settings = f"projects: [{{name: service, dialect: {dialect}, migrations: {{path: migrations}}}}]"
    config = load_config(settings)
    *before, _ = files
    base, head = MemoryTree("base", {name: files[name] for name in before}), MemoryTree("head", dict(files))
    return review(base, head, tip=base, config=config, rules=default_rules(), today=date(2026, 11, 21))


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
def test_every_version_passes_our_own_check(dialect: str) -> None:
    files: dict[str, str] = {}
    for version in VERSIONS:
        files[f"migrations/{version}.sql"] = sql_of(version, dialect)
        found = reviewed(dialect, {"README.md": "", **files})
        assert [change for project in found.projects for change in project.changes]
        assert not [(finding.rule, finding.message.en, finding.severity) for finding in found.findings if finding.severity != "note"]
        assert not [problem.message.en for project in found.projects for problem in project.problems if problem.unread]


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
def test_the_check_would_see_a_bad_version(dialect: str) -> None:
    first = sql_of(VERSIONS[0], dialect)
    found = reviewed(dialect, {"migrations/0001.sql": first, "migrations/0002.sql": "ALTER TABLE deliveries DROP COLUMN payload;"})
    assert "error" in {finding.severity for finding in found.findings}
