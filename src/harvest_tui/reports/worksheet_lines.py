"""The carryover worksheet drawn in so many cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harvest_tui.reports.lines import Span, Tone, cells, line, padded, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.reports.lines import Line
    from harvest_tui.reports.worksheet import WorksheetLine, WorksheetView


def worksheet_lines(view: WorksheetView, width: int) -> tuple[Line, ...]:
    """Draw the worksheet in so many cells."""
    return tuple(_lines(view, width))


def _lines(view: WorksheetView, width: int) -> Iterator[Line]:
    everything = (*view.schedule_d, *view.worksheet)
    label = max(cells(one.label) for one in everything) + 2
    amount = max(cells(one.amount) for one in everything)
    yield line(Span("Schedule D", Tone.STRONG))
    for one in view.schedule_d:
        yield from _drawn(one, label, amount, width)
    yield line("")
    yield line(Span("Worksheet", Tone.STRONG))
    for one in view.worksheet:
        yield from _drawn(one, label, amount, width)
    for note in view.notes:
        yield line("")
        yield from (line(Span(text, Tone.MUTED)) for text in wrapped(note, width))


def _drawn(one: WorksheetLine, label: int, amount: int, width: int) -> Iterator[Line]:
    name, said = padded(one.label, label), padded(one.amount, amount, right=True)
    for text in wrapped(one.words, max(width - label - amount - 2, 1)):
        yield line(Span(name, Tone.MUTED), Span(f"{said}  "), Span(text, one.tone))
        name, said = " " * label, " " * amount
