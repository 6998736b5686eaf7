"""A number followed down to the row of the file it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from harvest_tui.reports.lines import cells, padded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harvest_tui.reports.details import DetailView

_WIDEST_LABEL: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceView:
    """The chain, from what was asked for down to the cells. All texts are fit to show."""

    title: str
    blocks: tuple[DetailView, ...]


def text_trace(view: TraceView) -> str:
    """Write a chain as lines of text."""
    return "\n".join(_lines(view))


def _lines(view: TraceView) -> Iterator[str]:
    yield view.title
    for block in view.blocks:
        yield ""
        yield block.title
        widest = max((cells(fact.label) for fact in block.facts), default=0)
        for fact in block.facts:
            yield f"  {padded(fact.label, min(widest, _WIDEST_LABEL))}  {fact.words}".rstrip()
