"""Linked halves become one transfer row; unlinked ones stay and are findings."""

from typing import Any, Final

import polars as pl

from harvest_tui.domain.amounts import Atoms, plain_text, share
from harvest_tui.domain.columns import amount_column, column_atoms
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.frames import AMOUNT
from harvest_tui.domain.kinds import FIAT, Kind
from harvest_tui.domain.text import shown, typed
from harvest_tui.ledger.links import Links

_BOTH: Final = [Kind.TRANSFER_OUT.value, Kind.TRANSFER_IN.value]


def joined(transactions: pl.DataFrame, links: Links) -> pl.DataFrame:
    """Merge each linked pair into its departure, as one row of kind `transfer`.

    What arrives is the principal; the rest of what left is the fee in kind. A fee in a third
    asset stays a fee: then the rest of what left is booked beside it as a `fee` of its own. So is
    a fee that the arrival's account took in another asset. A value reported for what left is
    shared out over what became of it.

    Args:
        transactions: At least the columns of TRANSACTIONS.
        links: From `links.link`.

    Returns:
        The same columns and `linked_key`; linked arrivals are gone.
    """
    pairs = pl.DataFrame(
        {"key": list(links.pairs), "linked_key": list(links.pairs.values())},
        schema={"key": pl.String, "linked_key": pl.String},
    )
    taken = pl.when(pl.col("fee_asset") == pl.col("in_asset")).then("fee_quantity")
    arrivals = transactions.select(
        linked_key="key",
        arrived=pl.col("in_quantity") - taken.fill_null(0),
        arrived_at_account="account",
    )
    left = (
        transactions.join(pairs.select(key="linked_key"), on="key", how="anti")
        .join(pairs, on="key", how="left", maintain_order="left")
        .join(arrivals, on="linked_key", how="left", maintain_order="left")
    )
    beside = _rest_beside(left.filter(_LINKED & _THIRD & (_REST > 0)), _REST)
    taken_there = _arrival_fees(transactions, pairs)
    columns = [*transactions.columns, "linked_key"]
    return pl.concat([frame.select(columns) for frame in (_merged(left), beside, taken_there)])


_LINKED: Final = pl.col("linked_key").is_not_null()
_REST: Final = pl.col("out_quantity") - pl.col("arrived")
_THIRD: Final = pl.col("fee_asset").is_not_null() & (pl.col("fee_asset") != pl.col("out_asset"))
"""The departure's fee is in an asset of its own."""


def _merged(left: pl.DataFrame) -> pl.DataFrame:
    """Make transfers of the linked departures; what arrived is the principal."""
    fee = _REST + pl.when(_THIRD).then(0).otherwise(pl.col("fee_quantity").fill_null(0))
    own = _LINKED & ~_THIRD
    in_kind = own & (fee > 0)
    arrived = pl.when(_LINKED).then("arrived").otherwise("out_quantity")
    return left.with_columns(
        kind=pl.when(_LINKED).then(pl.lit(Kind.TRANSFER.value)).otherwise("kind"),
        to_account=pl.when(_LINKED).then("arrived_at_account").otherwise("to_account"),
        out_quantity=arrived,
        fee_asset=pl.when(in_kind).then("out_asset").when(own).then(None).otherwise("fee_asset"),
        fee_quantity=pl.when(in_kind).then(fee).when(own).then(None).otherwise("fee_quantity"),
        fee_usd=pl.when(own & (fee != pl.col("fee_quantity").fill_null(-1)))
        .then(None)
        .otherwise("fee_usd"),
        usd_value=_value_of(left, arrived),
    )


def _value_of(rows: pl.DataFrame, part: pl.Expr) -> pl.Series:
    """Share the value reported for `out_quantity`; a receipt keeps its own."""
    columns = rows.select("usd_value", "out_quantity", part=part)
    shared: list[Atoms | None] = [
        share(value, units, whole) if value is not None and units and whole else value
        for value, whole, units in zip(*map(column_atoms, columns), strict=True)
    ]
    return amount_column(shared, "usd_value")


