"""The boxes of the checklist: what people ticked stays ticked as long as it says the same."""

from collections.abc import Iterator
from dataclasses import replace

from bot.model import Language
from bot.render.fences import Line, fenced_lines
from bot.render.markers import ItemLine, read_item, read_summary_marker, write_item

CHANGED = {"en": " (was ticked; it changed since)", "ko": " (체크한 뒤 내용이 바뀌었습니다)"}


def with_ticks(body: str, current: str, language: Language) -> str:
    """`body` with the boxes ticked that are ticked in `current`, the comment as it stands.

    Where what an item asks for has changed since, its box stays open and the line says so until somebody ticks it again. Only lines
    with our marker count, outside of code; all other lines stay as they are.
    """
    known = {item.id: item for line, kind in fenced_lines(current) if kind is Line.TEXT and (item := read_item(line))}
    return "\n".join(_carried(line, known, language) if kind is Line.TEXT else line for line, kind in fenced_lines(body))


def open_boxes(body: str) -> int:
    """How many boxes of the checklist are not ticked in a comment."""
    return sum(not is_ticked for _, is_ticked in _boxes(body))


def has_other_boxes(before: str, after: str) -> bool:
    """Whether an edit of a summary comment ticked or unticked a box that the check waits for."""
    marker = read_summary_marker(after)
    return marker is not None and marker.needs_ticks and set(_boxes(before)) != set(_boxes(after))


def _boxes(body: str) -> Iterator[tuple[str, bool]]:
    for line, kind in fenced_lines(body):
        if kind is Line.TEXT and (item := read_item(line)):
            yield item.id, item.is_ticked


def _carried(line: str, known: dict[str, ItemLine], language: Language) -> str:
    item = read_item(line)
    before = known.get(item.id) if item else None
    if item is None or before is None:
        return line
    is_ticked = before.is_ticked and before.subject == item.subject
    was_ticked = not is_ticked and (before.is_ticked or before.was_ticked)
    text = _bare_text(item) + (CHANGED[language] if was_ticked else "")
    ending = "\r" if line.endswith("\r") else ""
    return write_item(replace(item, text=text, is_ticked=is_ticked, was_ticked=was_ticked)) + ending


def _bare_text(item: ItemLine) -> str:
    if not item.was_ticked:
        return item.text
    word = next((word for word in CHANGED.values() if item.text.endswith(word)), "")
    return item.text.removesuffix(word)
