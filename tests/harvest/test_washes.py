"""Planned losses and what was bought of late. Sales are planned for 2026-11-22."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from harvest.holdings import FREE, HARVEST, ON, lot, priced_lots
from harvest.test_candidates import WORTH
from harvest_tui.domain.frames import LEDGER, empty
from harvest_tui.harvest.blocked import OFF_RETURN, blocked_of
from harvest_tui.harvest.candidates import WASHED, Candidates, candidates
from harvest_tui.harvest.sales import PLANNED, SaleError, planned, refuse_off_return
from harvest_tui.harvest.washes import purchase_notes, put_off, recent_purchases
from harvest_tui.rules.wash_sales import WashRule, extended, pending_bills

LAW = WashRule()
RULE = WashRule(others_from=date(2026, 6, 9))
PRICES = {"ETH": "2800"}
OLD = lot("old", "Kraken", "ETH", "4", "16000", "2025-12-01")
"""Four at 4,000: a loss of 1,200 each."""
NEW = lot("new", "Gemini", "ETH", "1", "2900", "2026-11-10")
EDGE = lot("edge", "Gemini", "ETH", "1", "2900", "2026-10-23")
"""30 days before 22 November."""
BEFORE = lot("before", "Gemini", "ETH", "1", "2900", "2026-10-22")


def sold(*lots: dict[str, Any], rule: WashRule = RULE, **units: str | None) -> dict[str, Any]:
    """Plan sales of lots by name; give adjustment and gain of each."""
    priced = priced_lots(*lots, prices=PRICES)
    accounts = {str(one["lot_id"]): str(one["account"]) for one in lots}
    marks = {(n, accounts[n]): None if u is None else Decimal(u) for n, u in units.items()}
    sales = put_off(planned(priced, marks, FREE), priced, recent_purchases(priced, rule, ON))
    assert dict(sales.schema) == dict(pl.Schema(PLANNED))
    return {row["lot_id"]: (row["adjustment"], row["gain"]) for row in sales.iter_rows(named=True)}


def test_a_planned_loss_is_put_off_as_far_as_units_were_bought_of_late() -> None:
    """4 sold, 1 bought twelve days before: of 4,800 lost 1,200 is put off."""
    assert sold(OLD, NEW, old=None) == {"old": (1_200, -3_600)}


def test_units_of_late_that_are_sold_too_replace_nothing() -> None:
    assert sold(OLD, NEW, old=None, new=None) == {"old": (0, -4_800), "new": (0, -100)}


def test_half_of_them_sold_leaves_half_to_replace() -> None:
    """Half of the new lot is sold at a loss of 50; what remains of it replaces none of itself."""
    assert sold(OLD, NEW, old=None, new="0.5") == {"old": (600, -4_200), "new": (0, -50)}


def test_each_unit_replaces_once_and_the_oldest_units_sold_come_first() -> None:
    older = lot("older", "Ledger", "ETH", "2", "6000", "2025-01-01")

    assert sold(OLD, older, NEW, old="1", older="2") == {"old": (0, -1_200), "older": (200, -200)}


def test_the_thirtieth_day_before_counts_and_the_day_before_it_does_not() -> None:
    assert sold(OLD, EDGE, old=None) == {"old": (1_200, -3_600)}
    assert sold(OLD, BEFORE, old=None) == {"old": (0, -4_800)}


@pytest.mark.parametrize(
    "other",
    [
        NEW | {"evidence": "staking_reward"},
        NEW | {"replacement": True},
        NEW | {"asset": "ETC"},
    ],
    ids=["reward", "has replaced before", "another asset"],
)
def test_other_units_replace_nothing(other: dict[str, Any]) -> None:
    assert sold(OLD, other, old=None) == {"old": (0, -4_800)}


def test_under_the_law_today_nothing_is_put_off_but_for_securities() -> None:
    assert sold(OLD, NEW, rule=LAW, old=None) == {"old": (0, -4_800)}
    assert sold(OLD, NEW, rule=WashRule(securities=frozenset({"ETH"})), old=None) == {
        "old": (1_200, -3_600)
    }


def test_a_rule_from_next_year_on_leaves_this_year_alone() -> None:
    assert sold(OLD, NEW, rule=extended(frozenset(), date(2027, 1, 1)), old=None) == {
        "old": (0, -4_800)
    }


def test_a_gain_is_not_touched() -> None:
    cheap = lot("cheap", "Kraken", "ETH", "1", "1000", "2025-12-01")

    assert sold(cheap, NEW, cheap=None) == {"cheap": (0, 1_800)}


def test_a_candidate_shows_the_loss_that_is_left() -> None:
    found = listed(OLD, NEW, rule=RULE)

    assert dict(found.lots.select("lot_id", "loss").iter_rows()) == {"old": 3_600, "new": 100}


def test_a_candidate_whose_loss_would_all_be_put_off_is_left_out_and_named() -> None:
    found = listed(OLD | {"quantity": Decimal(1), "cost_basis": Decimal(4_000)}, NEW, rule=RULE)

    assert found.lots["lot_id"].to_list() == ["new"]
    assert found.left_out.rows() == [("old", "Kraken", "ETH", WASHED)]


def test_lots_of_an_account_not_on_the_return_are_left_out_and_named() -> None:
    priced = priced_lots(OLD, NEW, prices=PRICES)

    found = candidates(
        priced, HARVEST, FREE, WORTH, {}, blocked_of(empty(LEDGER), {}, (), {"Kraken"})
    )

    assert found.left_out.rows() == [("old", "Kraken", "ETH", OFF_RETURN)]


def test_a_sale_in_an_account_not_on_the_return_is_refused() -> None:
    with pytest.raises(SaleError, match="old@IRA: sales in this account are not on this return"):
        refuse_off_return([("old", "IRA")], {"IRA"})


def test_a_purchase_of_late_is_told_with_the_bill_that_would_matter() -> None:
    notes = noted(OLD, NEW, rule=LAW)

    # the new lot itself meets no other purchase
    assert notes == {("old", "Kraken"): "bought on 2026-11-10; a wash sale if H.R. 9172 became law"}


def test_under_a_rule_in_force_the_note_says_so() -> None:
    assert noted(OLD, NEW, EDGE, rule=RULE)["old", "Kraken"] == (
        "bought on 2026-10-23 and 2026-11-10: a wash sale as far as that goes"
    )


def test_many_days_of_purchase_are_counted() -> None:
    days = [lot(f"n{day}", "Gemini", "ETH", "1", "2900", f"2026-11-{day}") for day in (10, 11, 12)]

    assert noted(OLD, *days, rule=RULE)["old", "Kraken"].startswith(
        "bought on 2026-11-10 and 2 more days"
    )


def test_of_a_payment_stablecoin_nothing_is_told() -> None:
    coins = [one | {"asset": "USDC"} for one in (OLD, NEW)]

    assert noted(*coins, rule=WashRule(exempt=frozenset({"USDC"}))) == {}


def listed(*lots: dict[str, Any], rule: WashRule) -> Candidates:
    priced = priced_lots(*lots, prices=PRICES)
    recent = recent_purchases(priced, rule, ON)
    return candidates(priced, HARVEST, FREE, WORTH, {}, recent=recent)


def noted(*lots: dict[str, Any], rule: WashRule) -> dict[tuple[str, str], str]:
    priced = priced_lots(*lots, prices=PRICES | {"USDC": "1"})
    return purchase_notes(priced, recent_purchases(priced, rule, ON), pending_bills())
