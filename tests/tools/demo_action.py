"""Show the Action at work: a pull request of the example on a stand-in for GitHub, a tick by a person, and a second push.

Usage: demo_action.py [--lang ko]   (or `make demo-action`)

The stand-in runs on this machine and nothing leaves it but the installation of the Action's packages. What is printed stands on the
pull request; what runs are the steps of action.yml.
"""

import argparse
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.github.standin import IssueComment, PullRequest, StandIn  # noqa: E402 # the checkout comes first
from tests.tools.demo_words import heading, readable, say, section, told  # noqa: E402 # likewise
from tests.tools.steps import Finished, Machine  # noqa: E402 # likewise

BOT = "github-actions[bot]"
TITLES = {"en": "Add coupons and reviews", "ko": "쿠폰과 리뷰 추가"}
# A developer gives the required column a default, and adds a column that has a trouble of its own.
EDITS = {
    "src/db/schema.ts": (
        ('boolean("marketing_consent").notNull()', 'boolean("marketing_consent").notNull().default(false)'),
        (
            '  discountAmount: doublePrecision("discount_amount").notNull(),\n',
            '  discountAmount: doublePrecision("discount_amount").notNull(),\n  minimumAmount: doublePrecision("minimum_amount"),\n',
        ),
    ),
    "drizzle/0002_coupons_and_reviews.sql": (
        ('"marketing_consent" boolean NOT NULL', '"marketing_consent" boolean DEFAULT false NOT NULL'),
        (
            '\t"discount_amount" double precision NOT NULL,\n',
            '\t"discount_amount" double precision NOT NULL,\n\t"minimum_amount" double precision,\n',
        ),
    ),
}


def main() -> None:
    """Play the whole story and print what stands on the pull request after each review."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lang", choices=sorted(TITLES), default="en", help="the language of the pull request")
    language = parser.parse_args().lang
    say(told(language, "stage"))
    folder = fresh_folder(ROOT / "out" / "demo-action")
    with StandIn() as github:
        shop = github.repository("octo/shop")
        shop.commit("main", ROOT / "examples/shop/before", "The shop")
        shop.commit("coupons", ROOT / "examples/shop/after", "Coupons and reviews")
        pull = shop.open_pull(head="coupons", title=TITLES[language])
        machine = Machine(folder, github.server_url, github.api_url, shop.full_name)

        heading(told(language, "opened"))
        show_run(reviewed(machine, pull, "opened"))
        show_comment(pull, language)
        show_lines(pull, language)
        show_annotations(pull, language)

        heading(told(language, "ticked"))
        tick(pull)
        pull.push(edited(ROOT / "examples/shop/after"), "A default for the consent, a minimum for coupons")
        show_run(reviewed(machine, pull, "synchronize"))
        show_comment(pull, language)
        show_lines(pull, language)
        say("")
        say(told(language, "end", comments=len(ours(pull)), reviews=len(pull.reviews)))


def fresh_folder(folder: Path) -> Path:
    """An empty folder, but for the packages that an earlier run installed and that the lock file still names."""
    installed = folder / "temp" / "schema-review" / "installed-from"
    keeps = installed.exists() and installed.stat().st_mtime > (ROOT / "requirements/action.lock").stat().st_mtime
    for path in folder.glob("*"):
        if path.name != "temp" or not keeps:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def reviewed(machine: Machine, pull: PullRequest, action: str) -> Finished:
    """Check out as a workflow does and run the steps of the Action."""
    token = pull.workflow_token(contents="read", pull_requests="write", checks="write")
    machine.check_out(pull.repository.clone_url, f"refs/pull/{pull.number}/merge", token=token)
    return machine.run("pull_request", pull.event(action), token=token)


def edited(folder: Path) -> dict[str, bytes | str]:
    """The example with the developer's edits."""
    files: dict[str, bytes | str] = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for name, edits in EDITS.items():
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in edits:
            if old not in text:
                raise SystemExit(f"{name}: the example has changed; this demo edits {old!r}")
            text = text.replace(old, new)
        files[name] = text
    return files


def tick(pull: PullRequest) -> None:
    """As a person does in the browser."""
    comment = ours(pull)[0]
    line = next(line for line in comment.body.splitlines() if line.startswith("- [ ]") and "newsletter_signups" in line)
    pull.tick(comment, line[6:60])


def ours(pull: PullRequest) -> list[IssueComment]:
    """What the Action's account wrote into the conversation."""
    return [comment for comment in pull.comments if comment.login == BOT]


def show_run(done: Finished) -> None:
    """The log without its annotations, and what it answered."""
    lines = [line for line in done.printed.splitlines() if not line.startswith("::")]
    say("\n".join(lines).strip())
    say(f"exit code {done.code} · " + " · ".join(f"{name}: {value}" for name, value in done.outputs.items() if value))


def show_comment(pull: PullRequest, language: str) -> None:
    """The comment as it stands."""
    section(told(language, "comment"))
    say(readable(ours(pull)[0].body))


def show_lines(pull: PullRequest, language: str) -> None:
    """The comments on lines: where, and their first line."""
    section(told(language, "lines"))
    for thread in pull.threads:
        first = thread.comments[0]
        where = f"{thread.path}:{thread.line}" if thread.line else thread.path + told(language, "outdated")
        side = told(language, "old side") if thread.original.side == "LEFT" else ""
        state = told(language, "resolved") if first.is_minimized else ""
        say(f"{where}{side}{state}\n    {first.body.splitlines()[0]}")


def show_annotations(pull: PullRequest, language: str) -> None:
    """The check run of the head."""
    section(told(language, "check"))
    for check in pull.repository.check_runs(pull.head):
        say(told(language, "verdict", name=check.name, conclusion=check.conclusion, title=check.title, count=len(check.annotations)))
        for entry in check.annotations[:5]:
            say(f"    {entry['path']}:{entry['start_line']} {entry['annotation_level']} {entry['title']}")


if __name__ == "__main__":
    main()
