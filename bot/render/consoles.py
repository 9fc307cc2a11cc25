"""Rich output as a string."""

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType
from rich.table import Table as Grid

NARROWEST = 40


def printed(renderables: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """What rich makes of the renderables at that width, without blanks at the ends of lines."""
    output = StringIO()
    console = Console(
        file=output,
        width=max(width, NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for renderable in renderables:
        console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().split("\n")[:-1])


def columns(*ratios: int) -> Grid:
    """A table without lines; a ratio of 0 makes a column as wide as its content, which is not wrapped."""
    grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for ratio in ratios:
        grid.add_column(ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    return grid
