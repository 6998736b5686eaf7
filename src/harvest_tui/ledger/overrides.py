"""The user's word about single transactions, laid over what their sources say."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from harvest_tui.domain.decisions import Resolution, Treatment
from harvest_tui.domain.frames import AMOUNT, INSTANT, TRANSACTIONS, Schema, require
from harvest_tui.domain.kinds import Kind

_SAID: Final[Schema] = {
    "key": pl.String,
    "said_kind": pl.String,
    "said_basis_usd": AMOUNT,
    "said_acquired_at": INSTANT,
    "said_usd_value": AMOUNT,
}


_HELD: Final = {
    Treatment.SWAP: Kind.SWAP.value,
    Treatment.CARRY: Kind.REDENOMINATION.value,
}


def overridden(transactions: pl.DataFrame, resolutions: Iterable[Resolution]) -> pl.DataFrame:
    """Give the transactions as the user has resolved them.

    An arrival for which a basis is given becomes an opening balance. What is said later about
    the same transaction counts over what was said before; the rest of it stays.

    Args:
        transactions: Schema TRANSACTIONS.
        resolutions: In the order in which they were made; one about a transaction that is no
            longer there is left alone.

    Returns:
        Schema TRANSACTIONS, the same rows in the same order.
    """
    said = pl.DataFrame(
        [
            (one.key, one.kind and one.kind.value, one.basis_usd, one.acquired_at, one.usd_value)
            for one in _latest(resolutions)
        ],
        schema=_SAID,
        orient="row",
    )
    if said.is_empty():
        return transactions
    arrival = (pl.col("kind") == Kind.TRANSFER_IN.value) & pl.col("said_basis_usd").is_not_null()
    opened = pl.when(arrival).then(pl.lit(Kind.OPENING_BALANCE.value)).otherwise("kind")
    return require(
        transactions.join(said, on="key", how="left", maintain_order="left")
        .with_columns(
            kind=pl.coalesce("said_kind", opened),
            basis_usd=pl.coalesce("said_basis_usd", "basis_usd"),
            acquired_at=pl.coalesce("said_acquired_at", "acquired_at"),
            usd_value=pl.coalesce("said_usd_value", "usd_value"),
        )
        .select(list(TRANSACTIONS)),
        TRANSACTIONS,
    )


def treated(
    transactions: pl.DataFrame, treatments: Iterable[tuple[Kind, Treatment]]
) -> pl.DataFrame:
    """Give liquidity moves, wraps and migrations the kind that the user holds them to be.

    Only where one token goes out and another comes in; what has one side still waits.

    Args:
        transactions: Schema TRANSACTIONS.
        treatments: By kind; the last one of a kind counts.
    """
    both = pl.col("in_asset").is_not_null() & pl.col("out_asset").is_not_null()
    kind = pl.col("kind")
    for held, treatment in dict(treatments).items():
        became = _HELD[treatment]
        kind = pl.when(both & (pl.col("kind") == held.value)).then(pl.lit(became)).otherwise(kind)
    return transactions.with_columns(kind=kind)


def _latest(resolutions: Iterable[Resolution]) -> list[Resolution]:
    by_key: dict[str, Resolution] = {}
    for one in resolutions:
        before = by_key.get(one.key, one)
        by_key[one.key] = Resolution(
            key=one.key,
            kind=one.kind or before.kind,
            basis_usd=before.basis_usd if one.basis_usd is None else one.basis_usd,
            acquired_at=one.acquired_at or before.acquired_at,
            usd_value=before.usd_value if one.usd_value is None else one.usd_value,
            reason=one.reason or before.reason,
        )
    return list(by_key.values())
