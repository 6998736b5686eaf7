"""The sample's SOL under the bill of 8 June 2026, by hand.

On 2026-08-27 12 SOL bought on 2025-10-03 for 2,793.94 bring 2,129.85: a loss of 664.09. On
2026-08-05, 22 days before, 41.2 SOL were bought for 8,018.57, and 12 more at Kraken on 2026-09-15:
the earlier purchase replaces all twelve. They had been held from 3 October to 27 August, 328
days, and so those of 5 August 2026 count from 11 September 2025.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl

from harvest_tui.domain.settings import RuleSettings, WashSale
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.washing import rebuys, washes_shown
from sample.conftest import TODAY

NEAR = Decimal("0.000001")
AUGUST = date(2026, 8, 5)


def under_the_bill(figures: Figures) -> Figures:
    rules = RuleSettings(wash_sale=WashSale.APPLY, wash_sale_from=date(2026, 6, 9))
    settings = replace(figures.settings, rules=rules)
    return figures.under(replace(figures.inputs, settings=settings))


def test_the_august_loss_is_put_off_into_what_was_bought_before_it(figures: Figures) -> None:
    applied = under_the_bill(figures)

    sale = applied.gains(2026).filter(pl.col("code") == "W")
    assert sale.select("asset", "proceeds", "cost_basis", "adjustment", "gain").rows() == [
        ("SOL", Decimal("2129.85"), Decimal("2793.94"), Decimal("664.09"), Decimal(0))
    ]


def test_twelve_of_the_units_bought_carry_the_loss_and_the_period(figures: Figures) -> None:
    lots = under_the_bill(figures).lots(TODAY).filter(pl.col("acquired_on") == AUGUST)

    rest, part = lots.sort("replacement").iter_rows(named=True)
    assert (rest["quantity"], part["quantity"]) == (Decimal("29.2"), Decimal(12))
    # 8,018.57 x 12/41.2 = 2,335.505825; with 664.09 2,999.595825
    assert abs(part["cost_basis"] - Decimal("2999.595825")) < NEAR
    assert rest["cost_basis"] + part["cost_basis"] == Decimal("8018.57") + Decimal("664.09")
    assert (rest["held_since"], part["held_since"]) == (None, date(2025, 9, 11))
    assert (rest["term"], part["term"]) == ("short", "long")


def test_line_7_and_the_tax_rise_by_the_loss_put_off(figures: Figures) -> None:
    """At 24 % and 5 % of state proxy: 192.59 more."""
    now = figures.netting(2026, {}, TODAY).before
    then = under_the_bill(figures).netting(2026, {}, TODAY).before

    assert then.schedule_d.net_short_term - now.schedule_d.net_short_term == Decimal("664.09")
    assert now.tax is not None
    assert then.tax is not None
    assert then.tax.total_tax - now.tax.total_tax == Decimal("664.09") * Decimal("0.29")


def test_the_view_says_what_would_reach_back_into_2026(figures: Figures) -> None:
    laws = {row["law"]: row for row in washes_shown(figures, 2026).laws.frame.to_dicts()}

    assert laws["Law today"]["short"] == 0
    assert laws["H.R. 9172"]["short"] == Decimal("664.09")
    assert {laws[name]["short"] for name in ("S. 2207", "H.R. 8899", "H.R. 10357")} == {Decimal(0)}


def test_the_rebuys_of_both_years_are_on_record(figures: Figures) -> None:
    """2025-09-18: 4.53 SOL sold at a loss of 25.91; 12 bought fifteen days later."""
    names = ("asset", "disposed_on", "bought_on", "days", "quantity")

    assert rebuys(figures, 2026).select(names).rows() == [
        ("SOL", date(2026, 8, 27), AUGUST, -22, Decimal(12))
    ]
    assert rebuys(figures, 2025).select(names).rows() == [
        ("SOL", date(2025, 9, 18), date(2025, 10, 3), 15, Decimal("4.53"))
    ]


def test_the_figures_of_the_law_today_are_those_without_any_rule(figures: Figures) -> None:
    assert figures.replay.washes.is_empty()
    assert figures.disposals["adjustment"].to_list() == [Decimal(0)] * len(figures.disposals)
    assert set(figures.disposals["code"]) == {""}
