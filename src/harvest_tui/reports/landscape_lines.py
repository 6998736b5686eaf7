"""The landscape drawn in so many cells: the same lines on a screen and in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harvest_tui.reports.layout import title_words
from harvest_tui.reports.lines import Span, Tone, line, plain, wrapped
from harvest_tui.reports.loss_map import map_lines
from harvest_tui.reports.text_table import table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.reports.landscape import LandscapeView
    from harvest_tui.reports.lines import Line


def landscape_lines(view: LandscapeView, width: int) -> tuple[Line, ...]:
    """Draw the whole view in so many cells."""
    return tuple(_lines(view, width))


def text_landscape(view: LandscapeView, width: int) -> str:
    """Write the whole view as lines of text, its title first; no newline at the end."""
    lines = [title_words(view.title, view.facts, width), *map(plain, landscape_lines(view, width))]
    return "\n".join(text.rstrip() for text in lines)


def _lines(view: LandscapeView, width: int) -> Iterator[Line]:
    yield from table_lines(view.stretches, width)
    if view.loss_map is not None:
        yield line("")
        yield from map_lines(view.loss_map, width)
    yield line("")
    for note in view.notes:
        yield from (line(Span(text, Tone.MUTED)) for text in wrapped(note, width))
