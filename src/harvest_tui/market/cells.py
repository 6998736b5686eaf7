"""Strict cells of a price file: a number, a day, a moment; or an error with the place."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final, NoReturn

from harvest_tui.domain.amounts import EXACT, LIMIT, SCALE
from harvest_tui.domain.text import shown
from harvest_tui.market.errors import PriceFileError

_NUMBER: Final = re.compile(
    r"(?:0|[1-9][0-9]{0,19})(?:\.[0-9]{1,60})?(?:[eE][-+]?[0-9]{1,2})?", re.ASCII
)
_STEP: Final = Decimal(1).scaleb(-SCALE)
_FIRST: Final = date(2009, 1, 3)
"""Day of Bitcoin's first block: nothing had a price before."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a price file with its column names."""

    name: str
    """Of the file."""
    number: int
    """1-based physical line."""
    cells: dict[str, str]

    def refuse(self, column: str, what: str, fix: str) -> NoReturn:
        """Raise the error about one cell."""
        raise PriceFileError(self.name, what, fix, line=self.number, column=column)

    def price(self, column: str) -> Decimal:
        """Read USD for one unit: zero or more.

        Services print prices of tiny coins to more than 18 decimals, and some with an exponent.
        A quote is rounded half-even to 18 decimals here, once.
        """
        text = self.cells[column]
        if _NUMBER.fullmatch(text) is None:
            self._no_price(column)
        price = Decimal(text)
        if price >= LIMIT:
            self._no_price(column)
        return EXACT.quantize(price, _STEP)

    def day(self, column: str) -> date:
        """Read a calendar day, YYYY-MM-DD."""
        text = self.cells[column]
        try:
            day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            day = date.min
        if day < _FIRST or text != day.isoformat():
            self.refuse(column, f"{shown(text)!r} is no day", "write it as 2026-01-31")
        return day

    def moment(self, column: str) -> datetime:
        """Read `2026-01-31 00:00:00 UTC`."""
        text = self.cells[column]
        try:
            moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)
        except ValueError:
            self.refuse(
                column, f"{shown(text)!r} is no moment", "write it as 2026-01-31 00:00:00 UTC"
            )
        if moment.date() < _FIRST:
            self.refuse(column, f"{shown(text)!r} is before {_FIRST}", "remove the line")
        return moment

    def epoch(self, column: str) -> datetime:
        """Read seconds since 1970-01-01 UTC."""
        text = self.cells[column]
        if re.fullmatch(r"[0-9]{10}", text, re.ASCII) is None:
            self.refuse(
                column, f"{shown(text)!r} is no time", "write seconds since 1970, ten digits"
            )
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text))

    def _no_price(self, column: str) -> NoReturn:
        self.refuse(
            column,
            f"{shown(self.cells[column])!r} is no price",
            "write digits and a point, nothing else: 43000.5",
        )
