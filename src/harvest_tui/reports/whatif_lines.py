"""Scenarios drawn in so many cells: the same lines on a screen and in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from harvest_tui.domain.text import shown
from harvest_tui.reports.layout import title_words
from harvest_tui.reports.lines import Span, Tone, cells, fitting, line, padded, plain, wrapped
from harvest_tui.reports.whatif import ComparedLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harvest_tui.reports.lines import Line
    from harvest_tui.reports.whatif import ScenariosView, WhatIfView

TODAY: Final = "as it is"
_LONGEST_LABEL: Final = 38
_LEAST_LABEL: Final = 12


def scenarios_lines(view: ScenariosView, width: int) -> tuple[Line, ...]:
    """Draw the list: a line for each scenario."""
    if not view.names:
        return tuple(line(row) for text in view.empty for row in fitting(text, width))
    names = [shown(name, 40) for name in view.names]
    widest = max(cells(name) for name in names) + 2
    return tuple(
        line(Span(padded(name, widest), Tone.STRONG), Span(padded(words, width - widest)))
        for name, words in zip(names, view.words, strict=True)
    )


def what_if_lines(view: WhatIfView, width: int) -> tuple[Line, ...]:
    """Draw the comparison in so many cells."""
    return tuple(_drawn(view, width))


def text_what_if(view: WhatIfView, width: int) -> str:
    """Write the comparison as lines of text, its title first; no newline at the end."""
    lines = [title_words(view.title, view.facts, width), *map(plain, what_if_lines(view, width))]
    return "\n".join(text.rstrip() for text in lines)


def _drawn(view: WhatIfView, width: int) -> Iterator[Line]:
    heads = ComparedLine(label="", what_is=TODAY, what_might_be=view.name, change="change")
    listed = (heads, *view.lines)
    widths = [
        max(cells(text) for text in column)
        for column in zip(*((x.what_is, x.what_might_be, x.change) for x in listed), strict=True)
    ]
    left = width - sum(wide + 2 for wide in widths)
    room = max(min(_LONGEST_LABEL, left), _LEAST_LABEL)
    for one in listed:
        yield _drawn_line(one, room, widths, head=one is heads)
    yield line("")
    for note in view.notes:
        yield from (line(Span(text, Tone.MUTED)) for text in wrapped(note, width))


def _drawn_line(one: ComparedLine, room: int, widths: Sequence[int], *, head: bool) -> Line:
    tone = Tone.MUTED if head else Tone.STRONG if one.strong else Tone.PLAIN
    first, second, third = widths
    return line(
        Span(padded(one.label, room), tone),
        Span("  " + padded(one.what_is, first, right=True), tone),
        Span("  " + padded(one.what_might_be, second, right=True), tone),
        Span("  " + padded(one.change, third, right=True), Tone.MUTED if head else one.tone),
    )
