"""The comment with our replies, as GitHub renders it."""

import pytest

from bot.github.commands.settle import explained
from bot.github.commands.talk import HELD
from bot.lint import Rule, default_rules, markdown
from bot.model import Message
from bot.render import Reply, render_reply
from bot.render.markers import RepliesMarker, read_replies_marker
from tests.render.hostile import NAMES
from tests.render.pages import rendered

MARKER = RepliesMarker("default", "12:" + "a" * 40 + ":" + "b" * 16 + "." + "c" * 16 + ";", "none")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("text", NAMES)
def test_no_word_of_a_person_leads_anywhere(language, text):
    said = [message.filled(who=text, what=(text, text), head=text, reason=text) for message in HELD.values()]
    reply = Reply(note=Message.of("{name} is no command", "{name}은(는) 없는 명령입니다", name=text), has_help=True)
    body = render_reply(reply, said, MARKER, language)
    page = rendered(body)
    assert (page.links, page.images) == ([], [])
    assert page.comments == [body.strip().splitlines()[-1][4:-3].strip()]
    assert not {"script", "iframe", "style"} & set(page.tags)
    assert read_replies_marker(body) == MARKER


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_configuration_and_every_rules_page_fold(language):
    rules = default_rules()
    for rule in rules:
        found = explained(rule.name.upper().replace("-", "_"), rules)
        assert isinstance(found, Rule)
        body = render_reply(Reply(title=rule.name, page=markdown(rule.page, language)), [], MARKER, language)
        page = rendered(body)
        assert page.tags.count("details") == 1
        assert "*" not in page.text.replace("**/", "").replace("*.", "").replace("count(*)", ""), rule.name
    hostile = "language: en\n```\n</details><img src=x>\n<!-- schema-review:replies -->"
    page = rendered(render_reply(Reply(title="x", config=hostile), [], MARKER, language))
    assert (page.images, len(page.comments)) == ([], 1)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_table_of_commands_has_a_row_for_each(language):
    page = rendered(render_reply(Reply(has_help=True), [], MARKER, language))
    assert page.tags.count("tr") == 12
    assert "**" not in page.text
