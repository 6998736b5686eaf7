"""Transactions made ready for the lots: linked, valued, ordered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl

from harvest_tui.domain.findings import Finding
from harvest_tui.domain.frames import LEDGER, require
from harvest_tui.domain.kinds import Kind
from harvest_tui.ledger.duplicates import repeated, superseded
from harvest_tui.ledger.legs import legs_of
from harvest_tui.ledger.links import Links, halves, link
from harvest_tui.ledger.on_chain import swaps_joined
from harvest_tui.ledger.order import in_order
from harvest_tui.ledger.transfers import joined, unlinked, with_stated_basis
from harvest_tui.ledger.values import with_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A ledger the lots can be replayed from."""

    ledger: pl.DataFrame
    """Schema LEDGER, in the stable order."""
    legs: pl.DataFrame
    """Schema LEGS."""
    links: Links
    superseded: Mapping[str, str]
    """Rows that a richer source tells too: key → key of the one that counts."""
    findings: tuple[Finding, ...]


def prepare(
    transactions: pl.DataFrame,
    prices: pl.DataFrame,
    zone: str,
    *,
    chosen: Mapping[str, str] | None = None,
    apart: Collection[tuple[str, str]] = (),
    ranks: Mapping[str, int] | None = None,
) -> Prepared:
    """Join what belongs together, value what needs it, and put all in one order.

    Args:
        transactions: Schema TRANSACTIONS, in any order.
        prices: Schema PRICES, at most one row for an asset and day.
        zone: The taxpayer's time zone.
        chosen: Transfers the user has confirmed, departure key → arrival key.
        apart: Pairs the user has parted: no transfer, or two events.
        ranks: By source: the lowest tells most; without it no source supersedes another.
    """
    twice = superseded(transactions, ranks, apart) if ranks else {}
    counting = transactions.filter(~pl.col("key").is_in(list(twice))) if twice else transactions
    counting = swaps_joined(counting)
    links = link(
        halves(counting, Kind.TRANSFER_OUT),
        halves(counting, Kind.TRANSFER_IN),
        chosen=chosen,
        apart=apart,
    )
    merged = with_stated_basis(joined(counting, links))
    ledger = in_order(with_values(merged, prices, zone)).select(list(LEDGER))
    return Prepared(
        ledger=require(ledger, LEDGER),
        legs=legs_of(ledger),
        links=links,
        superseded=twice,
        findings=(*unlinked(ledger, links), *repeated(transactions, twice)),
    )
