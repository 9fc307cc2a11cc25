"""Show the GitHub App at work: a pull request of the example on a stand-in for GitHub, a command by a person, and a second push.

Usage: demo_service.py [--lang ko]   (or `make demo-service`)

The service runs as `schema-review serve` on this machine, and nothing leaves it. Each event reaches it as a signed webhook; what is printed
is what stands on the pull request afterwards.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.github.standin import PullRequest, StandIn  # noqa: E402 # the checkout comes first
from tests.service.host import Host, hosted  # noqa: E402 # likewise
from tests.tools.demo_action import TITLES, edited, show_lines  # noqa: E402 # likewise
from tests.tools.demo_words import heading, readable, say, section, told  # noqa: E402 # likewise

NUMBER = re.compile(r"^\d+\. |:\d+(?:-\d+)?(?=`)")


def main() -> None:
    """Play the whole story and print what stands on the pull request after each event."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lang", choices=sorted(TITLES), default="en", help="the language of the pull request")
    language = parser.parse_args().lang
    say(told(language, "stage"))
    with StandIn() as github, TemporaryDirectory(prefix="demo-service-") as folder:
        shop = github.repository("octo/shop", private=True)
        shop.commit("main", ROOT / "examples/shop/before", "The shop")
        shop.commit("coupons", ROOT / "examples/shop/after", "Coupons and reviews")
        with hosted(github, Path(folder), shop) as host:
            host.start("serve", PUBLIC_URL=host.address)
            host.wait(host.ready)
            Play(host, shop.open_pull(head="coupons", title=TITLES[language]), language).play()


@dataclass(frozen=True, slots=True)
class Play:
    """The story of one pull request."""

    host: Host
    pull: PullRequest
    language: str

    def play(self) -> None:
        """All of it."""
        pull = self.pull
        self.heading("opened")
        self.deliver("pull_request", pull.event("opened"))
        self.section("comment")
        opened = readable("\n".join(self.host.comments(pull)))
        say(opened)
        self.show()

        self.heading("asked")
        before = self.host.comments(pull)
        self.deliver("issue_comment", pull.comment_event("created", pull.comment("octo", "/schema-review")))
        self.say("same" if self.host.comments(pull) == before else "another", lines=len(pull.threads))

        self.heading("pushed")
        pull.push(edited(ROOT / "examples/shop/after"), "A default for the consent, a minimum for coupons")
        self.deliver("pull_request", pull.event("synchronize"))
        self.section("difference")
        say(different(opened, readable("\n".join(self.host.comments(pull)))))
        self.show()
        say("")
        self.say("end", comments=len(self.host.comments(pull)), reviews=len(pull.reviews))

    def deliver(self, name: str, payload: dict[str, object]) -> None:
        """The signed webhook; returns as soon as the review that it asks for has ended."""
        ended, asked = self.host.ended(), len(self.host.github.requests)
        answer = self.host.deliver(name, payload)
        self.say("sent", event=name, action=payload["action"], status=answer.status_code, ms=round(answer.duration * 1000))
        self.host.wait(lambda: self.host.ended() > ended)
        # Not for the review: the look for lost deliveries.
        made = [each for each in self.host.github.requests[asked:] if "/hook/" not in each.path]
        writes = sum(request.changed for request in made)
        self.say("cost", reads=len(made) - writes, writes=writes)

    def show(self) -> None:
        """What stands beside the comment."""
        show_lines(self.pull, self.language)
        self.section("check")
        for check in self.pull.repository.check_runs(self.pull.head):
            self.say("verdict", name=check.name, conclusion=check.conclusion, title=check.title, count=len(check.annotations))
            page = httpx.get(check.details_url)
            self.say("report", url=check.details_url, status=page.status_code, size=len(page.content))

    def say(self, name: str, /, **values: object) -> None:
        """One of the sentences."""
        say(told(self.language, name, **values))

    def heading(self, name: str) -> None:
        """A chapter."""
        heading(told(self.language, name))

    def section(self, name: str) -> None:
        """A part of a chapter."""
        section(told(self.language, name))


def different(before: str, after: str) -> str:
    """The lines that only one of two comments has; that a line has moved, in a list or in its file, is no difference."""
    old, new = before.splitlines(), after.splitlines()
    told = []
    for _, *(first, last, start, end) in SequenceMatcher(None, unnumbered(old), unnumbered(new), autojunk=False).get_opcodes():
        if unnumbered(old[first:last]) != unnumbered(new[start:end]):
            told += [f"- {line}" for line in old[first:last] if line] + [f"+ {line}" for line in new[start:end] if line]
    return "\n".join(told)


def unnumbered(lines: list[str]) -> list[str]:
    """Lines without their number in a list, and without those of the lines that they name."""
    return [NUMBER.sub("", line) for line in lines]


if __name__ == "__main__":
    main()
