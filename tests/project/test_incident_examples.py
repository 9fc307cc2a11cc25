"""Accidents of others, rebuilt small: what each page in examples/incidents shows is what the review says, and docs/incidents.md lists all.

`UPDATE_GOLDEN=1` writes the shown output and the tables anew; read the difference before you commit it. Which rules find an accident is
written by hand, as `Found by` on its page; so are the Korean titles and times, in the table of docs/incidents.ko.md.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.config import Config
from bot.lint import default_rules
from bot.model import Finding, Review, Severity, Side
from bot.render.message import plain
from bot.review import review
from bot.sources import folder_tree

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in (ROOT / "examples" / "incidents").glob("*/after"))
PAGES = {"en": ROOT / "docs" / "incidents.md", "ko": ROOT / "docs" / "incidents.ko.md"}
HEADS = {
    "en": "| What happened | Harm | What the review says | Repaired after |\n|---|---|---|---|\n",
    "ko": "| 사고 | 피해 | 리뷰의 지적 | 복구까지 |\n|---|---|---|---|\n",
}
RULES = default_rules()
SHOWN = re.compile(r"(?<=## What the review says\n\n```text\n).*?(?=```\n)", re.DOTALL)
TABLE = re.compile(r"(?<=<!-- table -->\n).*?(?=<!-- end of table -->\n)", re.DOTALL)
ROW = re.compile(
    r"^\| \[(?P<title>[^]]+)\]\(\.\./examples/incidents/(?P<name>[\w-]+)/README\.md\) \|.*\| (?P<time>[^|]+) \|$", re.MULTILINE
)
FACTS = ("Harm", "Where", "Repaired after", "Source", "Found by")
HARMS = {
    "skipped in silence": "실행되지 않음",
    "fails": "실패",
    "loses data": "데이터 손실",
    "blocks production": "운영 중단",
    "breaks running code": "실행 중인 코드 오류",
    "leaves an invalid index": "INVALID 인덱스",
}


@dataclass(frozen=True)
class Account:
    """The page of one accident."""

    folder: Path
    text: str

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0].removeprefix("# ")

    def fact(self, name: str) -> str:
        found = re.search(rf"^\* {name}: (.+)$", self.text, re.MULTILINE)
        return found[1] if found else ""

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(re.findall(r"\[`([\w-]+)`\]", self.fact("Found by")))


def account(folder: Path) -> Account:
    return Account(folder, (folder / "README.md").read_text(encoding="utf-8"))


@cache
def reviewed(folder: Path) -> Review:
    base, head = folder_tree(folder / "before"), folder_tree(folder / "after")
    return review(base, head, tip=base, config=Config(), rules=RULES, today=date(2026, 11, 21))


def spoken(result: Review) -> list[Finding]:
    """The errors and warnings."""
    return [one for project in result.projects for one in project.findings if one.severity is not Severity.NOTE]


def lines(result: Review) -> Iterator[str]:
    """What is shown of a review: errors and warnings, then what was not analysed."""
    for finding in spoken(result):
        head = [place.span for place in finding.places if place.side is Side.HEAD]
        span = head[-1] if head else finding.places[0].span
        yield f"{finding.severity} {finding.rule}: {span.path}:{span.line}"
        yield f"  {plain(finding.message, 'en')}"
    for problem in (*result.problems, *(problem for project in result.projects for problem in project.problems)):
        yield f"not analysed: {problem.span.path}:{problem.span.line}"
        yield f"  {plain(problem.message, 'en')}"


def shown(result: Review) -> str:
    return "\n".join(lines(result)) + "\n"


def row(one: Account, language: str) -> str:
    """A line of the table: the accident, its harm, what finds it with the first words it says, how long until the repair."""
    result = reviewed(one.folder)
    first = next((finding for rule in one.rules for finding in spoken(result) if finding.rule == rule), None)
    words = plain(first.message if first else result.problems[0].message, language).split({"en": ": ", "ko": ". "}[language])[0]
    said = f"`{first.rule}`: {words}" if first else words
    title, harm, time = one.title, one.fact("Harm"), one.fact("Repaired after")
    if language == "ko":
        (title, time), harm = korean().get(one.folder.name, (title, time)), HARMS[harm]
    return f"| [{title}](../examples/incidents/{one.folder.name}/README.md) | {harm} | {said} | {time} |\n"


def korean() -> dict[str, tuple[str, str]]:
    """The title and the time of each accident, as the Korean table has them."""
    return {found["name"]: (found["title"], found["time"]) for found in ROW.finditer(PAGES["ko"].read_text(encoding="utf-8"))}


@pytest.mark.parametrize("folder", [pytest.param(folder, id=folder.name) for folder in FOLDERS])
def test_the_page_shows_what_the_review_says(folder):
    page, text = folder / "README.md", shown(reviewed(folder))
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(SHOWN.sub(lambda _: text, page.read_text(encoding="utf-8")), encoding="utf-8")
    assert SHOWN.search(account(folder).text)[0] == text


@pytest.mark.parametrize("folder", [pytest.param(folder, id=folder.name) for folder in FOLDERS])
def test_the_accident_is_found_where_it_happened(folder):
    one, result = account(folder), reviewed(folder)
    there = {path.relative_to(folder / "after").as_posix(): path.read_bytes() for path in (folder / "after").rglob("*") if path.is_file()}
    old = {path.relative_to(folder / "before").as_posix(): path.read_bytes() for path in (folder / "before").rglob("*") if path.is_file()}
    changed = {path for path, content in there.items() if old.get(path) != content}
    at = {finding.rule for finding in spoken(result) if {place.span.path for place in finding.places} & changed}
    assert set(one.rules) <= at
    if not one.rules:
        assert {problem.span.path for problem in result.problems} & changed
    assert {finding.rule for finding in spoken(result) if finding.severity is Severity.ERROR} <= set(one.rules)


@pytest.mark.parametrize("folder", [pytest.param(folder, id=folder.name) for folder in FOLDERS])
def test_the_page_tells_what_happened_and_where_that_is_told(folder):
    one = account(folder)
    assert all(one.fact(name) for name in FACTS)
    assert one.fact("Harm") in HARMS
    assert re.search(r"\]\(https://", one.fact("Source"))
    assert re.findall(r"^## (.+)$", one.text, re.MULTILINE) == ["What happened", "What the review says", "What to do instead"]
    links = re.findall(r"\]\((?!https:)([^)#]+)", one.text)
    assert all((folder / link).exists() for link in links)


@pytest.mark.parametrize("folder", [pytest.param(folder, id=folder.name) for folder in FOLDERS])
def test_what_stood_before_is_nothing_to_say(folder):
    base = folder_tree(folder / "before")
    result = review(base, base, tip=base, config=Config(), rules=RULES, today=date(2026, 11, 21))
    assert not spoken(result)
    assert not result.problems


def test_every_kind_of_harm_is_there():
    assert {account(folder).fact("Harm") for folder in FOLDERS} == set(HARMS)


@pytest.mark.parametrize("language", PAGES)
def test_the_document_lists_every_accident(language):
    accounts = sorted((account(folder) for folder in FOLDERS), key=lambda one: (sorted(HARMS).index(one.fact("Harm")), one.folder.name))
    page, table = PAGES[language], HEADS[language] + "".join(row(one, language) for one in accounts)
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(TABLE.sub(lambda _: table, page.read_text(encoding="utf-8")), encoding="utf-8")
    assert TABLE.search(page.read_text(encoding="utf-8"))[0] == table


def test_every_accident_has_its_korean_words():
    words = korean()
    assert all(re.search("[가-힣]", title) and re.search("[가-힣]", time) for title, time in words.values())
    assert set(words) == {folder.name for folder in FOLDERS}
