"""How one cell is worded. Rounding for the eye happens here and nowhere else on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import EXACT, ZERO, cents
from harvest_tui.domain.text import shown
from harvest_tui.reports.bars import bar
from harvest_tui.reports.columns import ColumnKind
from harvest_tui.reports.lines import Tone, padded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from harvest_tui.domain.amounts import Quantity, Usd
    from harvest_tui.reports.columns import Column, Row, Value

GAIN: Final = "▲"
LOSS: Final = "▼"
MINUS: Final = "−"
LEFT: Final = frozenset(
    {
        ColumnKind.TEXT,
        ColumnKind.ACCOUNT,
        ColumnKind.PROSE,
        ColumnKind.MOMENT,
        ColumnKind.TERM,
        ColumnKind.BAR,
    }
)
"""Kinds that stand at the left of their column; numbers and dates end at the right."""
TERM_WORDS: Final = len("S long in 365 d")
_PLACES: Final = 2
"""Decimals of a quantity that are shown even where they are noughts."""
_LONGEST_PROSE: Final = 300
_PERCENT_CELLS: Final = len(" 100 %")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, worded."""

    text: str
    tone: Tone = Tone.PLAIN
    lead: str = ""
    """A sign that stands at the left edge of the column."""

    @property
    def words(self) -> str:
        """The cell without its place in a column."""
        return f"{self.lead} {self.text}" if self.lead else self.text


def worded(column: Column, row: Row, width: int) -> Cell:
    """Word one cell.

    Args:
        column: Which cell, and of what kind.
        row: The row by column name.
        width: Cells there are: terms and bars adapt to it, numbers never do.
    """
    value = row[column.name]
    if value is None:
        return Cell(column.missing, Tone.MUTED)
    if column.kind is ColumnKind.TERM:
        return term_cell(value, row[column.days] if column.days else None, width)
    if column.kind is ColumnKind.BAR:
        return Cell(bar_words(_decimal(value), width), Tone.MUTED)
    if column.kind is ColumnKind.QUANTITY:
        return Cell(quantity(_decimal(value), column.decimals, reserve=column.cut))
    if column.kind is ColumnKind.UNITS:
        return units_cell(column, value, row[column.asset] if column.asset else None)
    return _WORDS[column.kind](value)


def money(amount: Usd) -> str:
    """Write dollars to the cent: `−6,322.10`. No sign for zero."""
    rounded = cents(amount)
    return f"{MINUS if rounded < 0 else ''}{rounded.copy_abs():,.2f}"


def signed_money(amount: Usd) -> Cell:
    """Write a gain or a loss; what rounds to zero is neither."""
    rounded = cents(amount)
    if not rounded:
        return Cell(money(ZERO))
    if rounded > 0:
        return Cell(money(rounded), Tone.GAIN, GAIN)
    return Cell(money(rounded), Tone.LOSS, LOSS)


def loss(amount: Usd) -> Cell:
    """Write a loss that is kept as zero or more."""
    rounded = cents(amount)
    return Cell(money(rounded), Tone.LOSS, LOSS) if rounded else Cell(money(ZERO))


def quantity(amount: Quantity, decimals: int, *, reserve: bool = False) -> str:
    """Write units, cut and never rounded up; `…` says something was cut.

    Args:
        amount: Units.
        decimals: Places behind the point, so that a column stands on it; noughts behind the
            second are left blank.
        reserve: Leave the place of the `…` blank where nothing was cut.
    """
    kept = amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN, context=EXACT)
    digits = f"{MINUS if amount < 0 else ''}{kept.copy_abs():,.{decimals}f}"
    if kept != amount:
        return f"{digits}…"
    whole, _, places = digits.partition(".")
    return f"{whole}.{places.rstrip('0'):0<{_PLACES}}".ljust(len(digits) + reserve)


def units(amount: Quantity) -> str:
    """Write units on their own, as short as they are: `3.1`, never more than 8 decimals."""
    text = quantity(amount, 8).rstrip()
    return text if text.endswith("…") else text.rstrip("0").rstrip(".")


def units_cell(column: Column, amount: Value, asset: Value) -> Cell:
    """Write units of an asset, the names under each other: `0.5 BTC`."""
    name = padded(shown(str(asset or "")), column.asset_width)
    return Cell(f"{units(_decimal(amount))} {name}")


def percent(share: Decimal, decimals: int = 0) -> str:
    """Write a share of 1: `61 %`."""
    return f"{_rounded(share.scaleb(2, EXACT), decimals)} %"


def cents_per_dollar(worth: Usd) -> str:
    """Write a worth per dollar in cents: `29.0¢`."""
    return f"{_rounded(worth.scaleb(2, EXACT), 1)}¢"


def term_cell(term: Value, days: Value, width: int) -> Cell:
    """Write a holding period: `L`, or `S long in 10 d`, or `S 10 d` where there is no room."""
    if term == "long":
        return Cell("L")
    if days is None:
        return Cell("S")
    wide = width >= TERM_WORDS
    return Cell(f"S long in {days:>3} d" if wide else f"S {days:>3} d")


def bar_words(share: Decimal, width: int) -> str:
    """Draw a share with its percent behind: `██████▊ 21 %`."""
    return f"{bar(share, max(width - _PERCENT_CELLS, 1))} {percent(share)}"


def _rounded(number: Decimal, decimals: int) -> str:
    unit = Decimal(1).scaleb(-decimals)
    rounded = number.quantize(unit, rounding=ROUND_HALF_UP, context=EXACT)
    return f"{MINUS if rounded < 0 else ''}{rounded.copy_abs():,f}"


def _decimal(value: Value) -> Decimal:
    if not isinstance(value, Decimal):
        raise TypeError(f"{value!r} is no decimal amount")
    return value


def _day(value: Value) -> Cell:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"{value!r} is no day: an instant becomes one only in a time zone")
    return Cell(f"{value:%Y-%m-%d}")


_WORDS: Final[Mapping[ColumnKind, Callable[[Value], Cell]]] = {
    ColumnKind.TEXT: lambda value: Cell(shown(str(value))),
    ColumnKind.ACCOUNT: lambda value: Cell(shown(str(value))),
    ColumnKind.MOMENT: lambda value: Cell(shown(str(value))),
    ColumnKind.PROSE: lambda value: Cell(shown(str(value), _LONGEST_PROSE)),
    ColumnKind.MONEY: lambda value: Cell(money(_decimal(value))),
    ColumnKind.SIGNED_MONEY: lambda value: signed_money(_decimal(value)),
    ColumnKind.LOSS: lambda value: loss(_decimal(value)),
    ColumnKind.DATE: _day,
    ColumnKind.PERCENT: lambda value: Cell(percent(_decimal(value))),
    ColumnKind.CENTS: lambda value: Cell(cents_per_dollar(_decimal(value))),
    ColumnKind.COUNT: lambda value: Cell(f"{value:,}"),
}
