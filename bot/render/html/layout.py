"""Where the tables of an ER diagram stand and how its lines run: referenced tables left, referring ones right of them."""

from dataclasses import dataclass
from functools import cmp_to_key
from itertools import pairwise
from statistics import mean

from rich.cells import cell_len

from bot.render.html.graph import Entity, Graph, Reference

CELL = 7.3  # width of a letter at 12 px in the fonts that the page names
HEADER, ROW = 32.0, 23.0
SIGN, MARKS, PAD, BETWEEN = 16.0, 30.0, 12.0, 18.0
GAP = 26.0  # between two tables, from top to bottom
ROOM, LANE = 30.0, 11.0  # for the signs at the ends of a line, and between two lines
APART = 5.5
MARGIN = 6.0
WIDE = 880.0  # of a page, for tables that no line leads to
SWEEPS = 6


@dataclass(slots=True)
class Box:
    """A table, or with no entity a point that a line passes on its way to a farther rank."""

    entity: Entity | None
    rank: int
    width: float = 0.0
    height: float = 0.0
    x: float = 0.0
    y: float = 0.0

    def anchor(self, row: int | None) -> float:
        """How far below its top a line to that row ends."""
        return HEADER / 2 if row is None else HEADER + ROW * row + ROW / 2


@dataclass(slots=True)
class Hop:
    """A part of a line between two neighbouring ranks; it ends so far below the tops of the two."""

    left: Box
    left_below: float
    right: Box
    right_below: float
    lane: float = 0.0

    @property
    def start(self) -> float:
        """The height where it begins."""
        return self.left.y + self.left_below

    @property
    def end(self) -> float:
        """The height where it ends."""
        return self.right.y + self.right_below


@dataclass(frozen=True, slots=True)
class Line:
    """A reference and the corners of its line, from left to right; its parent is on the left, unless it is `turned`."""

    reference: Reference
    points: tuple[tuple[float, float], ...]
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything with its place."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


def lay_out(graph: Graph) -> Drawing:
    """Ranks by who refers to whom, an order that follows the lines, then a place for each; the same graph always alike."""
    between = [reference for reference in graph.references if reference.child != reference.parent]
    joined = {name for reference in between for name in (reference.child, reference.parent)}
    ranks = _ranks(graph, between)
    boxes = {entity.name: Box(entity, ranks.get(entity.name, 0), *_size(entity)) for entity in graph.entities}
    chains = [(reference, _chain(reference, boxes, _apart(reference, between))) for reference in between]
    points = [hop.right for _, chain in chains for hop in chain[:-1]]
    columns = _columns([box for name, box in boxes.items() if name in joined] + points)
    hops = [hop for _, chain in chains for hop in chain]
    for sweep in range(SWEEPS):
        _settle(columns, hops, backwards=bool(sweep % 2))
    width = _across(columns, hops)
    top = min((box.y for box in boxes.values()), default=0.0)
    for box in (*boxes.values(), *points):
        box.y += MARGIN - top if box.entity is None or box.entity.name in joined else 0.0
    below = max((box.y + box.height + GAP for name, box in boxes.items() if name in joined), default=MARGIN)
    wide = _shelves([box for name, box in boxes.items() if name not in joined], below, max(width, WIDE))
    lines = [_line(reference, chain) for reference, chain in chains]
    lines += [_loop(reference, boxes[reference.child]) for reference in graph.references if reference.child == reference.parent]
    bottom = max(box.y + box.height for box in boxes.values())
    return Drawing(tuple(boxes.values()), tuple(lines), max(width, wide) + MARGIN, bottom + MARGIN)


def _size(entity: Entity) -> tuple[float, float]:
    names = max((cell_len(row.name[:40]) for row in entity.rows), default=0)
    types = max((cell_len(row.type[:24]) for row in entity.rows), default=0)
    inside = SIGN + MARKS + CELL * names + (BETWEEN + CELL * types if types else 0.0)
    head = CELL * 1.08 * cell_len(entity.name[:44]) + SIGN
    return max(inside, head, 90.0) + 2 * PAD, HEADER + ROW * (len(entity.rows) + bool(entity.more))


def _ranks(graph: Graph, references: list[Reference]) -> dict[str, int]:
    """One more than the farthest of what it refers to; a reference that closes a circle runs the other way."""
    parents: dict[str, list[str]] = {entity.name: [] for entity in graph.entities}
    for reference in references:
        parents[reference.child].append(reference.parent)
    ranks: dict[str, int] = {}

    def visit(name: str, path: frozenset[str]) -> int:
        if name not in ranks:
            above = [visit(parent, path | {name}) for parent in parents[name] if parent not in path and parent != name]
            ranks[name] = 1 + max(above, default=-1)
        return ranks[name]

    for name in parents:
        visit(name, frozenset())
    for name, rank in list(ranks.items()):
        right = [ranks[other.child] for other in references if other.parent == name and ranks[other.child] > rank]
        if right and not parents[name]:
            ranks[name] = min(right) - 1
    return ranks


