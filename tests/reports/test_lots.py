from decimal import Decimal

import polars as pl

from harvest_tui.reports.lots import lots_view
from reports import household

D = Decimal


def test_lots_come_oldest_first_and_are_named_by_account() -> None:
    view = lots_view(household.lots())
    assert view.frame["key"].to_list() == [
        "kraken-9@Kraken",
        "gem-4@Gemini",
        "led-2@Ledger",
        "cb-31@Coinbase",
        "kraken-812@Kraken",
        "cb-77@Coinbase",
    ]


def test_a_provisional_lot_carries_a_sign_that_is_explained() -> None:
    view = lots_view(household.lots())
    assert view.frame["sign"].to_list() == ["◌", None, None, None, None, None]
    assert view.legend == ("◌ provisional: an error stands before it",)
    sound = household.lots().filter(~household.lots()["provisional"])
    assert lots_view(sound).legend == ()


def test_lots_are_added_up() -> None:
    totals = lots_view(household.lots()).totals
    assert totals["cost_basis"] == D("65240.70")  # 46,614.00 of the candidates + 18,626.70
    assert totals["market_value"] == D(50035)  # 30,715 + 19,320


def test_without_lots_the_way_back_is_named() -> None:
    assert "esc" in lots_view(household.lots().clear()).empty[1]


def test_a_lot_without_a_price_or_behind_an_error_cannot_be_marked() -> None:
    lots = household.lots().with_columns(
        price=pl.when(pl.col("asset") == "LINK").then(None).otherwise("price")
    )
    locked = lots_view(lots).frame.filter("locked")["key"].to_list()
    assert locked == ["kraken-9@Kraken", "gem-4@Gemini"]
