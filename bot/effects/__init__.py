"""What a server and a runner do with a Step or a Change; independent of rules."""

from bot.model import Change, Effect, Project, Schema, Step


def effects_of(subject: Change | Step, *, base: Schema, project: Project) -> frozenset[Effect]:
    """The effects of a Change or Step on a server that stands at `base`."""
    raise NotImplementedError
