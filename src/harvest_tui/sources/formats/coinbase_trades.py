"""Coinbase: trades. The columns value them in the account's currency; the notes say the rest."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from harvest_tui.domain.amounts import ZERO, Usd, from_atoms, share, times
from harvest_tui.domain.amounts import atoms as atoms_of
from harvest_tui.domain.kinds import FIAT, Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources import numbers
from harvest_tui.sources.aliases import coinbase
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.exchange import trade_kind
from harvest_tui.sources.formats import coinbase_row as say
from harvest_tui.sources.group import Group, Leg

_NUMBER: Final = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)"
_DEAL: Final = re.compile(
    rf"(?P<verb>Bought|Sold) {_NUMBER} (?P<base>\S+) for [$€£]?(?P<amount>{_NUMBER})"
    rf"(?: (?P<quote>\w+))?(?: on (?P<book>\S+))?(?: at (?P<price>{_NUMBER}) (?P<per>\S+))?",
    re.ASCII,
)
_CONVERTED: Final = re.compile(
    rf"Converted {_NUMBER} (?P<given>\S+) to (?P<amount>{_NUMBER}) (?P<got>\S+)", re.ASCII
)
_CENTS_APART: Final = Decimal("0.02")


class _Quote(NamedTuple):
    """The other side of a trade, before its fee, which is in the same asset."""

    asset: str
    gross: Decimal
    fee: Decimal


def bought(group: Group) -> Iterator[Transaction]:
    """What came stands in the columns, what was paid perhaps only in the notes."""
    row = group.first
    units, quote = say.incoming(row), _quote(row, "Bought")
    if not quote.gross:
        raise row.wrong("subtotal", "is nothing paid: perhaps a gift or a reward")
    yield group.transaction(
        trade_kind(paid=quote.asset in FIAT, got=False),
        row.moment("time"),
        row.identity,
        came=units,
        went=Leg(quote.asset, quote.gross),
        fee=Leg(quote.asset, quote.fee),
        usd_value=None if quote.asset == "USD" else say.worth(row),
        fee_usd=_fee_usd(row, quote),
        note=say.note(row),
    )


def sold(group: Group) -> Iterator[Transaction]:
    """What went stands in the columns, what was received perhaps only in the notes."""
    row = group.first
    units, quote = say.units(row), _quote(row, "Sold")
    at, note = row.moment("time"), say.note(row)
    if not quote.gross:  # dust that brought nothing is gone all the same
        yield group.transaction(Kind.SPEND, at, row.identity, went=units, usd_value=ZERO, note=note)
        return
    yield group.transaction(
        trade_kind(paid=False, got=quote.asset in FIAT),
        at,
        row.identity,
        came=Leg(quote.asset, quote.gross),
        went=units,
        fee=Leg(quote.asset, quote.fee),
        usd_value=None if quote.asset == "USD" else say.worth(row),
        fee_usd=_fee_usd(row, quote),
        note=note,
    )


def _quote(row: Cells, verb: str) -> _Quote:
    """Find what was paid or received: in the notes, and if that is money, in the columns."""
    currency, notes = say.currency(row), row.text("notes")
    if say.asset(row) in FIAT:
        raise row.wrong("asset", "is money, and this is a trade of it")
    if not notes and not row.text("type").casefold().startswith("advance"):
        return _quote_in_columns(row, currency, verb)
    deal = _DEAL.fullmatch(notes)
    if deal is None or deal["verb"] != verb or coinbase(deal["base"]) != say.asset(row):
        raise row.wrong("notes", "does not say what was paid or received")
    quote = coinbase(deal["quote"] or currency)
    if quote == currency:
        return _quote_in_columns(row, currency, verb)
    return _quote_in_notes(row, deal, quote)


def _quote_in_columns(row: Cells, currency: str, verb: str) -> _Quote:
    if not currency:
        raise row.blank("currency")
    if not row.sheet.has("subtotal"):  # the oldest files have a total alone, fees within
        return _Quote(currency, abs(row.amount("total")), ZERO)
    gross, fee, total = (
        abs(row.amount("subtotal")),
        say.money(row, "fees") or ZERO,
        row.number("total"),
    )
    expected = gross + fee if verb == "Bought" else gross - fee
    if total is not None and abs(abs(total) - abs(expected)) > _CENTS_APART:
        raise row.wrong("total", "is not the subtotal and the fees together")
    return _Quote(currency, gross, fee)


def _quote_in_notes(row: Cells, deal: re.Match[str], quote: str) -> _Quote:
    """Take the fee out of the amount that the notes give, which is what really moved.

    The gross amount is quantity times price; without a price the fee is the same part of it as
    the columns say.
    """
    amount = _noted(row, deal["amount"])
    subtotal, total = say.money(row, "subtotal"), say.money(row, "total")
    if not row.number("fees"):
        return _Quote(quote, amount, ZERO)
    if deal["price"]:
        if deal["per"] != f"{deal['quote']}/{deal['base']}":
            raise row.wrong("notes", "gives a price for something else")
        gross = times(_noted(row, deal["price"]), abs(row.amount("quantity")))
    elif subtotal and total:
        gross = from_atoms(share(atoms_of(amount), atoms_of(subtotal), atoms_of(total)))
    else:
        raise row.wrong("notes", "does not say how much of it was the fee")
    fee = amount - gross if deal["verb"] == "Bought" else gross - amount
    if fee <= 0:
        raise row.wrong("notes", "gives an amount that price and fee contradict")
    return _Quote(quote, gross, fee)


def _fee_usd(row: Cells, quote: _Quote) -> Usd | None:
    if quote.asset == "USD" or say.currency(row) != "USD":
        return None
    return say.money(row, "fees")


def _noted(row: Cells, text: str) -> Decimal:
    """Read a number of the notes, which Coinbase always writes with a decimal point."""
    try:
        return numbers.parse(text)
    except ValueError as error:
        raise row.wrong("notes", f"holds {text}, which {error}") from None


def converted(group: Group) -> Iterator[Transaction]:
    """The spread is inside; the received quantity stands in the notes, its value is Subtotal."""
    row = group.first
    found = _CONVERTED.fullmatch(row.text("notes"))
    units = say.units(row)
    if found is None or coinbase(found["given"]) != units.asset:
        raise row.wrong("notes", "does not say what was received")
    got = Leg(coinbase(found["got"]), _noted(row, found["amount"]))
    yield group.transaction(
        trade_kind(paid=units.asset in FIAT, got=got.asset in FIAT),
        row.moment("time"),
        row.identity,
        came=got,
        went=units,
        usd_value=None if "USD" in {got.asset, units.asset} else say.worth(row),
        note=say.note(row),
    )
