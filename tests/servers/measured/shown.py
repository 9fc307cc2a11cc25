"""From the runs of a statement to what a server shows of it: the same for all servers."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Dialect, Effect
from tests.servers.measured.situations import Harm, Situation, State, Verdict

FAILS = frozenset({Effect.FAILS})
BLOCKS = {Effect.BLOCKS_READS, Effect.BLOCKS_WRITES}
WORK = BLOCKS | {Effect.REWRITES_TABLE, Effect.SCANS_TABLE, Effect.BUILDS_INDEX}
BUILDS = {Effect.REWRITES_TABLE, Effect.BUILDS_INDEX}
READS_WORK = frozenset({Effect.SCANS_TABLE, Effect.BUILDS_INDEX})


@dataclass(frozen=True)
class Run:
    """What one run showed; `filling` is None for empty tables."""

    filling: str | None
    effects: frozenset[Effect]
    locked: frozenset[str] = frozenset()
    overwritten: bool = False
    together: frozenset[Effect] = frozenset()  # those of several statements in one transaction, which keeps every lock to its end


def shown(situation: Situation, runs: Iterable[Run]) -> Verdict:
    """What the server shows of the statement in this situation.

    `fails` is what no filling lets through; what only some refuse is doubtful. Lost values of one filling are enough. Where rows make
    the statement fail, the empty tables say what the code before notices on the day it succeeds.
    """
    found = list(runs)
    if situation.state is not State.FILLED:
        only = found[0]
        return Verdict(only.effects, frozenset({Harm.REFUSED} if only.effects & FAILS else ()), only.locked)
    filled = [run for run in found if run.filling is not None]
    went = [run for run in filled if not run.effects & FAILS]
    if went and all(run.together & FAILS for run in went):  # each alone, but not in one transaction
        return Verdict(went[0].effects, frozenset({Harm.REFUSED}), went[0].locked)
    if not went:
        empty = (run.effects for run in found if run.filling is None)
        breaks = frozenset[Effect]().union(*empty) & {Effect.BREAKS_RUNNING_CODE}
        return Verdict(FAILS | breaks, frozenset({Harm.REFUSED}))
    effects = frozenset[Effect]().union(*(run.effects for run in went))
    if Effect.REWRITES_TABLE in effects:
        effects -= READS_WORK
    return Verdict(effects, frozenset(_harms(effects, went, filled)), frozenset[str]().union(*(run.locked for run in went)))


def _harms(effects: frozenset[Effect], went: list[Run], filled: list[Run]) -> Iterable[Harm]:
    """Writing all rows is one cause: where that destroys what they held, the finding says so and nothing of the locks."""
    destroys = Effect.LOSES_DATA in effects or any(run.overwritten for run in went)
    if len(went) < len(filled) or any(run.together & FAILS for run in went):
        yield Harm.DOUBTFUL
    if effects.union(*(run.together for run in went)) & BLOCKS and not (destroys and not effects & BUILDS):
        yield Harm.BLOCKS
    if destroys:
        yield Harm.DESTROYS


def _of_a_file(situation: Situation, verdict: Verdict) -> Verdict:
    """SQLite's work is told by how much of the file it changes; whoever writes has the file alone, so that no rule speaks of locks."""
    unseen = frozenset() if situation.state is State.FILLED else WORK
    return Verdict(verdict.effects - unseen, verdict.harms - {Harm.BLOCKS})


def scored(situation: Situation, ours: Verdict, server: Verdict) -> tuple[Verdict, Verdict]:
    """What of both can be compared: `fails` and `loses-data` speak of tables that hold rows, and an empty one shows neither.

    Where we say that it fails, we say nothing of the work that it does on an empty table.
    """
    if Harm.REFUSED in server.harms:  # nobody sees what it would have done to rows
        ours = Verdict(ours.effects, ours.harms - {Harm.DESTROYS, Harm.DOUBTFUL}, ours.locked)
    if situation.statement.world.dialect is Dialect.SQLITE:
        ours, server = _of_a_file(situation, ours), _of_a_file(situation, server)
    if situation.state is not State.EMPTY:
        return ours, server
    if FAILS & ours.effects and not FAILS & server.effects:
        noticed = {Effect.BREAKS_RUNNING_CODE}
        server = Verdict(server.effects & noticed, server.harms, server.locked)
        ours = Verdict(ours.effects & noticed, ours.harms, server.locked)
    unseen = {Effect.LOSES_DATA}
    kept = ours.harms - {Harm.DESTROYS} - (set() if Harm.REFUSED in server.harms else {Harm.REFUSED})
    return Verdict(ours.effects - unseen, kept, ours.locked), Verdict(server.effects - unseen, server.harms, server.locked)
