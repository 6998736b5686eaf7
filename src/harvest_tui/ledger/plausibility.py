"""What looks odd though it adds up: prices, gaps, dates on the edge of a year, missing fees."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import EXACT, ONE
from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import FIAT, PURCHASES, SALES
from harvest_tui.domain.text import shown, typed

FAR: Final = 2
"""A price is far from the book's when one is more than this many times the other."""
FEW: Final = 20
"""Trades without a fee are few when they are less than one in so many."""
_TRADES: Final = [kind.value for kind in PURCHASES | SALES]
_MOST: Final = 50
"""Findings of one sort that are listed one by one."""


def far_prices(ledger: pl.DataFrame, prices: pl.DataFrame, zone: str) -> Iterator[Finding]:
    """Report values whose unit price is far from the price book's of that day.

    Args:
        ledger: Schema LEDGER.
        prices: Schema PRICES.
        zone: The taxpayer's; decides the day.
    """
    sides = [
        ledger.select(
            "transaction_id",
            "account",
            "value",
            "value_source",
            asset=f"{side}_asset",
            quantity=f"{side}_quantity",
            on=pl.col("at").dt.convert_time_zone(zone).dt.date(),
        )
        for side in ("in", "out")
    ]
    told = pl.concat(sides).filter(
        pl.col("value_source").is_in(["usd_leg", "reported"])
        & ~pl.col("asset").is_in(sorted(FIAT))
        & (pl.col("quantity") > 0)
        & (pl.col("value") > 0)
    )
    priced = told.join(prices.select("asset", "on", "price"), on=["asset", "on"], how="inner")
    for row in priced.filter(_far(priced)).head(_MOST).iter_rows(named=True):
        unit = EXACT.divide(row["value"], row["quantity"])
        yield _warning(
            "price far from book",
            f"{shown(row['asset'], 16)} at {unit:,.4f} a unit on {row['on']}; the price "
            f"book says {row['price']:,.4f}",
            f"harvest-tui resolve {typed(row['transaction_id'])} --value USD, if it is wrong",
            row,
        )


def _far(priced: pl.DataFrame) -> pl.Series:
    """Compare unit price and book by cross multiplication: a quotient may not fit a column."""
    columns = (column_atoms(priced[name]) for name in ("value", "quantity", "price"))
    stated_and_book = (
        ((value or 0) * ONE, (units or 0) * (price or 0))
        for value, units, price in zip(*columns, strict=True)
    )
    return pl.Series(
        [stated > FAR * book or book > FAR * stated for stated, book in stated_and_book],
        dtype=pl.Boolean,
    )


def coverage_gaps(ledger: pl.DataFrame, zone: str) -> Iterator[Finding]:
    """Report years without a row between the first and the last of an account."""
    years = (
        ledger.select("account", year=pl.col("at").dt.convert_time_zone(zone).dt.year())
        .unique()
        .sort("account", "year")
    )
    for (account,), rows in sorted(years.partition_by("account", as_dict=True).items()):
        seen = rows["year"].to_list()
        missing = sorted(set(range(seen[0], seen[-1])) - set(seen))
        if missing:
            yield Finding(
                finding="coverage gap",
                severity=Severity.WARNING,
                account=str(account),
                message=(
                    f"{shown(str(account))} has no row in {', '.join(map(str, missing))}, and has "
                    "rows before and after"
                ),
                fix="import that account's export of those years, if anything happened",
            )


def edge_dates(disposals: pl.DataFrame) -> Iterator[Finding]:
    """Report disposals that fall in another tax year in UTC than in the taxpayer's zone."""
    edge = disposals.filter(
        pl.col("disposed_at").dt.date().dt.year() != pl.col("disposed_on").dt.year()
    ).unique("disposal_id", maintain_order=True)
    for row in edge.head(_MOST).iter_rows(named=True):
        yield _warning(
            "tax date",
            f"{shown(row['asset'], 16)} at {shown(row['account'])} was disposed of on "
            f"{row['disposed_on']} in your zone and on {row['disposed_at']:%Y-%m-%d} in UTC: the "
            "broker's form may say the other year",
            "compare with Form 1099-DA; your zone is in harvest.toml",
            row,
        )


def missing_fees(ledger: pl.DataFrame) -> Iterator[Finding]:
    """Report accounts where few purchases and sales have no fee and most have one.

    Like is held against like: the source's own word for the row begins its note. Swaps are left
    aside, since their fee is often inside the price.
    """
    trades = ledger.filter(pl.col("kind").is_in(_TRADES)).with_columns(
        word=pl.col("note").str.extract(r"^([^:/,]*)").fill_null("")
    )
    counts = trades.group_by("account", "source", "word").agg(
        pl.len().alias("trades"), pl.col("fee_quantity").null_count().alias("bare")
    )
    for row in counts.sort("account", "source", "word").iter_rows(named=True):
        if 0 < row["bare"] * FEW <= row["trades"]:
            yield Finding(
                finding="fee missing",
                severity=Severity.WARNING,
                account=row["account"],
                message=(
                    f"{row['bare']} of {row['trades']} trades of {shown(row['source'])} at "
                    f"{shown(row['account'])} have no fee"
                ),
                fix="compare them with the source: harvest-tui transactions",
            )


def _warning(name: str, message: str, fix: str, row: dict[str, object]) -> Finding:
    return Finding(
        finding=name,
        severity=Severity.WARNING,
        transaction_id=str(row["transaction_id"]),
        account=str(row["account"]),
        asset=str(row["asset"]),
        message=message,
        fix=fix,
    )
