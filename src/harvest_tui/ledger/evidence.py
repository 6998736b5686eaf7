"""How good the evidence is that a lot's basis rests on."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from harvest_tui.domain.kinds import Kind


class Grade(StrEnum):
    """From the best to the weakest."""

    A = "A"
    B = "B"
    C = "C"


WORDS: Final[Mapping[Grade, str]] = {
    Grade.A: "a row of the source's own export, with its value in dollars",
    Grade.B: "a row of the source's own export, valued by the price book",
    Grade.C: "stated by hand, by your own sheet or by another program: keep what shows it",
}

_BY_HAND: Final = frozenset({Kind.OPENING_BALANCE, Kind.ADJUSTMENT})
_IN_THE_ROW: Final = frozenset({"usd_leg", "reported"})
_PRICE_BOOK: Final = "price_book"


def grade_of(kind: Kind, value_source: str, *, native: bool, stated: bool) -> Grade:
    """Grade the evidence of an acquisition.

    Args:
        kind: Of the acquiring transaction, as it counts.
        value_source: Column of schema LEDGER.
        native: The row is of the export of the place where the units were acquired.
        stated: The user has said what the row is, or what it was worth.
    """
    if not native or stated or kind in _BY_HAND:
        return Grade.C
    if value_source in _IN_THE_ROW:
        return Grade.A
    return Grade.B if value_source == _PRICE_BOOK else Grade.C
