"""Market names without a separator, such as `ETHBTC`, taken apart."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from harvest_tui.domain.text import shown
from harvest_tui.sources.cells import Cells


class Market(NamedTuple):
    """What is traded, and what for."""

    base: str
    quote: str


def splits(pair: str, quotes: Collection[str]) -> Iterator[Market]:
    """Give every way in which a name ends in a known quote, the longest quote first."""
    for quote in sorted(quotes, key=lambda code: (-len(code), code)):
        if pair.endswith(quote) and len(pair) > len(quote):
            yield Market(pair.removesuffix(quote), quote)


def separated(row: Cells, role: str, separator: str) -> Market:
    """Take apart a market's name that has a separator.

    Raises:
        RowError: The cell is not two codes with one separator between them.
    """
    base, _, quote = row.word(role).partition(separator)
    if not base or not quote or separator in quote:
        raise row.wrong(role, f"is not two codes with {shown(separator)} between them")
    return Market(base, quote)
