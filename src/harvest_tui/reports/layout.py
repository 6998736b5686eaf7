"""Columns placed side by side in so many cells, and the lines of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.text import shown
from harvest_tui.reports.columns import ColumnKind
from harvest_tui.reports.lines import Span, Tone, cells, clipped, padded
from harvest_tui.reports.wording import LEFT, worded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from harvest_tui.reports.columns import Column, Row, TableView, Value
    from harvest_tui.reports.lines import Line
    from harvest_tui.reports.wording import Cell

GUTTER: Final = 2
"""A sign and a blank in front of every row."""
WIDEST_BAR: Final = 34
MARK: Final = "●"
PART: Final = "◐"
"""Some of the row's units are marked."""
DOWN, UP = "▾", "▴"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands."""

    column: Column
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns in the order they are drawn."""

    places: tuple[Place, ...]
    fixed: int
    """How many of them stay in sight when the rest scrolls."""

    @property
    def width(self) -> int:
        """Cells of a whole line."""
        return self.places[-1].start + self.places[-1].width if self.places else GUTTER

    @property
    def fixed_width(self) -> int:
        """Cells that stay in sight."""
        return self.places[self.fixed].start if self.fixed < len(self.places) else self.width

    def column_at(self, x: int) -> Column | None:
        """Tell which column a cell of a line belongs to."""
        found = [p.column for p in self.places if p.start <= x < p.start + p.width]
        return found[0] if found else None


def fitted(view: TableView, width: int) -> Layout:
    """Place the columns in so many cells: squeeze, then leave out those of the highest rank."""
    columns = list(view.columns)
    for gap in (2, 1):
        if _needed([c.width for c in columns], gap) <= width:
            return _placed(columns, [c.width for c in columns], gap, width, view.fixed)
    while _needed([c.least for c in columns], 1) > width and any(c.rank for c in columns):
        columns.remove(max(columns, key=lambda c: c.rank))
    return _placed(columns, _squeezed(columns, width), 1, width, view.fixed)


def whole(view: TableView) -> Layout:
    """Place every column at its full width, whatever the screen holds."""
    widths = [c.width for c in view.columns]
    return _placed(view.columns, widths, 2, 0, view.fixed)


def header(layout: Layout, sort: str | None, *, descending: bool) -> Line:
    """Give the line of titles; the sorted column carries its direction."""
    spans = [Span(" " * GUTTER)]
    for place, gap in _with_gaps(layout):
        if place.column.name == sort:
            spans.append(Span(_sorted_title(place, gap, DOWN if descending else UP), Tone.ACCENT))
        else:
            spans.append(Span(gap + _title(place), Tone.MUTED))
    return tuple(spans)


def _sorted_title(place: Place, gap: str, sign: str) -> str:
    """Write a title with its sign; a wide gap lends a cell before the title loses one."""
    over = 1 if len(gap) > 1 and cells(place.column.title) >= place.width else 0
    room = place.width + over - 1
    if place.column.kind in LEFT:
        return gap + padded(place.column.title[: place.width - 1] + sign, place.width)
    return gap[over:] + padded(place.column.title[:room] + sign, room + 1, right=True)


def _title(place: Place) -> str:
    return padded(place.column.title, place.width, right=place.column.kind not in LEFT)


def row_line(view: TableView, layout: Layout, row: Row, mark: str = "") -> Line:
    """Give the line of one row; a mark stands in front of it instead of its sign."""
    note, from_here = _note_of(view, row)
    spans = [_gutter(view, row, mark)]
    for place, gap in _with_gaps(layout):
        if note and place.column.name in from_here:
            left = layout.width - place.start
            spans.append(Span(gap + padded(note, left), Tone.WARNING))
            break
        cell = worded(place.column, row, place.width)
        spans.append(Span(gap + aligned(cell, place), _tone(cell, layout, place)))
    return tuple(spans)


def totals_line(layout: Layout, totals: Mapping[str, Value], label: str) -> Line:
    """Give the line of sums."""
    spans = [Span(" " * GUTTER)]
    for place, gap in _with_gaps(layout):
        if place.start == GUTTER:
            spans.append(Span(gap + padded(label, place.width), Tone.STRONG))
        elif (total := totals.get(place.column.name)) is None:
            spans.append(Span(gap + " " * place.width))
        else:
            cell = worded(place.column, {place.column.name: total}, place.width)
            spans.append(Span(gap + aligned(cell, place), cell.tone))
    return tuple(spans)


def aligned(cell: Cell, place: Place) -> str:
    """Put a cell's words in the place of its column; a sign stands at the left edge."""
    if place.column.kind in LEFT:
        return padded(cell.text, place.width)
    if not cell.lead:
        return padded(cell.text, place.width, right=True)
    return f"{cell.lead} {padded(cell.text, place.width - 2, right=True)}"


def _tone(cell: Cell, layout: Layout, place: Place) -> Tone:
    first = place is layout.places[0]
    return Tone.STRONG if first and cell.tone is Tone.PLAIN else cell.tone


def _gutter(view: TableView, row: Row, mark: str) -> Span:
    if mark:
        return Span(f"{mark} ", Tone.ACCENT)
    sign = row[view.gutter] if view.gutter else None
    return Span(padded(str(sign or ""), GUTTER), Tone.WARNING)


def _note_of(view: TableView, row: Row) -> tuple[str, frozenset[str]]:
    words = row[view.note] if view.note else None
    if not words:
        return "", frozenset()
    names = [c.name for c in view.columns]
    first = names.index(view.note_from) if view.note_from else 1
    return shown(str(words), 200), frozenset(names[first:])


def _needed(widths: Sequence[int], gap: int) -> int:
    return GUTTER + sum(widths) + gap * max(len(widths) - 1, 0)


def _squeezed(columns: Sequence[Column], width: int) -> list[int]:
    room = max(width - _needed([c.least for c in columns], 1), 0)
    widths = []
    for column in columns:
        more = min(column.width - column.least, room)
        widths.append(column.least + more)
        room -= more
    return widths


def _placed(
    columns: Sequence[Column], widths: Sequence[int], gap: int, width: int, fixed: int
) -> Layout:
    room = max(width - _needed(widths, gap), 0)
    places, start = [], GUTTER
    for column, cells_of in zip(columns, widths, strict=True):
        wide = cells_of
        if column.kind is ColumnKind.BAR:
            wide = min(cells_of + room, WIDEST_BAR)
        places.append(Place(column, start, wide))
        start += wide + gap
    return Layout(tuple(places), min(fixed, len(places)))


def _with_gaps(layout: Layout) -> list[tuple[Place, str]]:
    ends = [GUTTER, *(p.start + p.width for p in layout.places[:-1])]
    return [(p, " " * (p.start - end)) for p, end in zip(layout.places, ends, strict=True)]


def title_words(title: str, facts: Sequence[str], width: int) -> str:
    """Give a title with as many facts behind it as fit; the title itself is clipped."""
    text = clipped(title, width)
    for fact in facts:
        longer = f"{text} · {fact}"
        if cells(longer) > width:
            break
        text = longer
    return text
