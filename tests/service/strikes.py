"""How a kill meets its moment: what the storm does so that the write that it waits for comes soon."""

from collections.abc import Callable

from tests.service.host import BOT
from tests.service.stories import KINDS, Story
from tests.service.storm import Storm

MEETING = 30.0  # seconds that a kill waits for its moment; then it comes anyway
STARTING = ("upgrade", "beat", "sweep", "POST access_tokens")  # what a process does when it begins, and with its first review
LONG = 5.0  # seconds that a review is held up which must not end
AT_RANDOM = "at random"


def strike(storm: Storm, moment: str, events: int) -> bool:
    """Kill at the moment, and whether it came; else at any. Without PostgreSQL the whole service dies, with it one process.

    `events` more come shortly before.
    """
    folder, kind = storm.host.folder, moment.split(" ", 1)[1]
    rules = len(storm.host.github.faults.rules)
    if kind not in STARTING:
        _recover(storm)
        for _ in range(events):
            storm.happen()
        BEFOREHAND.get(kind, _nothing)(storm)
    (folder / "moment").write_text(moment, encoding="utf-8")
    if kind in STARTING:
        storm.start()
    PROVOKED.get(kind, _change)(storm)
    storm.until((folder / "met").exists, MEETING)
    for name in ("moment", "trouble", "troubled"):
        (folder / name).unlink(missing_ok=True)
    del storm.host.github.faults.rules[rules:]
    is_met = (folder / "met").exists()
    (folder / "met").unlink(missing_ok=True)
    storm.until(lambda: storm.has_fallen() or not is_met, MEETING)
    storm.missed[moment] += not is_met
    _fell(storm, moment if is_met else AT_RANDOM)
    return is_met


def strike_anywhere(storm: Storm, events: int) -> None:
    """Kill at no particular moment, while events come."""
    _recover(storm)
    for _ in range(max(1, events)):
        storm.happen()
    storm.until(storm.has_fallen, storm.chance.uniform(0, 3))
    _fell(storm, AT_RANDOM)


def _recover(storm: Storm) -> None:
    storm.start()
    storm.resend()
    storm.breathe()


def _fell(storm: Storm, moment: str) -> None:
    """What is left of the service dies, too; of several hosts the one that is dead already."""
    dead = [number for number, process in storm.running.items() if not process.is_alive()]
    storm.kill(*((dead or [storm.chance.choice(list(storm.running))]) if storm.store.is_shared else storm.running))
    storm.met[moment] += 1


def _nothing(_: Storm) -> None:
    pass


def _change(storm: Storm) -> None:
    """A push, which is reviewed."""
    story = storm.chance.choice(storm.stories)
    storm.push(story, storm.chance.choice(KINDS[story.kind]))


def _new(storm: Storm) -> None:
    """A pull request that gets its first comments."""
    kind, content = storm.chance.choice([("plain", "one"), ("plain", "other"), ("pair", "both"), ("pair", "one")])
    storm.open(kind, content)


def _told(storm: Storm) -> list[Story]:
    return [story for story in storm.stories if story.was_told]


def _other(storm: Storm) -> None:
    """Other findings where findings are: the comment is edited."""
    story = storm.chance.choice(_told(storm))
    storm.push(story, storm.chance.choice([content for content in KINDS[story.kind] if content != story.heads[-1]]))


def _twin(storm: Storm) -> None:
    """A second comment of ours, as two runs at the same moment would leave it: one of the two is deleted."""
    story = storm.chance.choice(_told(storm))
    with storm.host.github.desk.lock:
        body = next(comment.body for comment in story.pull.comments if comment.login == BOT)
        story.pull.comment(BOT, body)
    storm.push(story, story.heads[-1])


def _threads(kind: str, *, hidden: bool) -> Callable[[Storm], list[Story]]:
    """Of that kind those with a comment on a line that is hidden, or not."""

    def has(story: Story) -> bool:
        return any(thread.comments[0].is_minimized is hidden for thread in story.pull.threads)

    return lambda storm: [story for story in storm.stories if story.kind == kind and has(story)]


