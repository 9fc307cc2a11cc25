"""The exceptions of this project; everything that a review *finds* is a value instead.

BotError            every error we raise on purpose; `exit_code` is what the command line answers
├── ConfigError     the configuration, an option or a rule file is wrong (exit 2)
├── SourceError     a commit, folder or repository is missing or unreadable (exit 2)
└── LimitError      a limit was hit and no partial result exists (exit 6)
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


class LimitError(BotError):
    """A limit was hit before anything could be reviewed."""

    exit_code = 6
