"""The parts of GitHub's payloads that we read. Whatever else they hold, today or in a later version of GitHub, is left alone."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Sha = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]
FullName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}$")]
Number = Annotated[int, Field(gt=0, lt=2**63)]


class Part(BaseModel):
    """A part of a payload."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Identified(Part):
    """Anything with a number of its own."""

    id: Number


class Repository(Identified):
    """The repository that the event is about."""

    full_name: FullName


class Account(Part):
    """A person, a bot or an organization."""

    login: str = ""
    type: str = ""


class Commit(Part):
    """One side of a pull request; the repository is missing where its fork was deleted."""

    sha: Sha
    repo: Identified | None = None


class Pull(Part):
    """A pull request."""

    number: Number
    head: Commit
    base: Commit
    state: str = "open"


class Change(Part):
    """What a text was."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)
    before: str = Field(default="", alias="from")


class Changes(Part):
    """What an `edited` event changed."""

    base: Part | None = None
    body: Change | None = None


class Issue(Part):
    """An issue; `pull_request` is there where it is one."""

    number: Number
    state: str = "open"
    pull_request: Part | None = None


class Comment(Identified):
    """A comment on an issue."""

    body: str | None = None
    user: Account | None = None
    author_association: str = ""


class Checked(Part):
    """A check run or a check suite. GitHub lists no pull request here whose branch is a fork's."""

    head_sha: Sha
    pull_requests: tuple[Pull, ...] = ()


class RequestedAction(Part):
    """The button of a check run that somebody pressed."""

    identifier: str = ""


class MergeGroup(Part):
    """A commit of the merge queue."""

    head_sha: Sha
    base_sha: Sha


class Payload(Part):
    """Any event of the table in `bot.service.webhook`."""

    action: str = ""
    installation: Identified | None = None
    repository: Repository | None = None
    sender: Account | None = None
    changes: Changes | None = None
    pull_request: Pull | None = None
    issue: Issue | None = None
    comment: Comment | None = None
    check_run: Checked | None = None
    check_suite: Checked | None = None
    requested_action: RequestedAction | None = None
    merge_group: MergeGroup | None = None
    repositories_removed: tuple[Identified, ...] = ()
