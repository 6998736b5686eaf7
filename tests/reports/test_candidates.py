from decimal import Decimal

import polars as pl
import pytest

from harvest_tui.domain.frames import AMOUNT
from harvest_tui.reports.candidates import candidates_view
from reports import household

D = Decimal


def test_the_greatest_net_benefit_comes_first_and_unknown_last() -> None:
    view = candidates_view(household.candidates(), on=household.ON, lots=212)
    assert view.table.frame["asset"].to_list() == ["ETH", "SOL", "ARB", "BTC", "LINK"]
    assert (view.table.sort, view.on) == ("net_benefit", household.ON)


def test_costs_are_shown_per_dollar_of_loss() -> None:
    rows = candidates_view(household.candidates(), on=household.ON, lots=212).table.frame
    # 17.36 / 3,418.68 and 357.1386 / 3,418.68
    assert rows["cost_per_dollar"][0].quantize(D("0.00001")) == D("0.00508")
    assert rows["later_per_dollar"][0].quantize(D("0.00001")) == D("0.10447")


def test_the_title_tells_the_day_the_rules_and_how_many_there_are() -> None:
    view = candidates_view(
        household.candidates(), on=household.ON, lots=212, facts=["own books suffice"]
    )
    assert view.table.facts == ("sale on 2026-11-22", "own books suffice", "5 of 212 lots")


def test_signs_are_explained_only_where_they_occur() -> None:
    noted = candidates_view(household.candidates(), on=household.ON, lots=5)
    assert noted.table.legend == ("! read why below",)
    locked = candidates_view(
        household.candidates(), on=household.ON, lots=5, unreachable={household.LINK}
    )
    assert locked.table.legend == ("◌ not reachable alone",)


def test_accounts_carry_the_sign_they_are_given() -> None:
    view = candidates_view(
        household.candidates(), on=household.ON, lots=5, account_signs={"Ledger": "→"}
    )
    held_at = dict(zip(view.table.frame["account"], view.table.frame["held_at"], strict=True))
    assert (held_at["Ledger"], held_at["Kraken"]) == ("Ledger →", "Kraken")


def test_without_income_the_columns_of_tax_are_left_out_and_it_is_said() -> None:
    taxes = ("tax_saved", "worth_per_dollar", "net_benefit")
    bare = household.candidates().with_columns(pl.lit(None, AMOUNT).alias(name) for name in taxes)
    view = candidates_view(bare, on=household.ON, lots=5).table
    assert [c.title for c in view.columns][-2:] == ["Loss", "Net benefit"]
    assert view.columns[-1].missing == "income not given"
    assert view.sort == "loss"
    assert view.frame["asset"][0] == "ARB"  # 5,338.48 is the largest loss


def test_a_frame_of_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="is not"):
        candidates_view(household.candidates().drop("note"), on=household.ON, lots=5)


def test_without_candidates_the_next_key_is_named() -> None:
    view = candidates_view(household.candidates().clear(), on=household.ON, lots=3)
    assert view.table.empty[0] == "No lot stands at a loss today."
    assert "1 goes to the portfolio" in view.table.empty[1]