IN_PAIRS, OPEN, HIDDEN = _threads("pair", hidden=False), _threads("plain", hidden=False), _threads("plain", hidden=True)


def _swap(storm: Storm) -> None:
    """The other findings on the same line: the comment there is rewritten."""
    story = storm.chance.choice(IN_PAIRS(storm))
    storm.push(story, "one" if story.heads[-1] == "both" else "both")


def _mend(storm: Storm) -> None:
    """No findings any more: the comments on lines are hidden."""
    storm.push(storm.chance.choice(OPEN(storm)), "clean")


def _relapse(storm: Storm) -> None:
    """The finding of a hidden comment again: it is shown."""
    story = storm.chance.choice(HIDDEN(storm))
    hidden = next(thread.path for thread in story.pull.threads if thread.comments[0].is_minimized)
    storm.push(story, "one" if "0003" in hidden else "other")


def _refused(storm: Storm) -> None:
    """A review that fails, and is tried again."""
    storm.host.github.faults.status(422, "POST", "*/check-runs")
    _change(storm)


def _limited(storm: Storm) -> None:
    """A rate limit that is too long to be waited for in a review."""
    storm.host.github.faults.rate_limit("secondary", "POST", "*/check-runs", retry_after=2)
    _change(storm)


def _unheard(storm: Storm) -> None:
    """A job that ends without us, since the database did not answer when it began."""
    (storm.host.folder / "trouble").write_text("take", encoding="utf-8")
    _change(storm)


def _reviewing(storm: Storm) -> None:
    """Until a review is on its way. That a check is open says nothing: the last kill may have left it so."""
    requests = storm.host.github.requests
    before = len(requests)
    for _ in range(3):
        _change(storm)
    storm.until(lambda: any("check-runs" in request.path for request in requests[before:]), MEETING)


def _stopped(storm: Storm) -> None:
    """The workers are asked to stop in the middle of reviews, which they leave to others."""
    storm.host.github.faults.delay(LONG, "PATCH", "*/check-runs/*")
    _reviewing(storm)
    for number in storm.workers:
        storm.running[number].terminate()


def _silent(storm: Storm) -> None:
    """Workers die in the middle of reviews; the others take those over."""
    _reviewing(storm)
    for number in storm.chance.sample(storm.workers, 2):
        storm.kill(number)
        storm.met[AT_RANDOM] += 1


def _worn(storm: Storm) -> None:
    """A review that was killed twice; the third start is put off."""
    for _ in range(2):
        storm.start()
        _reviewing(storm)
        storm.kill(*storm.workers)
        storm.met[AT_RANDOM] += 1
    storm.start()


def _until(candidates: Callable[[Storm], list[Story]], *, content: str, kind: str) -> Callable[[Storm], None]:
    """Have at least one pull request that the moment needs."""

    def have(storm: Storm) -> None:
        if not candidates(storm):
            story = storm.open(kind, content)
            storm.until(lambda: candidates(storm) or story.pull.threads, MEETING)
        if not candidates(storm):
            storm.push(story, "clean")
            storm.until(lambda: candidates(storm), MEETING)

    return have


BEFOREHAND: dict[str, Callable[[Storm], None]] = {
    "PATCH issues/comments": _until(_told, kind="plain", content="one"),
    "DELETE issues/comments": _until(_told, kind="plain", content="one"),
    "PATCH pulls/comments": _until(IN_PAIRS, kind="pair", content="both"),
    "mutation Hide": _until(OPEN, kind="plain", content="one"),
    "mutation Show": _until(HIDDEN, kind="plain", content="one"),
}
PROVOKED: dict[str, Callable[[Storm], None]] = {
    # Of a pull request with a job no other is issued.
    **dict.fromkeys(("issue", "enqueue", "POST issues/comments", "POST pulls/reviews"), _new),
    "PATCH issues/comments": _other,
    "DELETE issues/comments": _twin,
    "PATCH pulls/comments": _swap,
    "mutation Hide": _mend,
    "mutation Show": _relapse,
    "fail": _refused,
    "hold": _limited,
    "drop": _unheard,
    "release": _stopped,
    "resume": _silent,
    "postpone": _worn,
}
