"""What the storm does so that a write comes that a kill waits for: `CAUSES` by the kind of write, and what `NEEDED` for it beforehand."""

from collections.abc import Callable

from sqlalchemy import update

from bot.service.jobs.work import MOST_CRASHES
from bot.service.store.state import MOST_FAILURES
from bot.service.store.tables import PR_STATE
from tests.service.host import BOT
from tests.service.stories import KINDS, Story
from tests.service.storm import Storm

MEETING = 30.0  # seconds that anything here is waited for
LONG = 5.0  # seconds that a review is held up which must not end


def nothing(_: Storm) -> None:
    pass


def change(storm: Storm) -> None:
    """A push, which is reviewed."""
    story = storm.chance.choice(storm.stories)
    storm.push(story, storm.chance.choice(KINDS[story.kind]))


def new(storm: Storm) -> None:
    """A pull request that gets its first comments."""
    kind, content = storm.chance.choice([("plain", "one"), ("plain", "other"), ("pair", "both"), ("pair", "one")])
    storm.open(kind, content)


def told(storm: Storm) -> list[Story]:
    return [story for story in storm.stories if story.was_told and len(KINDS[story.kind]) > 1]


def other(storm: Storm) -> None:
    """Other findings where findings are: the comment is edited."""
    story = storm.chance.choice(told(storm))
    storm.push(story, storm.chance.choice([content for content in KINDS[story.kind] if content != story.heads[-1]]))


def twin(storm: Storm) -> None:
    """A second comment of ours, as two runs at the same moment would leave it: one of the two is deleted."""
    story = storm.chance.choice(told(storm))
    with storm.host.github.desk.lock:
        body = next(comment.body for comment in story.pull.comments if comment.login == BOT)
        story.pull.comment(BOT, body)
    storm.push(story, story.heads[-1])


def threads(kind: str, *, hidden: bool) -> Callable[[Storm], list[Story]]:
    """Of that kind those with a comment on a line that is hidden, or not."""

    def has(story: Story) -> bool:
        return any(thread.comments[0].is_minimized is hidden for thread in story.pull.threads)

    return lambda storm: [story for story in storm.stories if story.kind == kind and has(story)]


IN_PAIRS, OPEN, HIDDEN = threads("pair", hidden=False), threads("plain", hidden=False), threads("plain", hidden=True)


def swap(storm: Storm) -> None:
    """The other findings on the same line: the comment there is rewritten."""
    story = storm.chance.choice(IN_PAIRS(storm))
    storm.push(story, "one" if story.heads[-1] == "both" else "both")


def mend(storm: Storm) -> None:
    """No findings any more: the comments on lines are hidden."""
    storm.push(storm.chance.choice(OPEN(storm)), "clean")


def relapse(storm: Storm) -> None:
    """The finding of a hidden comment again: it is shown."""
    story = storm.chance.choice(HIDDEN(storm))
    hidden = next(thread.path for thread in story.pull.threads if thread.comments[0].is_minimized)
    storm.push(story, "one" if "0003" in hidden else "other")


def refused(storm: Storm) -> None:
    """A review that fails, and is tried again."""
    storm.host.github.faults.status(422, "POST", "*/check-runs")
    change(storm)


def limited(storm: Storm) -> None:
    """A rate limit that is too long to be waited for in a review."""
    storm.host.github.faults.rate_limit("secondary", "POST", "*/check-runs", retry_after=2)
    change(storm)


def unheard(storm: Storm) -> None:
    """A job that ends without us, since the database did not answer when it began."""
    (storm.host.folder / "trouble").write_text("take", encoding="utf-8")
    change(storm)


def reviewing(storm: Storm) -> None:
    """Until a review is on its way. That a check is open says nothing: the last kill may have left it so."""
    requests = storm.host.github.requests
    before = len(requests)
    for _ in range(3):
        change(storm)
    storm.until(lambda: any("check-runs" in request.path for request in requests[before:]), MEETING)


def stopped(storm: Storm) -> None:
    """The workers are asked to stop in the middle of reviews, which they leave to others."""
    storm.host.github.faults.delay(LONG, "PATCH", "*/check-runs/*")
    reviewing(storm)
    for number in storm.workers:
        storm.running[number].terminate()


def silent(storm: Storm) -> None:
    """Workers die in the middle of reviews; the others take those over."""
    reviewing(storm)
    for number in storm.chance.sample(storm.workers, 2):
        storm.kill_at_random(number)


def worn(storm: Storm) -> None:
    """A review that was killed twice; the third start is put off."""
    for _ in range(2):
        storm.start()
        reviewing(storm)
        storm.kill_at_random(*storm.workers)
    storm.start()


def leaving(storm: Storm) -> None:
    """The workers are asked to stop after some work: before it they may not listen."""
    change(storm)
    storm.until(lambda: not storm.progress()[1], MEETING)
    for number in storm.workers:
        storm.running[number].terminate()


