"""Coinbase: what a row says, in whichever year's columns."""

import re
from decimal import Decimal
from typing import Final

from harvest_tui.domain.amounts import Usd, times
from harvest_tui.sources.aliases import coinbase
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.group import Leg

_IN_HEADER: Final = re.compile(r"([A-Za-z]{3}) .+")


def asset(row: Cells) -> str:
    """Give the coin or currency that moves."""
    return coinbase(row.word("asset"))


def units(row: Cells) -> Leg:
    """Give asset and size; the direction is the type's, for older files have no sign."""
    quantity = row.amount("quantity")
    if not quantity:
        raise row.wrong("quantity", "is zero")
    return Leg(asset(row), abs(quantity))


def incoming(row: Cells) -> Leg:
    """Give asset and size of what must come in."""
    if row.amount("quantity") < 0:
        raise row.wrong("quantity", f"goes out, and {row.text('type')} comes in")
    return units(row)


def currency(row: Cells) -> str:
    """Give the account's currency: a column, or in the oldest files part of a header."""
    if row.sheet.has("currency"):
        return row.text("currency").upper()
    for role in ("subtotal", "total"):
        found = _IN_HEADER.fullmatch(row.sheet.name_of(role))
        if row.sheet.has(role) and found is not None:
            return found[1].upper()
    return ""


def money(row: Cells, role: str) -> Decimal | None:
    """Give an amount without its sign, which older files leave out."""
    amount = row.number(role)
    return None if amount is None else abs(amount)


def worth(row: Cells) -> Usd | None:
    """Give the value before fees in dollars; of dust, which is rounded to 0.00, by the price."""
    if currency(row) != "USD" or asset(row) == "USD":
        return None
    role = "subtotal" if row.sheet.has("subtotal") else "total"
    worth, price = money(row, role), money(row, "price")
    if not worth and price:
        return times(price, abs(row.amount("quantity")))
    return worth or None


def note(row: Cells) -> str:
    """Give Coinbase's own type and words."""
    notes = row.text("notes")
    return f"{row.text('type')}: {notes}" if notes else row.text("type")
