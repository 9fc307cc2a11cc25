import re
from dataclasses import replace

import pytest

from bot.content import content_folder
from bot.lint import default_rules
from bot.model import LANGUAGES, Finding, Language, Message, Place, Severity, Side, Span, Suggestion
from bot.render import Links, mark_fixed, read_inline_marker, render_inline
from tests.render.builders import finding, full_project, place
from tests.render.pages import rendered

TITLES = {
    "en": {Severity.ERROR: "**Error**", Severity.WARNING: "**Warning**", Severity.NOTE: "**Note**"},
    "ko": {Severity.ERROR: "<b>오류</b>", Severity.WARNING: "<b>경고</b>", Severity.NOTE: "<b>참고</b>"},
}
SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟠", Severity.NOTE: "🔵"}
WHY = {"en": "Why, and when to allow it", "ko": "문제인 이유와 허용할 때"}
LOST = {"en": "does not count", "ko": "인정하지 않습니다"}
RULES = Links(rule=lambda rule: f"https://example.org/rules/{rule}.md")


def at(path: str, rule: str = "unindexed-foreign-key", severity: Severity = Severity.WARNING, side: Side = Side.HEAD) -> Finding:
    return finding(rule, severity, "orders", places=(place(path, side=side),))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("severity", Severity)
def test_the_first_line_says_how_bad_which_rule_and_what(severity: Severity, language: Language) -> None:
    first, _, paragraph, *_ = render_inline((finding(severity=severity),), language).splitlines()
    assert first == f"{SIGNS[severity]} {TITLES[language][severity]} · `drop-table` · `legacy_tokens`"
    assert (
        paragraph == {"en": "`legacy_tokens` is dropped with its rows.", "ko": "`legacy_tokens`이(가) 데이터와 함께 삭제됩니다."}[language]
    )
    assert "*" not in rendered(render_inline((finding(severity=severity),), language)).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_at_one_line_follow_each_other_the_gravest_first(language: Language) -> None:
    findings = full_project().findings
    comment = render_inline(tuple(reversed(findings)), language)
    titles = re.findall(r"^(?:🔴|🟠|🔵) \S+ · `(.+?)` · ", comment, re.MULTILINE)
    assert titles == ["drop-table", "unindexed-foreign-key", "nullable-unique-member"]
    assert comment.count(f"<summary>{WHY[language]}</summary>") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_suggestion_stands_below_the_finding_that_makes_it(language: Language) -> None:
    one = Suggestion("a.sql", 3, 4, "  CREATE INDEX CONCURRENTLY a\n    ON b (c);")
    findings = (finding(), finding("other", Severity.WARNING, suggestion=one), finding("last", Severity.NOTE))
    comment = render_inline(findings, language, suggestion=one)
    assert "```suggestion\n  CREATE INDEX CONCURRENTLY a\n    ON b (c);\n```\n" in comment
    assert comment.index("`other`") < comment.index("```suggestion") < comment.index("`last`")


def test_lines_to_delete_are_an_empty_suggestion() -> None:
    comment = render_inline((finding(),), "en", suggestion=Suggestion("a.sql", 3, 3, ""))
    assert "```suggestion\n```\n" in comment


def test_the_fence_of_a_suggestion_is_longer_than_any_in_it() -> None:
    comment = render_inline((finding(),), "en", suggestion=Suggestion("a.sql", 3, 3, "/* ```` */"))
    assert "`````suggestion\n/* ```` */\n`````\n" in comment


@pytest.mark.parametrize("text", ["a\u202eb", "<!-- x -->", "x" * 10_001, "a\rb"])
def test_what_a_reader_could_not_see_is_not_suggested(text: str) -> None:
    assert "suggestion" not in render_inline((finding(),), "en", suggestion=Suggestion("a.sql", 3, 3, text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("drizzle/0001_a.sql", '```sql\n-- schema-review: ignore unindexed-foreign-key reason="…"\n```'),
        ("src/schema.ts", '```ts\n// schema-review: ignore unindexed-foreign-key reason="…"\n```'),
        ("src/schema.mjs", '```ts\n// schema-review: ignore unindexed-foreign-key reason="…"\n```'),
    ],
)
def test_the_waiver_is_written_out_for_that_kind_of_file(path: str, line: str, language: Language) -> None:
    comment = render_inline((at(path),), language)
    assert line in comment
    assert f"`{path}`" in comment
    assert "unindexed-foreign-key: off" not in comment


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("judged", [at("meta/_journal.json"), at("a.sql", side=Side.BASE), replace(at("a.sql"), places=())])
def test_where_no_comment_can_waive_it_the_configuration_can(judged: Finding, language: Language) -> None:
    comment = render_inline((judged,), language)
    assert "schema-review: ignore" not in comment
    assert "`unindexed-foreign-key: off`" in comment


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_about_lost_data_is_not_waived_by_the_pull_request_itself(language: Language) -> None:
    for rule in default_rules():
        comment = render_inline((at("a.sql", rule.name),), language)
        assert (LOST[language] in comment) == (rule.category == "destructive")
        assert ("schema-review: ignore" in comment) == (rule.category != "destructive")


