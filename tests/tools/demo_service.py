"""Show the GitHub App at work: a pull request of the example on a stand-in for GitHub, a command by a person, and a second push.

Usage: demo_service.py [--lang ko]   (or `make demo-service`)

The service runs as `schema-review serve` on this machine, and nothing leaves it. Each event reaches it as a signed webhook; what is printed
is what stands on the pull request afterwards.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.github.standin import PullRequest, StandIn  # noqa: E402 # the checkout comes first
from tests.service.host import BOT, Host, hosted  # noqa: E402 # likewise
from tests.tools.demo_action import TITLES, edited, heading, say, section  # noqa: E402 # likewise


def main() -> None:
    """Play the whole story and print what stands on the pull request after each event."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lang", choices=sorted(TITLES), default="en", help="the language of the pull request")
    language = parser.parse_args().lang
    with StandIn() as github, TemporaryDirectory(prefix="demo-service-") as folder:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", ROOT / "examples/shop/before", "The shop")
        shop.commit("coupons", ROOT / "examples/shop/after", "Coupons and reviews")
        with hosted(github, Path(folder), shop) as host:
            host.start("serve")
            host.wait(host.ready)
            play(host, shop.open_pull(head="coupons", title=TITLES[language]))


def play(host: Host, pull: PullRequest) -> None:
    """The story of one pull request."""
    heading("The pull request is opened")
    deliver(host, pull, "pull_request", pull.event("opened"))
    show(host, pull)

    heading("A person asks for a review: nothing has changed, so nothing is written anew")
    before = host.comments(pull)
    deliver(host, pull, "issue_comment", pull.comment_event("created", pull.comment("octo", "/schema-review")))
    say(f"our comment is {'the same' if host.comments(pull) == before else 'another one'}, {len(pull.threads)} lines are commented on")

    heading("The developer pushes: one finding mended, another added")
    pull.push(edited(ROOT / "examples/shop/after"), "A default for the consent, a minimum for coupons")
    deliver(host, pull, "pull_request", pull.event("synchronize"))
    show(host, pull)
    say(f"\n{len(host.comments(pull))} comment of ours on the pull request, {len(pull.reviews)} reviews.")


def deliver(host: Host, pull: PullRequest, name: str, payload: dict[str, object]) -> None:
    """The signed webhook; returns as soon as the review that it asks for has ended."""
    ended, asked = host.ended(), len(host.github.requests)
    answer = host.deliver(name, payload)
    say(f"{name} · {payload['action']} → {answer.status_code} {answer.answer} after {answer.duration * 1000:.0f} ms")
    host.wait(lambda: host.ended() > ended)
    made = host.github.requests[asked:]
    writes = sum(request.changed for request in made)
    say(f"asked of GitHub: {len(made) - writes} reads, {writes} writes")


def show(host: Host, pull: PullRequest) -> None:
    """Everything of ours on the pull request."""
    section("The comment")
    say("\n".join(host.comments(pull)))
    section("On the lines")
    for thread in pull.threads:
        first = thread.comments[0]
        where = f"{thread.path}:{thread.line}" if thread.line else f"{thread.path} (no longer in the diff)"
        say(f"{where} {thread.original.side}{' (hidden: resolved)' if first.is_minimized else ''}\n    {first.body.splitlines()[0]}")
    section("The check run")
    for check in pull.repository.check_runs(pull.head):
        say(f"{check.name}: {check.conclusion} · {check.title} · {len(check.annotations)} annotations · by {BOT}")


if __name__ == "__main__":
    main()
