"""Which command a comment holds."""

import unicodedata

import pytest

from bot.github.commands.parse import KOREAN, Command, Mistake, Verb, read_command
from bot.render.message import plain

REVIEW = Command(Verb.REVIEW)


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ("/schema-review", REVIEW),
        ("   /Schema-Review  \r\nthanks", REVIEW),
        ("Please look again.\n\n/schema-review review --full", Command(Verb.REVIEW, is_full=True)),
        ("/schema-review --full", Command(Verb.REVIEW, is_full=True)),
        ("/schema-review ack drop-table", Command(Verb.ACK, ("drop-table",))),
        (
            '/schema-review ACK drop-table legacy reason="moved to the archive"',
            Command(Verb.ACK, ("drop-table", "legacy"), "moved to the archive"),
        ),
        ("/schema-review ack `orders(user_id, at)` reason=“done”", Command(Verb.ACK, ("orders(user_id, at)",), "done")),
        ('/schema-review ignore a-rule users.name reason = "fine" ', Command(Verb.IGNORE, ("a-rule", "users.name"), "fine")),
        ("/schema-review unignore users.name", Command(Verb.UNIGNORE, ("users.name",))),
        ('/schema-review answer `1A2B3C4D` at most two, "never" more', Command(Verb.ANSWER, ("1a2b3c4d", 'at most two, "never" more'))),
        ("/schema-review pause\n/schema-review resume", Command(Verb.PAUSE)),
        ("/schema-review lang KO", Command(Verb.LANG, ("ko",))),
        ("/schema-review 재검토", REVIEW),
        ('/schema-review 확인 drop-table 사유="보관함으로 옮김"', Command(Verb.ACK, ("drop-table",), "보관함으로 옮김")),
        ('/schema-review 무시 a-rule users.name reason="괜찮음"', Command(Verb.IGNORE, ("a-rule", "users.name"), "괜찮음")),
        ("/schema-review 답변 1a2b3c4d 최대 두 개", Command(Verb.ANSWER, ("1a2b3c4d", "최대 두 개"))),
        (unicodedata.normalize("NFD", "/schema-review 도움말"), Command(Verb.HELP)),
    ],
)
def test_a_command_is_read(body, command):
    assert read_command(body) == command


@pytest.mark.parametrize(
    "body",
    [
        "",
        "I ran /schema-review yesterday",
        "> /schema-review ack drop-table",
        " > /schema-review",
        "```\n/schema-review\n```",
        "~~~sh\n/schema-review\n```\n/schema-review\n~~~",
        "```\n/schema-review",
        "    /schema-review",
        "\t/schema-review",
        "<!-- /schema-review -->",
        "<!--\n/schema-review\n-->",
        "<!-- a --> b <!--\n```\n/schema-review\n```\n/schema-review",
        "<!--\n--> <!--\n/schema-review",
        "/schema-reviews",
        "/schema-review/x",
        "/schema-review-bot help",
        "`/schema-review`",
    ],
)
def test_what_is_code_quoted_or_hidden_is_none(body):
    assert read_command(body) is None


def test_after_code_and_comments_a_command_counts():
    assert read_command("```\n/schema-review pause\n```\n<!-- /schema-review pause\n-->\n> said\n\n/schema-review resume") == Command(
        Verb.RESUME
    )


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("/schema-review ackn drop-table", "did you mean `ack`"),
        ("/schema-review frobnicate", "`frobnicate` is no command"),
        ("/schema-review ack", "ack RULE|OBJECT"),
        ("/schema-review ignore a-rule", "ignore RULE OBJECT"),
        ("/schema-review lang fr", "lang en|ko"),
        ("/schema-review answer 1a2b3c4d", "answer QUESTION TEXT"),
        ("/schema-review review now", "review [--full]"),
        ("/schema-review pause please", "/schema-review pause"),
    ],
)
def test_a_mistake_says_what_is_right(body, part):
    found = read_command(body)
    assert isinstance(found, Mistake)
    assert part in plain(found.message, "en")
    assert plain(found.message, "ko") != plain(found.message, "en")


def test_the_first_command_wins_even_where_it_is_wrong():
    assert isinstance(read_command("/schema-review nothing\n/schema-review"), Mistake)


def test_every_verb_has_a_korean_word():
    assert set(KOREAN.values()) == set(Verb)


def test_a_long_comment_is_quick():
    assert read_command("/schema-review " + 'reason="' * 200_000) is not None
    assert read_command("<!--" * 100_000 + "\n/schema-review") is None
