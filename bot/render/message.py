"""Messages in a language, for each kind of output: the sentence is ours, its values are the repository's."""

import re
from collections.abc import Callable

from markupsafe import Markup

from bot.model import Language, Message, Value
from bot.render.escape import Html, code, codes, html_code, html_text, one_line, text

PIECE = re.compile(r"\{\{|\}\}|\{(\w+)\}|`([^`]+)`")


def markdown(message: Message, language: Language) -> Markup:
    """The sentence as Markdown: values and what the sentence itself has in backticks are code spans."""
    return Markup("").join(_pieces(message, language, words=text, quoted=code, value=_markdown_value))


def plain(message: Message, language: Language) -> str:
    """The sentence on one line for JSON, SARIF, annotations and terminals: values stand in backticks."""
    pieces = _pieces(message, language, words=str, quoted=_ticked, value=_plain_value)
    return one_line("".join(pieces), limit=4000)


def html(message: Message, language: Language) -> Html:
    """The sentence in a page: values and what the sentence itself has in backticks are code."""
    return Html("").join(_pieces(message, language, words=html_text, quoted=html_code, value=_html_value))


def shortened(message: Message, limit: int) -> Message:
    """The message with each list of more than `limit` names cut there."""
    return Message(message.en, message.ko, tuple((name, _cut(value, limit)) for name, value in message.values))


def sentence(message: Message) -> Message:
    """The message as it begins a paragraph."""
    return Message(message.en[:1].upper() + message.en[1:], message.ko, message.values)


def _cut(value: Value, limit: int) -> Value:
    return (*value[:limit], "…") if isinstance(value, tuple) and len(value) > limit else value


def _pieces(
    message: Message,
    language: Language,
    *,
    words: Callable[[str], str],
    quoted: Callable[[str], str],
    value: Callable[[Value], str],
) -> list[str]:
    values = dict(message.values)
    template = message.template(language)
    pieces, position = [], 0
    for match in PIECE.finditer(template):
        pieces.append(words(template[position : match.start()]))
        position = match.end()
        match match.groups():
            case None, str(literal):
                pieces.append(quoted(literal))
            case str(name), None if name in values:
                pieces.append(value(values[name]))
            case None, None:
                pieces.append(words(match.group()[0]))
            case _:
                pieces.append(words(match.group()))
    return [*pieces, words(template[position:])]


def _markdown_value(value: Value) -> str:
    match value:
        case str():
            return code(value)
        case int():
            return Markup(str(value))  # noqa: S704 # a number
        case _:
            return codes(value)


def _html_value(value: Value) -> Html:
    match value:
        case str():
            return html_code(value)
        case int():
            return Html(str(value))
        case _:
            return Html(", ").join(html_code(item) for item in value)


def _plain_value(value: Value) -> str:
    match value:
        case str():
            return _ticked(value)
        case int():
            return str(value)
        case _:
            return ", ".join(_ticked(item) for item in value)


def _ticked(value: str) -> str:
    return f"`{value}`"
