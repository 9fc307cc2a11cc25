"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from bot.model import Dialect


class Lang(StrEnum):
    """Languages of the output."""

    EN = "en"
    KO = "ko"


class FailOn(StrEnum):
    """From which severity on findings make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


class Plain(StrEnum):
    """Formats of commands that print a list."""

    TEXT = "text"
    JSON = "json"


class Source(StrEnum):
    """Where a schema is read from."""

    SCHEMA = "schema"
    MIGRATIONS = "migrations"


class Casing(StrEnum):
    """How Drizzle makes column names of keys."""

    SNAKE = "snake_case"
    CAMEL = "camelCase"


LangOption: TypeAlias = Annotated[
    Lang | None, typer.Option("--lang", help="Language of the output; default: the configuration's, then $LANG.")
]
DialectOption: TypeAlias = Annotated[Dialect | None, typer.Option("--dialect", help="The database, where the repository does not say.")]
BaseOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--base", metavar="REF", help="Compare with the merge base of this; default: $GITHUB_BASE_REF, origin/HEAD, main, master."
    ),
]
HeadOption: TypeAlias = Annotated[
    str | None, typer.Option("--head", metavar="REF", help="The commit to review, or `worktree`, the default.")
]
BeforeOption: TypeAlias = Annotated[
    Path | None, typer.Option("--before", metavar="DIR", help="A folder instead of a commit; with --after.")
]
AfterOption: TypeAlias = Annotated[Path | None, typer.Option("--after", metavar="DIR", help="A folder instead of a commit; with --before.")]
ConfigOption: TypeAlias = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Configuration instead of .github/schema-review.yml.")
]
ProjectOption: TypeAlias = Annotated[str | None, typer.Option("--project", metavar="NAME", help="Only this project.")]
PlainOption: TypeAlias = Annotated[Plain, typer.Option("--format", help="How to print it.")]
