"""Findings that come from comparing the ledger with what was said, or not said, about it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

import polars as pl

from harvest_tui.domain.decisions import Treatment
from harvest_tui.domain.elections import Election
from harvest_tui.domain.findings import Finding, Severity, warning
from harvest_tui.domain.kinds import FIAT, Kind
from harvest_tui.domain.settings import Owner, Settings, YearInputs
from harvest_tui.domain.text import shown, typed
from harvest_tui.workspace.custody import off_return as not_on_return
from harvest_tui.workspace.custody import owners_of

STALE: Final = timedelta(days=3)
"""A price older than this on the planned day is said to be stale."""


def without_method(disposals: pl.DataFrame, elections: Iterable[Election]) -> Iterator[Finding]:
    """Years with disposals for which no method is on record: FIFO applies."""
    since = min((e.year for e in elections), default=None)
    for year in _years(disposals):
        if since is None or year < since:
            yield warning(
                "no method chosen",
                f"{year} has disposals and no method on record: FIFO applies",
                f"harvest-tui method set {year} METHOD --as-filed --evidence TEXT, if another was "
                "in force then and something shows it; none can be chosen after the sale",
            )


def assumed_carryover(year: int, *, assumed: bool) -> Iterator[Finding]:
    """A carryover taken as zero because the year before is not known."""
    if assumed:
        yield warning(
            "assumed carryover",
            f"losses carried from {year - 1} to {year} are taken as 0: the year before is not "
            "known",
            f"enter short_term_carryover_in and long_term_carryover_in under [year.{year}] "
            "(lines 8 and 13 of last year's worksheet; 0 if none)",
        )


def undecided_income(
    income: Mapping[int, pl.Series], years: Mapping[int, YearInputs]
) -> Iterator[Finding]:
    """Ledger income of a year of which the user has not said whether it is in the amounts."""
    for year, amounts in sorted(income.items()):
        given = years.get(year)
        if given is not None and given.ledger_income_added is None and len(amounts):
            yield warning(
                "ledger income",
                f"the ledger holds income of {year}; whether it is in the amounts of "
                f"[year.{year}] is not said: taken as included",
                f'ledger_income = "included" or "add" under [year.{year}]',
            )


def migrations(
    ledger: pl.DataFrame, treatments: Iterable[tuple[Kind, Treatment]]
) -> Iterator[Finding]:
    """Migrations whose basis was carried on without the user having said so."""
    if Kind.REDENOMINATION in dict(treatments):
        return
    moved = ledger.filter(pl.col("kind") == Kind.REDENOMINATION.value)
    pairs = moved.select("out_asset", "in_asset").unique(maintain_order=True)
    for before, after in pairs.iter_rows():
        yield warning(
            "migration",
            f"{shown(before or '?', 16)} became {shown(after or '?', 16)}: basis and dates were "
            "carried on, no sale",
            "harvest-tui resolve --treat redenomination=carry --reason TEXT (or =swap: taxable)",
        )


def off_return(settings: Settings) -> Iterator[Finding]:
    """Accounts whose disposals are left out, because of their owner and of who files how."""
    owners = owners_of(settings)
    for name in sorted(not_on_return(settings)):
        spouse = owners[name] is Owner.SPOUSE
        why = "a spouse's, and this is no joint return" if spouse else "an IRA"
        yield Finding(
            finding="account not on the return",
            severity=Severity.WARNING,
            account=name,
            message=f"{shown(name, 40)} is {why}: its sales are in no figure here",
            fix=f'owner under [accounts."{shown(name, 40)}"], or filing_status = "mfj"',
        )


def stale_prices(latest: pl.DataFrame, held: Iterable[str], on: date) -> Iterator[Finding]:
    """Prices of held assets that are old, or missing."""
    known = dict(zip(latest["asset"], latest["on"], strict=True))
    for asset in sorted(set(held) - FIAT):
        priced_on = known.get(asset)
        if priced_on is None:
            yield _price(asset, f"{shown(asset, 16)} has no price")
        elif on - priced_on > STALE:
            days = (on - priced_on).days
            yield _price(asset, f"the price of {shown(asset, 16)} is {days} days old")


def _price(asset: str, message: str) -> Finding:
    return Finding(
        finding="stale price",
        severity=Severity.WARNING,
        asset=asset,
        message=message,
        fix=f"harvest-tui price set {typed(asset)}=USD",
    )


def _years(disposals: pl.DataFrame) -> list[int]:
    years = disposals.filter(pl.col("lot_id").is_not_null())["disposed_on"].dt.year()
    return sorted(years.unique())
