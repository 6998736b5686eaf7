"""Wash sales of a year: the law today beside the rule that is set and each pending bill."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.frames import REBUYS
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.settings import Settings
from harvest_tui.domain.sums import exact_sum, exact_sums
from harvest_tui.lots.ids import acquisition_of
from harvest_tui.reports.wash_lines import WashesView
from harvest_tui.reports.washes import LawOutcome, washes_view
from harvest_tui.rules.wash_sales import WashRule, counted, extended, law_today, pending_bills
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.wash_rules import rule_of, securities_of, words_of

TODAY: Final = "disallowed_today"
AS_SET: Final = "disallowed_as_set"

_MATCH: Final = ("disposal_id", "lot_id", "bought_key")
_FACTS: Final = (
    *_MATCH,
    "account",
    "asset",
    "disposed_on",
    "bought_transaction_id",
    "bought_account",
    "bought_on",
    "ira",
)


@dataclass(frozen=True, slots=True)
class _Law:
    column: str
    rule: WashRule


def rebuys(figures: Figures, year: int) -> pl.DataFrame:
    """List what was bought within 30 days of a year's losses, before and after.

    Losses and purchases are matched as section 1091 would match them, unit for unit, whether it
    covers the asset or not: the first is the loss that was made, the others what each law
    disallows of it.

    Returns:
        Schema REBUYS, and a column of each law: `disallowed_today`, `disallowed_as_set`, then
        `disallowed_` with the number of each bill.
    """
    found = _matched(figures.washed(counted(year)), year).rename({"disallowed": "loss"})
    by_law = {law.column: _matched(figures.washed(law.rule), year) for law in _laws(figures)}
    whole = pl.concat([one.select(*_FACTS, "term") for one in (found, *by_law.values())]).unique(
        _MATCH, keep="first", maintain_order=True
    )
    rows = whole.join(found.select(*_MATCH, "quantity", "loss"), on=_MATCH, how="left")
    for column, put_off in by_law.items():
        told = put_off.select(*_MATCH, "quantity", pl.col("disallowed").alias(column))
        rows = rows.join(told, on=_MATCH, how="left", suffix="_by_law").with_columns(
            pl.coalesce("quantity", "quantity_by_law").alias("quantity"),
            pl.col(column).fill_null(0),
        )
        rows = rows.drop("quantity_by_law")
    dated = rows.with_columns(
        pl.col("loss").fill_null(0),
        days=(pl.col("bought_on") - pl.col("disposed_on")).dt.total_days(),
    )
    return dated.sort("disposed_on", "disposal_id", "bought_on", maintain_order=True).select(
        *REBUYS, *by_law
    )


def washes_shown(figures: Figures, year: int) -> WashesView:
    """Show a year under each law, and what was bought within 30 days of its losses."""
    settings = figures.settings
    return washes_view(
        year,
        _outcomes(figures, year),
        rebuys(figures, year),
        facts=(words_of(settings),),
    )


def bill_column(name: str) -> str:
    """Name the column of a bill: `disallowed_hr_9172`."""
    return "disallowed_" + name.replace(".", "").replace(" ", "_").lower()


def _laws(figures: Figures) -> list[_Law]:
    settings = figures.settings
    securities = securities_of(settings)
    return [
        _Law(TODAY, law_today(securities)),
        _Law(AS_SET, rule_of(settings)),
        *(
            _Law(bill_column(bill.name), extended(securities, bill.sales_from))
            for bill in pending_bills()
        ),
    ]


def _outcomes(figures: Figures, year: int) -> list[LawOutcome]:
    settings = figures.settings
    securities = securities_of(settings)
    today = _outcome("Law today", figures.washed(law_today(securities)), year)
    as_set = [_outcome("As set", figures.washed(rule_of(settings)), year, _set_from(settings))]
    bills = [
        _outcome(
            bill.name,
            figures.washed(extended(securities, bill.sales_from)),
            year,
            bill.sales_from,
        )
        for bill in pending_bills()
    ]
    return [today, *(as_set if rule_of(settings) != law_today(securities) else ()), *bills]


def _set_from(settings: Settings) -> date | None:
    return settings.rules.wash_sale_from


def _outcome(name: str, figures: Figures, year: int, sales_from: date | None = None) -> LawOutcome:
    put_off = _of_year(figures, year)
    return LawOutcome(
        name=name,
        sales_from=sales_from,
        short_term=_sum(put_off, Term.SHORT),
        long_term=_sum(put_off, Term.LONG),
        year=figures.netting(year, {}, date(year, 12, 31)).before,
    )


def _sum(put_off: pl.DataFrame, term: Term) -> Usd:
    return exact_sum(put_off.filter(pl.col("term") == term.value)["disallowed"])


def _of_year(figures: Figures, year: int) -> pl.DataFrame:
    return figures.replay.washes.filter(pl.col("disposed_on").dt.year() == year)


def _matched(figures: Figures, year: int) -> pl.DataFrame:
    """Add up what one purchase replaced of one lot sold; parts of a lot are that lot."""
    washes = _of_year(figures, year)
    whole = pl.Series("lot_id", [acquisition_of(lot) for lot in washes["lot_id"]], pl.String)
    known = washes.with_columns(whole, ira=pl.col("lost"))
    return exact_sums(known, _FACTS, ["quantity", "disallowed"], pl.col("term").first())