def _chain(reference: Reference, boxes: dict[str, Box], apart: float) -> list[Hop]:
    """The hops of a reference from left to right, over a new point in each rank between."""
    parent, child = boxes[reference.parent], boxes[reference.child]
    ends = [(parent, parent.anchor(reference.parent_row) + apart), (child, child.anchor(reference.child_row))]
    first, last = sorted(ends, key=lambda end: end[0].rank)
    points = [Box(None, rank) for rank in range(first[0].rank + 1, last[0].rank)]
    way = [first, *((point, 0.0) for point in points), last]
    return [Hop(*start, *end) for start, end in pairwise(way)]


def _apart(reference: Reference, others: list[Reference]) -> float:
    """Lines that end at one row in different signs end a little apart."""
    place = (reference.parent, reference.parent_row)
    kinds = {other.is_optional for other in others if (other.parent, other.parent_row) == place}
    return 0.0 if len(kinds) == 1 else APART if reference.is_optional else -APART


def _columns(boxes: list[Box]) -> list[list[Box]]:
    columns: list[list[Box]] = [[] for _ in range(1 + max((box.rank for box in boxes), default=-1))]
    for box in boxes:
        columns[box.rank].append(box)
    return columns


def _settle(columns: list[list[Box]], hops: list[Hop], *, backwards: bool) -> None:
    """Bring every table to the height of what it is joined with on one side, without overlaps."""
    for column in reversed(columns) if backwards else columns:
        wanted = {id(box): box.y for box in column}
        for box in column:
            aims = [_aim(hop, backwards=backwards) for hop in hops if (hop.left if backwards else hop.right) is box]
            wanted[id(box)] = mean(aims) if aims else box.y
        column.sort(key=lambda box: wanted[id(box)])
        below = float("-inf")
        for box in column:
            box.y = max(wanted[id(box)], below)
            below = box.y + box.height + GAP
        shift = mean(wanted[id(box)] - box.y for box in column) if column else 0.0
        for box in column:
            box.y += shift


def _aim(hop: Hop, *, backwards: bool) -> float:
    return hop.end - hop.left_below if backwards else hop.start - hop.right_below


def _across(columns: list[list[Box]], hops: list[Hop]) -> float:
    """Give each rank its place from left to right, with room for the lines between; returns the width."""
    x = MARGIN
    for rank, column in enumerate(columns):
        width = max((box.width for box in column), default=0.0)
        for box in column:
            box.x, box.width = x, width
        x += width
        trunks = _trunks([hop for hop in hops if hop.left.rank == rank])
        for number, trunk in enumerate(trunks):
            for hop in trunk:
                hop.lane = x + ROOM + LANE * number
        x += 2 * ROOM + LANE * (len(trunks) - 1) if trunks else 0.0
    return x + ROOM if columns else 0.0


def _trunks(hops: list[Hop]) -> list[list[Hop]]:
    """The hops that begin at one point share a lane; the lanes in an order in which few of them cross."""
    trunks: dict[tuple[int, float], list[Hop]] = {}
    for hop in hops:
        trunks.setdefault((id(hop.left), hop.start), []).append(hop)
    ordered = sorted(trunks.values(), key=lambda trunk: trunk[0].start)
    return sorted(ordered, key=cmp_to_key(_compared))


def _compared(one: list[Hop], other: list[Hop]) -> int:
    return _crossings(one, other) - _crossings(other, one)


def _crossings(left: list[Hop], right: list[Hop]) -> int:
    """How often two trunks cross when the first one's lane is left of the other's."""
    first, second = ([trunk[0].start, *(hop.end for hop in trunk)] for trunk in (left, right))
    crossed = min(first) < right[0].start < max(first)
    return int(crossed) + sum(min(second) < hop.end < max(second) for hop in left)


def _shelves(boxes: list[Box], top: float, width: float) -> float:
    """Tables that no line leads to, in rows below the others; returns the width they take."""
    x, y, tallest, wide = MARGIN, top, 0.0, 0.0
    for box in boxes:
        if x > MARGIN and x + box.width > width:
            x, y, tallest = MARGIN, y + tallest + GAP, 0.0
        box.x, box.y = x, y
        x += box.width + ROOM
        tallest, wide = max(tallest, box.height), max(wide, x)
    return wide


def _line(reference: Reference, chain: list[Hop]) -> Line:
    points = [(chain[0].left.x + chain[0].left.width, chain[0].start)]
    for hop in chain:
        points += [(hop.lane, hop.start), (hop.lane, hop.end), (hop.right.x, hop.end)]
        if hop.right.entity is None:
            points.append((hop.right.x + hop.right.width, hop.end))
    first = chain[0].left.entity
    return Line(reference, tuple(points), turned=first is not None and first.name == reference.child)


def _loop(reference: Reference, box: Box) -> Line:
    right, out = box.x + box.width, box.x + box.width + ROOM - 6
    head, row = box.y + box.anchor(None), box.y + box.anchor(reference.child_row)
    return Line(reference, ((right, head), (out, head), (out, row), (right, row)))
