"""Receipts near a loss that the wash-sale rule covers: flagged, and not taken for purchases."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

import polars as pl

from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import AT_VALUE, Kind
from harvest_tui.domain.text import shown
from harvest_tui.rules.wash_sales import WashRule, window

_RECEIPTS = sorted(kind.value for kind in AT_VALUE | {Kind.GIFT_IN, Kind.INHERITANCE})


def receipts_near_losses(
    disposals: pl.DataFrame, ledger: pl.DataFrame, rule: WashRule, zone: str
) -> Iterator[Finding]:
    """Warn, once for an asset and year, of rewards and gifts within 30 days of covered losses.

    Section 1091 speaks of what was acquired by purchase or by a taxable exchange. That a reward
    is neither is the better reading, and not settled.

    Args:
        disposals: Schema DISPOSALS.
        ledger: Schema LEDGER.
        rule: The rule in force.
        zone: The taxpayer's.

    Source: 26 U.S.C. § 1091(a).
    """
    if rule.idle:
        return
    losses = [(asset, day) for asset, day in _losses(disposals) if rule.covers(asset, day)]
    received = _received(ledger, zone)
    near = [
        (asset, day.year)
        for asset, day in losses
        if any(abs(day - one) <= window() for one in received.get(asset, ()))
    ]
    for (asset, year), sales in groupby(sorted(near)):
        count = len(list(sales))
        yield Finding(
            finding="receipt near a loss",
            severity=Severity.WARNING,
            asset=asset,
            message=f"{count} loss{'' if count == 1 else 'es'} on {shown(asset, 16)} in {year} "
            "had rewards or gifts within 30 days: they are no purchases, and no loss is put off "
            "for them",
            fix="ask an adviser; if they count as purchases, adjust Form 8949 beside this",
        )


def _losses(disposals: pl.DataFrame) -> list[tuple[str, date]]:
    at_loss = disposals.filter(pl.col("proceeds") < pl.col("cost_basis"))
    return at_loss.select("asset", "disposed_on").rows()


def _received(ledger: pl.DataFrame, zone: str) -> dict[str, list[date]]:
    rows = ledger.filter(pl.col("kind").is_in(_RECEIPTS)).select(
        "in_asset", on=pl.col("at").dt.convert_time_zone(zone).dt.date()
    )
    days = rows.unique().group_by("in_asset").agg("on")
    return dict(days.iter_rows())
