"""The other halves that a transfer with one side could have."""

from collections.abc import Iterator

import polars as pl

from harvest_tui.domain.amounts import EXACT
from harvest_tui.domain.kinds import Kind
from harvest_tui.ledger.links import EARLY, Half, could_be, halves
from harvest_tui.reports.halves import HALVES

OTHER_KIND = {Kind.TRANSFER_OUT: Kind.TRANSFER_IN, Kind.TRANSFER_IN: Kind.TRANSFER_OUT}


def half_of(ledger: pl.DataFrame, key: str) -> tuple[Half, Kind] | None:
    """Give the half of a transfer that a transaction still is, or None.

    Args:
        ledger: Schema LEDGER: linked halves are halves no more.
        key: Of the transaction.
    """
    row = ledger.filter(pl.col("key") == key)
    for kind in OTHER_KIND:
        for half in halves(row, kind):
            return half, kind
    return None


def other_halves(ledger: pl.DataFrame, half: Half, kind: Kind) -> pl.DataFrame:
    """List the halves of the same asset in other accounts, the likeliest first.

    Args:
        ledger: Schema LEDGER.
        half: The one that looks for its other.
        kind: What that one is.

    Returns:
        Schema HALVES.
    """
    there = ledger.filter(pl.col("account") != half.account)
    found = [one for one in halves(there, OTHER_KIND[kind]) if one.asset == half.asset]
    ids = dict(there.select("key", "transaction_id").iter_rows())
    rows = []
    for one in found:
        departure, arrival = (half, one) if kind is Kind.TRANSFER_OUT else (one, half)
        difference = EXACT.subtract(EXACT.add(departure.quantity, departure.fee), arrival.quantity)
        rows.append(
            (
                *(one.key, ids[one.key], one.account, one.asset, one.at, one.quantity),
                difference,
                arrival.at - departure.at,
                "; ".join(_against(departure, arrival)) or None,
            )
        )
    frame = pl.DataFrame(rows, schema=HALVES, orient="row")
    likely = [pl.col("against").is_not_null(), pl.col("after").abs(), pl.col("key")]
    return frame.sort(likely)


def _against(departure: Half, arrival: Half) -> Iterator[str]:
    if arrival.at < departure.at - EARLY:
        yield "it arrived before the other left"
    if arrival.quantity > departure.quantity + departure.fee:
        yield "more arrived than left"
    elif not could_be(departure, arrival):
        yield "the difference is more than a network fee is"
    if departure.txid and arrival.txid and departure.txid != arrival.txid:
        yield "their hashes differ"
