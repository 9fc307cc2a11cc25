"""An ER diagram as inline SVG: no script, no font of its own, its colours from the style of the page."""

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

from bot.model import Language, Message, ProjectReview
from bot.render.escape import Html, html_text, one_line
from bot.render.html.graph import Row, State, graph_of
from bot.render.html.layout import HEADER, MARKS, PAD, ROW, SIGN, Box, Drawing, Line, lay_out
from bot.render.message import html

SIGNS = {State.NEW: "+", State.CHANGED: "~", State.DROPPED: "−", State.SAME: ""}
NAME_CELLS, TYPE_CELLS, HEAD_CELLS = 40, 24, 44
RADIUS = 6.0
SMALLEST = 0.8
ALT = Message.of(en="ER diagram of the touched tables", ko="변경 대상 테이블의 ER 다이어그램")
MORE_COLUMNS = Message.of(en="… {count} more", ko="… 외 {count}개")


def er_svg(project: ProjectReview, language: Language) -> tuple[Html, int] | None:
    """The diagram and how many touched tables it leaves out; None where the pull request touches no table."""
    graph = graph_of(project)
    if graph is None:
        return None
    drawing = lay_out(graph)
    parts = Html("\n").join((*_lines(drawing), *(_box(box, language) for box in drawing.boxes)))
    width, height = round(drawing.width), round(drawing.height)
    # As wide as the page, but never so small that nobody reads it: then the frame around it scrolls.
    least = f"min-width:{round(width * SMALLEST)}px"
    size = _tag("svg", viewBox=f"0 0 {width} {height}", width=str(width), style=least, role="img")
    return size + Html("<title>") + html(ALT, language) + Html("</title>\n") + parts + Html("\n</svg>"), graph.more


def _tag(name: str, *, end: str = "", **attributes: str) -> Html:
    """An opening tag; every value is escaped. `class_` stands for the attribute of that name."""
    told = Html("").join(
        Html(f' {key.rstrip("_").replace("_", "-")}="') + html_text(value) + Html('"') for key, value in attributes.items()
    )
    return Html(f"<{name}") + told + Html(f"{end}>")


def _text(x: float, y: float, words: str, css: str, *, anchor: str = "start") -> Html:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "class_": css}
    if anchor != "start":
        place["text_anchor"] = anchor
    return _tag("text", **place) + html_text(words) + Html("</text>")


def _short(words: str, cells: int) -> str:
    flat = one_line(words)
    return flat if cell_len(flat) <= cells else set_cell_size(flat, cells - 1).rstrip() + "…"


def _box(box: Box, language: Language) -> Html:
    if box.entity is None:
        return Html("")
    entity = box.entity
    parts = [
        Html(f'<g class="table {entity.state.value}" transform="translate({box.x:.1f} {box.y:.1f})">'),
        Html("<title>") + html_text(entity.name) + Html("</title>"),
        Html(f'<rect class="frame" width="{box.width:.1f}" height="{box.height:.1f}" rx="6"/>'),
        Html(f'<path class="head" d="M0 {HEADER} V6 a6 6 0 0 1 6 -6 H{box.width - 6:.1f} a6 6 0 0 1 6 6 V{HEADER} Z"/>'),
        _text(PAD, HEADER / 2 + 4.5, _short(entity.name, HEAD_CELLS), "name"),
        _text(box.width - PAD, HEADER / 2 + 4.5, SIGNS[entity.state], "sign", anchor="end"),
        *(_row(row, number, box.width) for number, row in enumerate(entity.rows)),
    ]
    if entity.more:
        words = Message(MORE_COLUMNS.en, MORE_COLUMNS.ko, (("count", entity.more),))
        y = HEADER + ROW * (len(entity.rows) + 0.5) + 4
        parts.append(_tag("text", x=f"{PAD + SIGN + MARKS:.1f}", y=f"{y:.1f}", class_="more") + html(words, language) + Html("</text>"))
    return Html("").join((*parts, Html("</g>")))


def _row(row: Row, number: int, width: float) -> Html:
    top = HEADER + ROW * number
    base = top + ROW / 2 + 4
    parts = [
        Html(f'<g class="row {row.state.value}">'),
        Html("<title>") + html_text(f"{row.name} {row.type}") + Html("</title>"),
        Html(f'<rect class="back" x="1" y="{top:.1f}" width="{width - 2:.1f}" height="{ROW - 1:.1f}"/>'),
        _text(PAD - 4, base, SIGNS[row.state], "sign"),
        _text(PAD + SIGN - 8, base, row.marks[:5], "marks"),
        _text(PAD + SIGN + MARKS - 4, base, _short(row.name, NAME_CELLS), "column"),
        _text(width - PAD, base, _short(row.type, TYPE_CELLS), "type", anchor="end"),
        Html("</g>"),
    ]
    return Html("").join(parts)


def _lines(drawing: Drawing) -> Iterator[Html]:
    # What is new lies above what was there.
    for line in sorted(drawing.lines, key=lambda line: line.reference.state is not State.SAME):
        (first, second), (last, before) = line.points[:2], (line.points[-1], line.points[-2])
        parent, child = (_one(line, first, second), _many(line, last, before))
        if line.turned:
            parent, child = _one(line, last, before), _many(line, first, second)
        css = f"line {line.reference.state.value}"
        yield Html(f'<g class="{css}"><path d="{_rounded(line.points)}"/>') + parent + child + Html("</g>")


def _rounded(points: tuple[tuple[float, float], ...]) -> str:
    """The line with its corners rounded."""
    corners = [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
    words = [f"M{corners[0][0]:.1f} {corners[0][1]:.1f}"]
    for before, (x, y), after in zip(corners, corners[1:], corners[2:], strict=False):
        radius = min(RADIUS, _length(before, (x, y)) / 2, _length((x, y), after) / 2)
        (from_x, from_y), (to_x, to_y) = _towards((x, y), before, radius), _towards((x, y), after, radius)
        words.append(f"L{from_x:.1f} {from_y:.1f} Q{x:.1f} {y:.1f} {to_x:.1f} {to_y:.1f}")
    return " ".join((*words, f"L{corners[-1][0]:.1f} {corners[-1][1]:.1f}"))


def _length(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start: tuple[float, float], end: tuple[float, float], distance: float) -> tuple[float, float]:
    share = distance / (_length(start, end) or 1.0)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _one(line: Line, end: tuple[float, float], before: tuple[float, float]) -> Html:
    """The referenced end: exactly one row, or none where the key may be NULL."""
    (x, y), way = end, 1 if before[0] > end[0] else -1
    second = _circle(x + way * 13, y) if line.reference.is_optional else _bar(x + way * 10, y)
    return _bar(x + way * 6, y) + second


def _many(line: Line, end: tuple[float, float], before: tuple[float, float]) -> Html:
    """The referring end: any number of rows, or one at most."""
    (x, y), way = end, 1 if before[0] > end[0] else -1
    if line.reference.is_one:
        return _bar(x + way * 6, y) + _circle(x + way * 13, y)
    return Html(f'<path d="M{x:.1f} {y - 5:.1f} L{x + way * 9:.1f} {y:.1f} L{x:.1f} {y + 5:.1f}"/>') + _circle(x + way * 13, y)


def _bar(x: float, y: float) -> Html:
    return Html(f'<path d="M{x:.1f} {y - 5:.1f} V{y + 5:.1f}"/>')


def _circle(x: float, y: float) -> Html:
    return Html(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6"/>')
