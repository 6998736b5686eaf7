"""Where a number comes from: what it rests on, step by step, down to the cells of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from harvest_tui.reports.fact_lines import fact_lines
from harvest_tui.reports.lines import Span, Tone, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.reports.details import Fact
    from harvest_tui.reports.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One step: a lot, a transaction, a row of a file."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceView:
    """The steps, the nearest first."""

    title: str
    blocks: tuple[Block, ...]


def trace_lines(view: TraceView, width: int) -> tuple[Line, ...]:
    """Draw the blocks under each other in so many cells."""
    return tuple(_lines(view, width))


def _lines(view: TraceView, width: int) -> Iterator[Line]:
    for number, block in enumerate(view.blocks):
        if number:
            yield line("")
        yield line(Span(block.title, Tone.STRONG))
        yield from fact_lines(block.facts, width)
