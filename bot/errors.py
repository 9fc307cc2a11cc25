"""The exceptions of this project; everything that a review *finds* is a value instead.

BotError            every error we raise on purpose; `exit_code` is what the command line answers
├── ConfigError     the configuration, an option or a rule file is wrong (exit 2)
├── SourceError     a commit, folder or repository is missing or unreadable (exit 2)
├── WebhookError    a request to the service's webhook is refused; `status` is the answer (401, 400, 413)
├── Overtaken       another process has taken this review over; nothing more may be written
├── LimitError      a limit was hit and no partial result exists (exit 6)
└── ForgeError      GitHub or the network: no answer, or a refusal (exit 5)
    ├── NotAllowed  the token may not do this
    ├── Refused     GitHub answers that the request is wrong (422)
    ├── RateLimited a limit of GitHub ends later than we may wait
    └── LostAnswer  a write was sent and nobody knows whether it happened
"""


class BotError(Exception):
    """An error with a message for the person who started us."""

    exit_code = 70


class ConfigError(BotError):
    """The configuration, an option or a rule file is wrong; the message names file and line where one is known."""

    exit_code = 2


class SourceError(BotError):
    """A commit, folder or repository is missing or cannot be read."""

    exit_code = 2


class WebhookError(BotError):
    """A request to the webhook that is not GitHub's, or that cannot be understood; `status` is what it is answered with."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class Overtaken(BotError):  # noqa: N818 # reads well where it is caught
    """Another process has taken this review over: this one must not write any more."""


class LimitError(BotError):
    """A limit was hit before anything could be reviewed."""

    exit_code = 6


class ForgeError(BotError):
    """GitHub did not answer, or refused."""

    exit_code = 5


class NotAllowed(ForgeError):  # noqa: N818 # reads well where it is caught
    """The token may not do this, or may not even see what it is about."""


class Refused(ForgeError):  # noqa: N818 # likewise
    """GitHub says that the request itself is wrong."""


class RateLimited(ForgeError):  # noqa: N818 # likewise
    """A rate limit that ends later than we may wait; `seconds` is how long it still holds."""

    def __init__(self, message: str, *, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class LostAnswer(ForgeError):  # noqa: N818 # likewise
    """A write was sent and its answer was lost: it may have happened."""