def _rest_beside(rows: pl.DataFrame, rest: pl.Expr) -> pl.DataFrame:
    return _as_fee(rows, "-rest").with_columns(
        out_quantity=rest, usd_value=_value_of(rows, rest), linked_key=pl.lit(None, pl.String)
    )


def _arrival_fees(transactions: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    arrivals = transactions.join(pairs.select(key="linked_key"), on="key", how="semi")
    rows = arrivals.filter(pl.col("fee_asset") != pl.col("in_asset"))
    return _as_fee(rows, "-fee").with_columns(
        in_asset=pl.lit(None, pl.String),
        in_quantity=pl.lit(None, AMOUNT),
        out_asset=rows["fee_asset"],
        out_quantity=rows["fee_quantity"],
        usd_value=rows["fee_usd"],
        linked_key=pl.lit(None, pl.String),
    )


def _as_fee(rows: pl.DataFrame, suffix: str) -> pl.DataFrame:
    return rows.with_columns(
        key=pl.col("key") + suffix,
        transaction_id=pl.col("transaction_id") + suffix,
        kind=pl.lit(Kind.FEE.value),
        fee_asset=pl.lit(None, pl.String),
        fee_quantity=pl.lit(None, AMOUNT),
        fee_usd=pl.lit(None, AMOUNT),
    )


def with_stated_basis(transactions: pl.DataFrame) -> pl.DataFrame:
    """Take an arrival that found no departure for an opening balance if its source says the basis.

    Args:
        transactions: After `joined`.
    """
    stated = (pl.col("kind") == Kind.TRANSFER_IN.value) & pl.col("basis_usd").is_not_null()
    return transactions.with_columns(
        kind=pl.when(stated).then(pl.lit(Kind.OPENING_BALANCE.value)).otherwise("kind")
    )


def unlinked(transactions: pl.DataFrame, links: Links) -> list[Finding]:
    """Report every half that found no other: an error for its asset in its account.

    Args:
        transactions: After `joined`.
        links: The same as for `joined`; tells which wait for a choice.
    """
    rows = transactions.filter(pl.col("kind").is_in(_BOTH)).select(
        "key",
        "transaction_id",
        "account",
        "kind",
        "at",
        asset=pl.coalesce("in_asset", "out_asset"),
        quantity=pl.coalesce("in_quantity", "out_quantity"),
    )
    waiting = {*links.ambiguous, *(key for choices in links.ambiguous.values() for key in choices)}
    return [
        _finding(row, ambiguous=row["key"] in waiting)
        for row in rows.iter_rows(named=True)
        if row["asset"] not in FIAT
    ]


def _finding(row: dict[str, Any], *, ambiguous: bool) -> Finding:
    leaving = row["kind"] == Kind.TRANSFER_OUT.value
    what = f"{plain_text(row['quantity'])} {shown(str(row['asset']), 16)}"
    place = shown(str(row["account"]))
    moved = f"{what} left {place}" if leaving else f"{what} arrived at {place}"
    other = "arrival" if leaving else "departure"
    if ambiguous:
        text = f"{moved}; which {other} belongs to it is not certain"
    elif leaving:
        text = f"{moved}, no matching arrival"
    else:
        text = f"{moved}, no matching departure: its basis is not known"
    return Finding(
        finding="ambiguous transfer" if ambiguous else "unlinked transfer",
        severity=Severity.ERROR,
        transaction_id=str(row["transaction_id"]),
        account=str(row["account"]),
        asset=str(row["asset"]),
        amount=row["quantity"],
        message=text,
        fix=_fix(str(row["transaction_id"]), ambiguous=ambiguous, leaving=leaving),
        at=row["at"],
    )


def _fix(transaction_id: str, *, ambiguous: bool, leaving: bool) -> str:
    if ambiguous:
        return "choose which: harvest-tui link OUT IN"
    said = "--as spend" if leaving else "--basis USD --acquired DATE"
    return (
        f"import the other account's export; or harvest-tui resolve {typed(transaction_id)} {said}"
    )
