"""The netting drawn in so many cells: the same lines on a screen and in a pipe."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import EXACT
from harvest_tui.reports.bars import bar
from harvest_tui.reports.layout import title_words
from harvest_tui.reports.lines import Span, Tone, cells, line, padded, plain, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harvest_tui.reports.lines import Line
    from harvest_tui.reports.netting import NettingView
    from harvest_tui.reports.netting_line import NettingLine
    from harvest_tui.reports.next_dollars import LossBar, Stretch

WIDE: Final = 100
"""From here on labels are written out and say which line of the form they are."""
ARROW: Final = " → "
_HEAD: Final = 1
"""Rows above the first line of the form."""
_WHERE: Final = 14
_LONGEST_LABEL: Final = 38
_LONGEST_BRIEF: Final = 18
_LEAST_BLOCKS: Final = 2
_WIDEST_BLOCKS: Final = 60


def netting_lines(view: NettingView, width: int) -> tuple[Line, ...]:
    """Draw the whole view."""
    return tuple(_lines(view, width))


def entry_at(view: NettingView, row: int) -> NettingLine | None:
    """Tell which line of the form is drawn in a row of `netting_lines`, counted from 0."""
    number = row - _HEAD
    return view.schedule_d[number] if 0 <= number < len(view.schedule_d) else None


def text_netting(view: NettingView, width: int) -> str:
    """Write the whole view as lines of text, its title first; no newline at the end."""
    lines = [title_words(view.title, view.facts, width), *map(plain, netting_lines(view, width))]
    return "\n".join(text.rstrip() for text in lines)


def strip_lines(view: NettingView, width: int) -> tuple[Line, ...]:
    """Draw the few lines that stand beside a table: now → after."""
    lines = view.strip
    before, after = _widest(lines, "before"), _widest(lines, "after")
    room = min(width - before - after - len(ARROW), _LONGEST_LABEL)
    return tuple(
        line(
            Span(padded(_label(entry, room), room), Tone.MUTED),
            Span(padded(entry.before, before, right=True)),
            Span(ARROW, Tone.MUTED),
            Span(padded(entry.after, after, right=True), Tone.STRONG),
        )
        for entry in lines
    )


def _lines(view: NettingView, width: int) -> Iterator[Line]:
    entries = (*view.schedule_d, *view.tax)
    widths = tuple(max(_widest(entries, column), 8) for column in ("before", "after", "change"))
    yield _head(width, widths)
    yield from (_form_line(entry, width, widths) for entry in view.schedule_d)
    if view.tax:
        yield line(Span("─" * width, Tone.RULE))
        yield from (_form_line(entry, width, widths) for entry in view.tax)
    if view.bars:
        yield line(Span("─" * width, Tone.RULE))
        yield from _bar_lines(view.bars, width)
    yield line("")
    for loss_bar in view.bars:
        yield from (line(Span(text, Tone.MUTED)) for text in wrapped(loss_bar.reasons, width))
    if view.notes:
        yield from (
            line(Span(text, Tone.MUTED)) for note in view.notes for text in wrapped(note, width)
        )


def _head(width: int, widths: Sequence[int]) -> Line:
    label = " " * _label_room(width, widths)
    titles = zip(("before", "after", "change"), widths, strict=True)
    return line(label, *(Span("  " + padded(t, w, right=True), Tone.MUTED) for t, w in titles))


def _form_line(entry: NettingLine, width: int, widths: Sequence[int]) -> Line:
    before, after, change = widths
    room = _label_room(width, widths)
    tone = Tone.STRONG if entry.strong else Tone.PLAIN
    spans = [
        Span(padded(entry.label, room - _WHERE), tone),
        Span(padded(entry.where, _WHERE), Tone.MUTED),
    ]
    if width < WIDE:
        spans = [Span(padded(entry.brief, room), tone)]
    note = f"  {entry.note}" if entry.note else ""
    return line(
        *spans,
        Span("  " + padded(entry.before, before, right=True), tone),
        Span("  " + padded(entry.after, after, right=True), tone),
        Span("  " + padded(entry.change, change, right=True), entry.tone),
        Span(padded(note, max(width - room - sum(widths) - 6, 0)), Tone.WARNING),
    )


def _label_room(width: int, widths: Sequence[int]) -> int:
    longest = _LONGEST_LABEL + _WHERE if width >= WIDE else _LONGEST_BRIEF
    return max(min(longest, width - sum(widths) - 6), 8)


def _label(entry: NettingLine, room: int) -> str:
    full = f"{entry.label} ({entry.where})" if entry.where else entry.label
    return full if cells(full) < room else entry.brief


def _widest(entries: Sequence[NettingLine], column: str) -> int:
    return max((cells(getattr(entry, column)) for entry in entries), default=0)


def _bar_lines(bars: Sequence[LossBar], width: int) -> Iterator[Line]:
    """Draw the bars to one scale, the title before each or, where that is tight, above."""
    titled = max(cells(b.title) for b in bars) + 2 if width >= WIDE else 0
    kept = [_worded(b.stretches, width - titled) for b in bars]
    room = min(width - titled - _words_of(k) for k in kept)
    room = min(max(room, 0), _WIDEST_BLOCKS)
    whole = max(_dollars(k) for k in kept)
    for loss_bar, stretches in zip(bars, kept, strict=True):
        if not titled:
            yield line(loss_bar.title)
        drawn = (span for s in stretches for span in _stretch(s, whole, room))
        yield line(padded(loss_bar.title, titled), *drawn)


def _worded(stretches: Sequence[Stretch], width: int) -> list[Stretch]:
    """Leave out the last ones where there is no room for words."""
    kept = list(stretches)
    while (
        len(kept) > 1 and _words_of(kept) + _LEAST_BLOCKS * sum(1 for s in kept if s.width) > width
    ):
        kept.pop()
    return kept


def _stretch(stretch: Stretch, whole: Decimal, room: int) -> Iterator[Span]:
    share = EXACT.divide(stretch.width, whole) if stretch.width and whole else Decimal(0)
    blocks = bar(share, room)
    yield Span(f"{stretch.worth} ", Tone.STRONG)
    yield Span(f"{blocks} " if blocks else "", Tone.MUTED if stretch.carried else Tone.ACCENT)
    yield Span(f"{stretch.amount}   ", Tone.MUTED)


def _dollars(stretches: Sequence[Stretch]) -> Decimal:
    total = Decimal(0)
    for stretch in stretches:
        total = EXACT.add(total, stretch.width or Decimal(0))
    return total


def _words_of(stretches: Sequence[Stretch]) -> int:
    return sum(cells(s.worth) + cells(s.amount) + len("  ") + len("   ") + 1 for s in stretches)
