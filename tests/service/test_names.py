"""Whatever a repository calls its tables, columns and files, what the service posts leads nowhere else and calls nobody."""

import re
from urllib.parse import urlsplit

import httpx
import pytest

from tests.action.conftest import BEFORE
from tests.render.hostile import NAMES
from tests.render.pages import rendered
from tests.render.test_html import ASKING, Reading
from tests.service.host import Host

OURS = re.compile(r"sr:check:[0-9a-f]{8} subject=[0-9a-f]{8}|schema-review:(summary|inline) v=1 [^<>]*")
FILES = (
    "migrations/0002_@everyone ![x](www.evil.example,a.png).sql",
    "migrations/0003_<img src=x>\u202e\u200b`code`.sql",
    "migrations/0004_\n# heading [free](https:evil.example).sql",
)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def table(name: str) -> str:
    """A table in which something is to be found about each of its parts."""
    kept = name.replace("\0", "")[:60]
    return (
        f"CREATE TABLE {quoted(kept)} (id bigserial PRIMARY KEY, {quoted('c' + kept)} double precision,\n"
        f"  {quoted('u' + kept)} bigint REFERENCES users (id));\n"
        f"COMMENT ON TABLE {quoted(kept)} IS '{kept.replace(chr(39), chr(39) * 2)}';\n"
    )


def hostile() -> dict[str, str]:
    names = [name for name in NAMES if name.strip("\0 ")]
    shares = [names[number :: len(FILES)] for number in range(len(FILES))]
    return {**BEFORE, **{path: "".join(map(table, share)) for path, share in zip(FILES, shares, strict=True)}}


@pytest.mark.parametrize(("language", "title", "said"), [("en", "Orders", "What changes"), ("ko", "주문을 위한 테이블 추가", "변경 내용")])
def test_no_name_reaches_anybody_as_more_than_a_name(running: Host, language: str, title: str, said: str) -> None:
    tenant = running.tenant(f"octo/names-{language}", BEFORE)
    pull = tenant.open("names", hostile(), title)
    tenant.review(pull)
    (comment,) = [each.body for each in pull.comments]
    assert said in comment
    (check,) = tenant.repository.check_runs(pull.head)
    ours = (f"{tenant.repository.html_url}/blob/", pull.url, str(check.details_url))
    inline = [each.body for thread in pull.threads for each in thread.comments]
    assert len(inline) > 5
    for text in (comment, check.summary or "", *inline):
        page = rendered(text)
        assert all(link.startswith(ours) for link in page.links), page.links
        assert page.images == []
        assert all(OURS.fullmatch(found) for found in page.comments), page.comments
        assert not re.search(r"(?<![A-Za-z가-힣])[@#]\w", page.text)
        assert "evil.example" not in page.text
        assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    report = httpx.get(str(check.details_url))
    reading = Reading(report.text)
    assert report.status_code == 200
    assert not {tag for tag, _ in reading.tags} & ASKING
    assert all(urlsplit(link).scheme == "" or link.startswith(ours) for link in reading.links), reading.links
