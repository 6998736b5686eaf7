from decimal import Decimal

import polars as pl

from harvest_tui.domain.frames import POSITIONS
from harvest_tui.reports.columns import Group
from harvest_tui.reports.portfolio import NO_BASIS, portfolio_view
from reports import household

D = Decimal


def positions(*rows: tuple[str, str, str, str, str | None, str | None]) -> pl.DataFrame:
    """Positions from account, asset, quantity, without basis, basis and price."""
    made = []
    for account, asset, quantity, without, basis, price in rows:
        value = None if price is None else D(quantity) * D(price)
        gain = None if value is None or basis is None else value - D(basis)
        made.append(
            {
                "account": account,
                "asset": asset,
                "quantity": D(quantity),
                "quantity_without_basis": D(without),
                "cost_basis": None if basis is None else D(basis),
                "price": None if price is None else D(price),
                "market_value": value,
                "unrealized_gain": gain,
                "short_term_gain": gain,
                "long_term_gain": None if gain is None else D(0),
            }
        )
    return pl.DataFrame(made, schema=POSITIONS)


def test_an_asset_held_in_two_accounts_is_one_row() -> None:
    view = portfolio_view(household.positions(), Group.ASSET)
    row = view.frame.row(by_predicate=pl.col("key") == "ETH", named=True)
    assert row["quantity"] == D("14.85")  # 10.4 + 4.85 less 0.4 without basis
    assert row["market_value"] == D(41580)  # 14.85 x 2,800
    assert row["cost_basis"] == D("47902.10")
    assert row["unrealized_gain"] == D("-6322.10")
    assert row["short_term_gain"] == D("-7015.40")
    assert row["long_term_gain"] == D("693.30")


def test_units_without_basis_stand_in_a_row_of_their_own() -> None:
    view = portfolio_view(household.positions(), Group.ASSET, arrivals={"ETH": household.ARRIVED})
    row = view.frame.row(by_predicate=pl.col("key") == "ETH\twithout basis", named=True)
    assert (row["quantity"], row["market_value"]) == (D("0.4"), D(1120))
    assert row["cost_basis"] is None
    assert row["note"] == f"✖ {household.ARRIVED}"


def test_units_all_without_basis_give_no_empty_row() -> None:
    view = portfolio_view(positions(("Kraken", "ETH", "2", "2", None, "2800")), Group.ASSET)
    assert view.frame["key"].to_list() == ["ETH\twithout basis"]
    assert view.frame["note"].to_list() == [NO_BASIS]


def test_the_largest_value_comes_first_and_shares_add_up() -> None:
    view = portfolio_view(household.positions(), Group.ASSET)
    assert view.frame["key"].to_list()[:4] == ["BTC", "ETH", "SOL", "USDC"]
    assert view.frame["share"].sum() == D(1)
    assert view.frame["share"][0].quantize(D("0.001")) == D("0.611")  # 122,120 of 199,885


def test_accounts_count_their_assets_and_flag_units_without_basis() -> None:
    view = portfolio_view(household.positions(), Group.ACCOUNT)
    rows = {row["account"]: row for row in view.frame.iter_rows(named=True)}
    assert rows["Coinbase"]["assets"] == 5
    assert rows["Coinbase"]["market_value"] == D(39070)  # 13,580+12,506+6,100+4,400+2,484
    assert rows["Kraken"]["sign"] == "✖"
    assert view.legend == ("✖ holds units without basis",)


def test_totals_are_of_what_is_known() -> None:
    totals = portfolio_view(household.positions(), Group.ASSET).totals
    assert totals["market_value"] == D(199885)
    assert totals["unrealized_gain"] == D("33395.90")
    by_account = portfolio_view(household.positions(), Group.ACCOUNT).totals
    assert totals == by_account


def test_an_asset_without_price_has_no_value_and_is_named() -> None:
    view = portfolio_view(
        positions(("A", "BTC", "1", "0", "10", "20"), ("A", "OLD", "5", "0", "3", None)),
        Group.ASSET,
    )
    row = view.frame.row(by_predicate=pl.col("key") == "OLD", named=True)
    assert (row["market_value"], row["unrealized_gain"], row["share"]) == (None, None, None)
    assert row["cost_basis"] == D(3)
    assert "no price: OLD" in view.facts


def test_an_account_with_one_price_missing_shows_the_rest_and_says_so() -> None:
    view = portfolio_view(
        positions(("A", "BTC", "1", "0", "10", "20"), ("A", "OLD", "5", "0", "3", None)),
        Group.ACCOUNT,
    )
    row = view.frame.row(0, named=True)
    assert (row["market_value"], row["sign"]) == (D(20), "◌")
    assert view.legend == ("◌ something here has no price",)


def test_many_assets_without_price_are_named_in_part() -> None:
    rows = [("A", f"T{n}", "1", "0", "1", None) for n in range(6)]
    assert "no price: T0, T1, T2, T3 …" in portfolio_view(positions(*rows), Group.ASSET).facts


def test_cash_is_shown_and_keeps_no_lots() -> None:
    view = portfolio_view(positions(("Kraken", "USD", "1200", "0", None, "1")), Group.ASSET)
    row = view.frame.row(0, named=True)
    assert (row["market_value"], row["cost_basis"]) == (D(1200), None)
    assert row["note"] == "cash: no lots are kept"


def test_an_empty_book_names_the_next_step() -> None:
    view = portfolio_view(household.positions().clear(), Group.ASSET)
    assert view.frame.is_empty()
    assert "harvest-tui import" in view.empty[1]
