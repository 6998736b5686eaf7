"""Wash sales drawn: the laws side by side and what they are, on a screen and in a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from harvest_tui.reports.layout import fitted, header, row_line
from harvest_tui.reports.lines import Span, Tone, line, wrapped
from harvest_tui.reports.text_table import text_table

if TYPE_CHECKING:
    from harvest_tui.reports.columns import TableView
    from harvest_tui.reports.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class WashesView:
    """The laws side by side, what they are, and the purchases within 30 days of a loss."""

    title: str
    facts: tuple[str, ...]
    laws: TableView
    notes: tuple[str, ...]
    rebuys: TableView


def wash_lines(view: WashesView, width: int) -> tuple[Line, ...]:
    """Draw the laws and the notes in so many cells."""
    laws = view.laws
    layout = fitted(laws, width)
    rows = (row_line(laws, layout, row) for row in laws.frame.iter_rows(named=True))
    notes = (
        line(Span(words, Tone.MUTED))
        for note in view.notes
        for words in ("", *wrapped(note, width))
    )
    return (header(layout, None, descending=False), *rows, *notes)


def text_washes(view: WashesView, width: int) -> str:
    """Write all of it as lines of text; no newline at the end."""
    notes = "\n".join("\n".join(wrapped(note, width)) for note in view.notes)
    return "\n\n".join([text_table(view.laws, width), notes, text_table(view.rebuys, width)])