def unreached(storm: Storm) -> None:
    """A push that GitHub tells nobody of: nobody listens."""
    storm.kill_at_random(*storm.webs)
    change(storm)
    storm.start()


def forgotten(storm: Storm) -> None:
    """GitHub does not know any more what it is asked to bring again."""
    storm.host.github.faults.status(404, "POST", "*/attempts")
    unreached(storm)


def asked_too_often(storm: Storm) -> None:
    """GitHub wants a pause before it brings anything again."""
    storm.host.github.faults.rate_limit("secondary", "POST", "*/attempts", retry_after=2)
    unreached(storm)


def condemned(storm: Storm) -> None:
    """A review that was interrupted as often as one may be."""
    exhausted(storm, crashes=MOST_CRASHES)


def abandoned(storm: Storm) -> None:
    """A review that failed as often as one may, while GitHub took no conclusion of its check run."""
    faults = storm.host.github.faults
    before, known = len(faults.rules), set(storm.given_up())
    faults.status(422, "PATCH", "*/check-runs/*", times=None)
    exhausted(storm, attempts=MOST_FAILURES - 1)
    storm.until(lambda: set(storm.given_up()) - known or storm.has_fallen(), MEETING)
    del faults.rules[before:]


def exhausted(storm: Storm, **counts: int) -> None:
    """A push to a pull request whose review has been tried so often; nothing else is on its way."""
    storm.until(lambda: not storm.progress()[1], MEETING)
    stories = {f"{storm.host.installation}/{storm.host.shop.id}/pull/{story.pull.number}": story for story in storm.stories}
    key = storm.chance.choice(sorted(set(stories) - set(storm.given_up())))
    with storm.store.write() as connection:
        connection.execute(update(PR_STATE).where(PR_STATE.c.pr == key).values(counts))
    storm.push(stories[key], stories[key].heads[-1])


def asked_for(storm: Storm) -> None:
    """The operator's button."""
    storm.ask_again(storm.given_up()[0])


def explained(storm: Storm) -> list[Story]:
    return [story for story in storm.stories if story.said == ["explain"] and story.is_answered]


def have_listening(storm: Storm) -> None:
    if not storm.listening():
        storm.open("talk", "one")
        storm.until(storm.listening, MEETING)


def have_explained(storm: Storm) -> None:
    if not explained(storm):
        have_listening(storm)
        explain(storm)
        storm.until(lambda: explained(storm), MEETING)


def have_given_up(storm: Storm) -> None:
    if not storm.given_up():
        condemned(storm)
        storm.until(storm.given_up, MEETING)


def speak(storm: Storm) -> None:
    """A command."""
    storm.say(storm.chance.choice(storm.listening()), storm.chance.choice(("korean", "explain")))


def explain(storm: Storm) -> None:
    """A command that is answered by a comment."""
    storm.say(storm.chance.choice(storm.listening()), "explain")


def explain_more(storm: Storm) -> None:
    """Another one: the comment with the answer is edited."""
    storm.say(storm.chance.choice(explained(storm)), "more")


def until(candidates: Callable[[Storm], list[Story]], *, content: str, kind: str) -> Callable[[Storm], None]:
    """Have at least one pull request that the moment needs."""

    def have(storm: Storm) -> None:
        if not candidates(storm):
            story = storm.open(kind, content)
            storm.until(lambda: candidates(storm) or story.pull.threads, MEETING)
        if not candidates(storm):
            storm.push(story, "clean")
            storm.until(lambda: candidates(storm), MEETING)

    return have


NEEDED: dict[str, Callable[[Storm], None]] = {
    "PATCH issues/comments": until(told, kind="plain", content="one"),
    "DELETE issues/comments": until(told, kind="plain", content="one"),
    "PATCH pulls/comments": until(IN_PAIRS, kind="pair", content="both"),
    "mutation Hide": until(OPEN, kind="plain", content="one"),
    "mutation Show": until(HIDDEN, kind="plain", content="one"),
    **dict.fromkeys(("POST reply", "POST issues/comments/reactions"), have_listening),
    "PATCH reply": have_explained,
    "replay": have_given_up,
}
CAUSES: dict[str, Callable[[Storm], None]] = {
    # Of a pull request with a job no other is issued.
    **dict.fromkeys(("issue", "enqueue", "POST issues/comments", "POST pulls/reviews"), new),
    "PATCH issues/comments": other,
    "DELETE issues/comments": twin,
    "PATCH pulls/comments": swap,
    "mutation Hide": mend,
    "mutation Show": relapse,
    "fail": refused,
    "hold": limited,
    "drop": unheard,
    "release": stopped,
    "resume": silent,
    "postpone": worn,
    "leave": leaving,
    **dict.fromkeys(("note_lost", "take_lost", "POST attempts"), unreached),
    "drop_lost": forgotten,
    "rest": asked_too_often,
    "give_up": condemned,
    "closed": abandoned,
    "replay": asked_for,
    "POST issues/comments/reactions": speak,
    "POST reply": explain,
    "PATCH reply": explain_more,
}
