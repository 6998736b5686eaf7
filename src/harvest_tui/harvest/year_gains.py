"""What the ledger, and what is planned, adds to each tax year."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO, Usd
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.sums import exact_sum
from harvest_tui.tax.year import LedgerGains


def gains_by_year(
    disposals: pl.DataFrame, income: Mapping[int, Usd], collectibles: Collection[str]
) -> dict[int, LedgerGains]:
    """Add up the disposals of each year by term.

    Args:
        disposals: Schema DISPOSALS.
        income: Ordinary income booked in the ledger, by year.
        collectibles: Assets whose long-term gain is taxed at up to 28 %.
    """
    years = set(disposals["disposed_on"].dt.year()) | set(income)
    return {
        year: LedgerGains(
            **_by_term(disposals.filter(pl.col("disposed_on").dt.year() == year), collectibles),
            income=income.get(year, ZERO),
        )
        for year in sorted(years)
    }


def with_sales(
    before: LedgerGains, sales: pl.DataFrame, collectibles: Collection[str]
) -> LedgerGains:
    """Add planned sales (schema PLANNED) to a year's gains."""
    more = _by_term(sales, collectibles)
    return replace(
        before,
        short_term=EXACT.add(before.short_term, more["short_term"]),
        long_term=EXACT.add(before.long_term, more["long_term"]),
        collectibles=EXACT.add(before.collectibles, more["collectibles"]),
    )


def with_elsewhere(
    ledger: Mapping[int, LedgerGains], sales: pl.DataFrame
) -> dict[int, LedgerGains]:
    """Add the imported sales (schema ELSEWHERE) of each year."""
    years = sorted({*ledger, *sales["year"].unique()})
    return {
        year: _elsewhere(ledger.get(year, LedgerGains()), sales.filter(pl.col("year") == year))
        for year in years
    }


def _elsewhere(before: LedgerGains, sales: pl.DataFrame) -> LedgerGains:
    long = sales.filter(pl.col("term") == Term.LONG.value)
    return replace(
        before,
        short_term_elsewhere=exact_sum(sales.filter(pl.col("term") == Term.SHORT.value)["gain"]),
        long_term_elsewhere=exact_sum(long["gain"]),
        collectibles_elsewhere=exact_sum(long.filter("collectible")["gain"]),
    )


def _by_term(rows: pl.DataFrame, collectibles: Collection[str]) -> dict[str, Usd]:
    long = rows.filter(pl.col("term") == Term.LONG.value)
    return {
        "short_term": exact_sum(rows.filter(pl.col("term") == Term.SHORT.value)["gain"]),
        "long_term": exact_sum(long["gain"]),
        "collectibles": exact_sum(long.filter(pl.col("asset").is_in(list(collectibles)))["gain"]),
    }