def test_the_waiver_that_is_written_out_is_one() -> None:
    from bot.lint.waivers import WaiverSource, read_waivers, waive  # noqa: PLC0415 # only here

    judged = at("a.sql")
    line = next(line for line in render_inline((judged,), "en").splitlines() if line.startswith("-- "))
    text = "\n" * 10 + f"{line}\nALTER TABLE x;\nSELECT 1;\n"
    source = WaiverSource(Side.HEAD, "a.sql", text, ((Span("a.sql", 11, 11), line),), (Span("a.sql", 12, 12),))
    waivers, problems = read_waivers([source], default_rules())
    assert problems == ()
    assert waive([judged], waivers, default_rules(), today=None)[0] == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rule_is_explained_at_its_page_or_by_the_command(language: Language) -> None:
    comment = render_inline((finding(), finding(obj="b")), language, links=RULES)
    assert rendered(comment).links == ["https://example.org/rules/drop-table.md"]
    command = {"en": "`schema-review explain drop-table`", "ko": "`schema-review explain drop-table --lang ko`"}
    assert command[language] in render_inline((finding(),), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_stand_below_each_other_under_one_title(language: Language) -> None:
    findings = full_project().findings
    comment = render_inline(findings, language, both=True)
    other: Language = "ko" if language == "en" else "en"
    assert comment.index(WHY[language]) > comment.index(paragraph(findings[0], other)) > comment.index(paragraph(findings[0], language))
    assert comment.count("🔴") == 1
    assert comment.count("schema-review: ignore nullable-unique-member") == 1
    assert WHY[other] not in comment
    assert read_inline_marker(comment) == read_inline_marker(render_inline(findings, language))
    rendered(comment)


def paragraph(judged: Finding, language: Language) -> str:
    return render_inline((judged,), language).splitlines()[2]


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_any_number_of_findings_with_any_words_fits(language: Language, *, both: bool) -> None:
    values = {"columns": tuple(f"{'x' * 300}{number}" for number in range(500)), "tables": ("`" * 300,) * 500, "name": "@" * 900}
    words = Message.of(en="{columns} of {tables}, {name}", ko="{tables}의 {columns}, {name}", **values)
    many = tuple(finding(f"rule-{number}", obj="y" * 900, message=words) for number in range(1_500))
    offered = Suggestion("a.sql", 3, 3, "`" * 9_000)
    comment = render_inline(many, language, both=both, suggestion=offered)
    assert len(comment) <= 60_000
    marker = read_inline_marker(comment)
    assert marker
    assert set(marker.findings) <= {(judged.fingerprint, judged.severity) for judged in many}
    rest = {"en": r"\d+ more at this line are in the summary comment\.", "ko": r"나머지 지적 사항 \d+건은 요약 댓글에 있습니다\."}
    assert re.search(rest[language], comment)
    rendered(comment)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_fixed_comment_says_so_above_what_stood_there(language: Language, end: str) -> None:
    offered = Suggestion("a.sql", 3, 3, "x\n```suggestion\ny\n```")
    before = render_inline(full_project().findings, language, suggestion=offered)
    fixed = mark_fixed(before.replace("\n", end), language, "c0ffee1" + "0" * 33)
    title = {"en": "✅ Fixed in `c0ffee1`.", "ko": "✅ `c0ffee1`에서 해결되었습니다."}
    assert fixed.splitlines()[0] == title[language]
    assert "\n````\nx\n```suggestion\ny\n```\n````\n" in fixed
    assert "````suggestion" not in fixed
    marker, old = read_inline_marker(fixed), read_inline_marker(before)
    assert marker
    assert old
    assert marker == replace(old, fixed="c0ffee1")
    assert paragraph(full_project().findings[0], language) in fixed
    assert rendered(fixed).tags.count("details") == rendered(before).tags.count("details") + 1
    assert len(rendered(fixed).comments) == 1


def test_a_fixed_comment_stays_as_it_is() -> None:
    fixed = mark_fixed(render_inline((finding(),), "en"), "en", "a" * 40)
    assert mark_fixed(fixed, "en", "b" * 40) == fixed
    assert mark_fixed(fixed.replace("\n", "\r\n"), "ko", "b" * 40) == fixed.replace("\n", "\r\n")


def test_what_is_not_ours_is_not_marked() -> None:
    assert mark_fixed("a comment of somebody", "en", "a" * 40) == "a comment of somebody"


def test_a_head_that_is_no_commit_id_stays_in_its_places() -> None:
    fixed = mark_fixed(render_inline((finding(),), "en"), "en", "feature/`x` -->")
    assert fixed.startswith("✅ Fixed in ``feature/`x` -->``.")
    marker = read_inline_marker(fixed)
    assert marker
    assert marker.fixed
    assert len(rendered(fixed).comments) == 1


def test_every_rule_of_the_destructive_folder_is_known_by_its_file() -> None:
    folder = content_folder("rules") / "destructive"
    assert {path.stem for path in folder.glob("*.py")} == {
        rule.name.replace("-", "_") for rule in default_rules() if rule.category == "destructive"
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comment_stays_as_it_is_when_its_line_moves(language: Language) -> None:
    moved = tuple(replace(judged, places=(place("a.sql", 99),)) for judged in full_project().findings)
    stood = tuple(replace(judged, places=(place("a.sql", 12),)) for judged in full_project().findings)
    assert render_inline(moved, language) == render_inline(stood, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_without_a_line_is_named_by_its_file(language: Language) -> None:
    judged = replace(at("a.sql"), places=(Place(Side.HEAD, Span("a.sql", 0, 0)),))
    assert "`a.sql`" in render_inline((judged,), language)
