"""The map of losses: what each short-term and long-term loss together are worth."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import EXACT
from harvest_tui.reports.lines import Span, Tone, cells, line, padded, wrapped
from harvest_tui.reports.wording import MINUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.landscape import LossMap, Tick
    from harvest_tui.reports.lines import Line

NOW: Final = "◉"
MARKED: Final = "●"
LEGEND: Final = (
    f"Each number is exact at its point. {NOW} now, {MARKED} the marked lots, all: every candidate "
    "of the term. The optimum is not computed. Ticks without a name are where the worth changes, "
    "exact along the two axes."
)
_SHADES: Final = "·░▒▓█"
_BLOCKS: Final = 2
_NARROWEST: Final = 6


def map_lines(loss_map: LossMap, width: int) -> Iterator[Line]:
    """Draw the map in so many cells: columns of short-term loss, rows of long-term loss.

    Where there is no room, breakpoints go, the farthest first; what has a name stays.
    """
    drawn = _Map(loss_map, width)
    yield line(Span("Saved by a short-term loss (across) and a long-term loss (down)", Tone.STRONG))
    yield from drawn.head()
    yield from drawn.rows()
    said = " ".join(filter(None, (drawn.left_out(), LEGEND)))
    yield from (line(Span(text, Tone.MUTED)) for text in wrapped(said, width))


class _Map:
    """One map laid out."""

    def __init__(self, loss_map: LossMap, width: int) -> None:
        self._map = loss_map
        self._label = max(cells(_tick(tick)) for tick in loss_map.long_term) + 1
        self._cell = _cell_width(loss_map)
        room = max((width - self._label) // (self._cell + 1), 2)
        self._columns = _kept(loss_map.short_term, room)
        self._most = max((max(row) for row in loss_map.saved), default=Decimal(0))

    def head(self) -> Iterator[Line]:
        """Give the ticks across: their names, where they have some, over their dollars."""
        ticks = [self._map.short_term[at] for at in self._columns]
        named = [" ".join(tick.names) for tick in ticks]
        for texts in (named, [_dollars(tick.loss) for tick in ticks]):
            across = "".join(" " + padded(text, self._cell, right=True) for text in texts)
            yield line(Span(" " * self._label + across, Tone.MUTED))

    def left_out(self) -> str:
        """Name the ticks across that there is no room for; empty where all are there."""
        ticks = self._map.short_term
        missing = [_dollars(ticks[at].loss) for at in range(len(ticks)) if at not in self._columns]
        return f"No room across for {' and '.join(missing)}." if missing else ""

    def rows(self) -> Iterator[Line]:
        """Give a line for each tick down."""
        for tick, amounts in zip(self._map.long_term, self._map.saved, strict=True):
            label = padded(_tick(tick), self._label, right=True)
            points = [self._point(at, tick, amounts) for at in self._columns]
            yield line(Span(label, Tone.MUTED), *(span for pair in points for span in pair))

    def _point(self, at: int, down: Tick, amounts: Sequence[Usd]) -> tuple[Span, Span]:
        sign = self._sign(self._map.short_term[at], down)
        amount = padded(_dollars(amounts[at]), self._cell - _BLOCKS - 1, right=True)
        tone = Tone.STRONG if sign.strip() else Tone.PLAIN
        shade = _shade(amounts[at], self._most) * _BLOCKS
        return Span(f" {sign}{shade}", Tone.ACCENT), Span(amount, tone)

    def _sign(self, across: Tick, down: Tick) -> str:
        if self._map.marked == (across.loss, down.loss):
            return MARKED
        return NOW if "now" in across.names and "now" in down.names else " "


def _kept(ticks: Sequence[Tick], room: int) -> list[int]:
    """Choose which ticks there is room for: the named ones, then the nearest."""
    by_rank = sorted(range(len(ticks)), key=lambda at: (not ticks[at].names, abs(ticks[at].loss)))
    return sorted(by_rank[:room])


def _cell_width(loss_map: LossMap) -> int:
    """Give the cells of a point: a sign, its shade, and the widest number."""
    ticks = max(cells(_dollars(tick.loss)) for tick in loss_map.short_term)
    names = max(cells(" ".join(tick.names)) for tick in loss_map.short_term)
    amounts = max(cells(_dollars(amount)) for row in loss_map.saved for amount in row)
    return max(ticks, names, 1 + _BLOCKS + 1 + amounts, _NARROWEST)


def _shade(amount: Usd, most: Usd) -> str:
    """Give the darker block the more is saved; a dot for nothing, or a cost."""
    if amount <= 0 or most <= 0:
        return _SHADES[0]
    step = EXACT.divide(amount, most) * (len(_SHADES) - 1)
    return _SHADES[max(int(step.to_integral_value(ROUND_HALF_UP)), 1)]


def _tick(tick: Tick) -> str:
    return " ".join((*tick.names, _dollars(tick.loss)))


def _dollars(amount: Usd) -> str:
    whole = amount.quantize(Decimal(1), rounding=ROUND_HALF_UP, context=EXACT)
    return f"{MINUS if whole < 0 else ''}{whole.copy_abs():,}"
