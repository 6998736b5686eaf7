"""Facts written under each other, their names at the left, broken where the width ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harvest_tui.reports.lines import Span, Tone, cells, clipped, line, padded, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harvest_tui.reports.details import Fact
    from harvest_tui.reports.lines import Line

WIDEST_LABEL: Final = 24
LEAST_WORDS: Final = 20


def fact_lines(facts: Iterable[Fact], width: int) -> tuple[Line, ...]:
    """Draw facts in so many cells; what is long goes on below itself."""
    listed = tuple(facts)
    widest = max((cells(fact.label) for fact in listed), default=0)
    label = min(widest, WIDEST_LABEL, max(width - LEAST_WORDS, 0)) + 2
    return tuple(row for fact in listed for row in _rows(fact, label, width))


def _rows(fact: Fact, label: int, width: int) -> Iterator[Line]:
    name = padded(clipped(fact.label, label - 2), label)
    for words in wrapped(fact.words, max(width - label, 1)):
        yield line(Span(name, Tone.MUTED), Span(words, fact.tone))
        name = " " * label
