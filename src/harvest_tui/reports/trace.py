"""Where a number comes from: what it rests on, step by step, down to the cells of a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from harvest_tui.reports.fact_lines import fact_lines
from harvest_tui.reports.lines import Span, Tone, line, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.reports.details import DetailView
    from harvest_tui.reports.lines import Line


class Traced(StrEnum):
    """What the key of a row names."""

    TRANSACTION = "transaction"
    """By its key inside the book."""
    LOT = "lot"
    """LOT@ACCOUNT."""
    DISPOSAL = "disposal"
    ELSEWHERE = "sale elsewhere"
    """By its key in a list of gains."""
    FINDING = "finding"


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceView:
    """The steps, the nearest first."""

    title: str
    blocks: tuple[DetailView, ...]
    """Each a lot, a disposal, a transaction or a row of a file."""


def trace_lines(view: TraceView, width: int) -> tuple[Line, ...]:
    """Draw the blocks under each other in so many cells."""
    return tuple(_lines(view, width))


def text_trace(view: TraceView, width: int) -> str:
    """Write a trace as text: for the command line and for pipes."""
    lines = (plain(one).rstrip() for one in trace_lines(view, width))
    return "\n".join((view.title, "", *lines))


def _lines(view: TraceView, width: int) -> Iterator[Line]:
    for number, block in enumerate(view.blocks):
        if number:
            yield line("")
        yield line(Span(block.title, Tone.STRONG))
        yield from fact_lines(block.facts, width)
