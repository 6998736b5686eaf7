"""Migrations, margin, corrections, and fees beside what moves nothing."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from harvest_tui.domain.elections import Method
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from lots.books import Amount, at, buy, deed, elect, left, move, rows, run, sell

KEPT = ("asset", "acquired_transaction_id", "quantity", "cost_basis")


def migrate(units: Amount, became: Amount, fee: tuple[Amount, str] | None = None) -> Transaction:
    """Old units for new ones."""
    went, came = (units, "OLD"), (became, "NEW")
    return deed(Kind.REDENOMINATION, "r1", "2026-03-01", went=went, came=came, fee=fee)


def test_a_migration_keeps_dates_and_basis() -> None:
    done = run(
        buy("b1", "2025-01-01", 2, 100, asset="OLD"),
        buy("b2", "2025-02-01", 2, 300, asset="OLD"),
        migrate(3, 3_000),
    )
    assert rows(done) == []
    assert left(done, *KEPT) == [
        ("NEW", "b1", 2_000, 100),
        ("NEW", "b2", 1_000, 150),
        ("OLD", "b2", 1, 150),
    ]
    assert left(done, "acquired_at")[0] == (datetime(2025, 1, 1, 12, tzinfo=UTC),)
    assert done.findings == ()


def test_a_migrated_gift_keeps_both_its_bases() -> None:
    """Cost the donor 100, worth 60 when given; half of the 1,000 new units are sold for 20.

    A loss, so measured from half of the 60: 10 (26 U.S.C. § 1015(a)).
    """
    done = run(
        deed(Kind.GIFT_IN, "g1", "2025-01-01", came=(1, "OLD"), basis_usd=100, usd_value=60),
        migrate(1, 1_000),
        sell("s1", "2026-05-01", 500, 20, asset="NEW"),
    )
    assert rows(done, "cost_basis", "gain") == [(30, -10)]
    assert left(done, "cost_basis", "loss_basis") == [(50, 30)]


def test_what_had_moved_before_it_migrated_has_moved() -> None:
    """Moved out of the account it was bought in, it is covered by no broker's basis reporting."""
    done = run(
        buy("b1", "2026-01-01", 1, 100, asset="OLD", account="Gemini"),
        move("m1", "2026-02-01", 1, "Kraken", asset="OLD", account="Gemini"),
        migrate(1, 1_000),
        sell("s1", "2026-05-01", 500, 20, asset="NEW"),
        forms_expected=frozenset({"Kraken"}),
    )
    assert left(done, "account", "asset", "covered") == [("Kraken", "NEW", False)]
    assert done.reliefs["moved"].to_list() == [False, True, True]


def test_old_units_for_money_are_no_migration() -> None:
    """What they were paid out for is not told: they are set aside, and no lot of money opens."""
    done = run(
        buy("b1", "2025-01-01", 2, 100, asset="OLD"),
        deed(Kind.REDENOMINATION, "r1", "2026-03-01", went=(1, "OLD"), came=(70, "USD")),
    )
    assert rows(done) == []
    assert left(done, *KEPT, "provisional") == [("OLD", "b1", 1, 50, True)]
    assert [(f.finding, f.asset, f.amount) for f in done.findings] == [
        ("treatment needed", "OLD", Decimal(1))
    ]


def test_units_for_money_the_other_way_are_no_migration_either() -> None:
    """They have no lots to go on: what they are worth is to be told by the user."""
    done = run(
        deed(Kind.REDENOMINATION, "r1", "2026-03-01", went=(70, "USD"), came=(1, "NEW")),
    )
    assert left(done) == []
    assert [(f.finding, f.asset, f.amount) for f in done.findings] == [
        ("treatment needed", "NEW", Decimal(1))
    ]


def test_units_that_do_not_divide_add_up_all_the_same() -> None:
    done = run(*(buy(f"b{n}", "2025-01-01", 1, 100, asset="OLD") for n in (1, 2, 3)), migrate(3, 1))
    assert sum(row[0] for row in left(done, "quantity")) == 1
    assert sum(row[0] for row in left(done, "cost_basis")) == 300


def test_migrated_lots_rank_by_their_cost_in_new_units() -> None:
    """An old unit at 100 became 1,000 new ones at 0.10 each: not dearer than one bought at 0.20."""
    done = run(
        buy("b1", "2025-01-01", 1, 100, asset="OLD"),
        migrate(1, 1_000),
        buy("b2", "2026-04-01", 1_000, 200, asset="NEW"),
        sell("s1", "2026-05-01", 1_000, 150, asset="NEW"),
        elections=(elect(Method.HIFO),),
    )
    assert rows(done, "acquired_transaction_id", "gain") == [("b2", -50)]
    assert left(done, "whole_quantity", "whole_cost") == [(1_000, 100)]


@pytest.mark.parametrize(
    ("fee", "new", "old"),
    [
        pytest.param(("0.25", "OLD"), 1_000, Decimal("0.75"), id="in old units"),
        pytest.param((10, "NEW"), 990, 1, id="in new units"),
    ],
)
def test_a_fee_of_a_migration_is_a_disposal(
    fee: tuple[Amount, str], new: int, old: Decimal
) -> None:
    done = run(
        buy("b1", "2025-01-01", 2, 100, asset="OLD"),
        migrate(1, 1_000, fee=fee),
        prices=(("OLD", "2026-03-01", 60), ("NEW", "2026-03-01", "0.06")),
    )
    assert rows(done, "kind", "asset") == [("fee", fee[1])]
    assert left(done, "asset", "quantity") == [("NEW", new), ("OLD", old)]


def test_a_migration_takes_nothing_of_the_third_asset_that_pays_its_fee() -> None:
    done = run(
        buy("b1", "2025-01-01", 1, 100, asset="OLD"),
        buy("b2", "2025-01-01", 1, 300, asset="BNB"),
        migrate(1, 1_000, fee=("0.1", "BNB")),
        prices=(("BNB", "2026-03-01", 400),),
    )
    assert rows(done, "kind", "asset", "gain") == [("fee", "BNB", 10)]
    assert left(done, *KEPT) == [
        ("BNB", "b2", Decimal("0.9"), 270),
        ("NEW", "b1", 1_000, 100),
    ]
    assert done.findings == ()


def test_the_finest_unit_keeps_its_rank_when_it_migrates() -> None:
    """One atom for 10 is dearer than two for 16, at 8 each."""
    one, two, three = (f"0.00000000000000000{units}" for units in (1, 2, 3))
    done = run(
        buy("b1", "2025-01-01", one, 10, asset="OLD"),
        buy("b2", "2025-01-02", two, 16, asset="OLD"),
        migrate(three, three),
        sell("s1", "2026-04-01", one, 9, asset="NEW"),
        elections=(elect(Method.HIFO),),
    )
    assert rows(done, "acquired_transaction_id", "gain") == [("b1", -1)]


def test_a_migration_of_more_than_there_is_falls_short() -> None:
    done = run(buy("b1", "2025-01-01", 1, 100, asset="OLD"), migrate(2, 2_000))

    assert left(done, *KEPT, "provisional") == [("NEW", "b1", 1_000, 100, True)]
    assert [(f.finding, f.asset, f.amount) for f in done.findings] == [
        ("short disposal", "OLD", Decimal(1))
    ]
    assert done.findings[0].message == "1 OLD more left Kraken on 2026-03-01 12:00Z than it held"


def test_next_to_nothing_may_become_nothing() -> None:
    """One atom of the old asset is less than one of the new: no lot of no units."""
    done = run(
        buy("b1", "2025-01-01", "0.000000000000000001", 1, asset="OLD"),
        buy("b2", "2025-01-02", 1, 100, asset="OLD"),
        migrate("1.000000000000000001", "0.001"),
    )
    assert [row[0] for row in left(done, "acquired_transaction_id")] == ["b2"]


@pytest.mark.parametrize("kind", [Kind.INTERNAL_TRANSFER, Kind.NEUTRAL])
def test_a_fee_for_what_moves_nothing_is_a_disposal_all_the_same(kind: Kind) -> None:
    """Gas for an approval, say."""
    done = run(
        buy("b1", "2025-01-01", 1, 1_000, asset="ETH"),
        deed(kind, "n1", "2026-03-01", fee=("0.01", "ETH"), fee_usd=30),
    )
    assert rows(done, "kind", "quantity", "gain") == [("fee", Decimal("0.01"), 20)]
    assert left(done, "quantity") == [(Decimal("0.99"),)]


ETH = buy("b1", "2025-01-01", 2, 3_000, asset="ETH")
"""2 ETH, basis 1,500 each; worth 2,500 each on 1 March 2026."""
ETH_PRICE = (("ETH", "2026-03-01", 2_500),)


@pytest.mark.parametrize("kind", [Kind.NFT_BUY, Kind.NFT_MINT, Kind.BUY])
def test_paying_with_a_coin_is_a_disposal_of_the_coin(kind: Kind) -> None:
    """A token for 1 ETH: gain 1,000, and the token costs 2,500 (Notice 2014-21)."""
    token = deed(kind, "n1", "2026-03-01", went=(1, "ETH"), came=(1, "PUNK#12"))
    done = run(ETH, token, prices=ETH_PRICE)

    assert rows(done, "kind", "asset", "proceeds", "gain") == [("swap", "ETH", 2_500, 1_000)]
    assert left(done, *KEPT) == [("ETH", "b1", 1, 1_500), ("PUNK#12", "n1", 1, 2_500)]


@pytest.mark.parametrize("kind", [Kind.NFT_SELL, Kind.SELL])
def test_what_is_sold_for_a_coin_opens_a_lot_of_the_coin(kind: Kind) -> None:
    bought = buy("p1", "2026-01-01", 1, 1_000, asset="PUNK#12")
    sold = deed(kind, "n1", "2026-03-01", went=(1, "PUNK#12"), came=(1, "ETH"))
    done = run(bought, sold, prices=ETH_PRICE)

    assert rows(done, "kind", "asset", "proceeds", "gain") == [("swap", "PUNK#12", 2_500, 1_500)]
    assert left(done, *KEPT) == [("ETH", "n1", 1, 2_500)]


@pytest.mark.parametrize("kind", [Kind.SWAP, Kind.FORCED_CONVERSION, Kind.BUY])
def test_money_given_for_a_coin_is_a_purchase_under_whatever_name(kind: Kind) -> None:
    """The fee adds to basis: nothing was disposed of that it could lower the proceeds of."""
    paid = deed(kind, "x1", "2026-03-01", went=(100, "EUR"), came=(1, "ETH"), fee=(2, "EUR"))
    done = run(paid, prices=(("EUR", "2026-03-01", "1.5"),))

    assert rows(done) == []
    assert left(done, "quantity", "cost_basis") == [(1, 153)]


def test_a_delisting_may_end_in_dollars() -> None:
    ended = deed(Kind.FORCED_CONVERSION, "x1", "2026-03-01", went=(2, "ETH"), came=(500, "USD"))
    assert rows(run(ETH, ended), "kind", "proceeds", "gain") == [("swap", 500, -2_500)]


MARGIN = ("kind", "asset", "quantity", "proceeds", "cost_basis", "gain", "term", "lot_id")


@pytest.mark.parametrize(
    ("result", "proceeds", "cost"),
    [
        pytest.param({"came": (500, "USD")}, 500, 0, id="profit"),
        pytest.param({"went": (300, "USD")}, 0, 300, id="loss"),
        pytest.param({"came": (500, "USD"), "fee": (20, "USD")}, 500, 20, id="after its fee"),
        pytest.param({"came": (500, "EUR")}, 600, 0, id="in euros, by that day's price"),
        pytest.param({"went": (300, "EUR")}, 0, 360, id="lost in euros"),
        pytest.param({"came": (500, "USD"), "went": (300, "USD")}, 500, 300, id="both at once"),
    ],
)
def test_margin_is_a_gain_or_loss_without_lots(
    result: dict[str, tuple[int, str]], proceeds: int, cost: int
) -> None:
    done = run(
        deed(Kind.MARGIN_PNL, "m1", "2026-03-01", **result),  # type: ignore[arg-type] # legs
        prices=(("EUR", "2026-03-01", "1.2"),),
    )
    gain = proceeds - cost
    assert rows(done, *MARGIN) == [("margin", "USD", 0, proceeds, cost, gain, "short", None)]


def test_a_margin_row_has_no_holding_period_and_no_method() -> None:
    done = run(deed(Kind.MARGIN_PNL, "m1", "2026-03-01", came=(500, "USD")))

    told = ("disposal_id", "acquired_at", "disposed_at", "method", "covered", "provisional")
    day = at("2026-03-01")
    assert rows(done, *told) == [("m1@Kraken", day, day, "", False, False)]


def test_margin_whose_fee_is_paid_in_a_coin_sells_the_coin_too() -> None:
    done = run(
        buy("b1", "2026-01-01", 1, 300, asset="BNB"),
        deed(
            Kind.MARGIN_PNL, "m1", "2026-03-01", came=(500, "USD"), fee=("0.1", "BNB"), fee_usd=40
        ),
    )
    assert rows(done, "kind", "gain") == [("margin", 460), ("fee", 10)]


def test_margin_settled_in_a_coin_waits_and_what_leaves_is_set_aside() -> None:
    done = run(
        buy("b1", "2026-01-01", 1, 300),
        deed(Kind.MARGIN_PNL, "m1", "2026-03-01", went=("0.25", "BTC")),
    )
    assert rows(done) == []
    assert left(done, "quantity", "provisional") == [(Decimal("0.75"), True)]
    assert [f.finding for f in done.findings] == ["treatment needed"]


@pytest.mark.parametrize(
    ("side", "units"), [("came", 500), ("went", 300)], ids=["of a profit", "of a loss"]
)
def test_margin_without_a_price_waits_for_its_value(side: str, units: int) -> None:
    (found,) = run(deed(Kind.MARGIN_PNL, "m1", "2026-03-01", **{side: (units, "EUR")})).findings  # type: ignore[arg-type] # legs
    assert found.message == f"margin_pnl of {units} EUR at Kraken has no USD value"


@pytest.mark.parametrize("fee", [(7, "EUR"), (7, "BNB")], ids=["in money", "in a coin"])
@pytest.mark.parametrize(
    "result",
    [
        pytest.param({"came": (500, "USD")}, id="of a profit"),
        pytest.param({"went": (300, "USD")}, id="of a loss"),
        pytest.param({}, id="alone"),
    ],
)
def test_what_a_margin_result_waits_for_is_the_value_of_its_fee_and_said_once(
    result: dict[str, tuple[int, str]], fee: tuple[int, str]
) -> None:
    """Dollars are worth themselves: what has no price is what the fee was paid in."""
    done = run(
        buy("b1", "2026-01-01", 7, 300, asset="BNB"),
        deed(Kind.MARGIN_PNL, "m1", "2026-03-01", fee=fee, **result),  # type: ignore[arg-type] # legs
    )
    assert rows(done) == []
    assert [one.message for one in done.findings] == [
        f"margin_pnl of 7 {fee[1]} at Kraken has no USD value"
    ]


def test_a_correction_upwards_is_a_stated_lot_and_one_downwards_waits() -> None:
    done = run(
        deed(Kind.ADJUSTMENT, "a1", "2026-01-01", came=(1, "BTC"), basis_usd=100),
        deed(Kind.ADJUSTMENT, "a2", "2026-02-01", went=("0.5", "BTC")),
    )
    assert left(done, "quantity", "cost_basis", "provisional") == [(Decimal("0.5"), 50, True)]
    assert [f.finding for f in done.findings] == ["treatment needed"]


@pytest.mark.parametrize("kind", [Kind.FIAT_DEPOSIT, Kind.FIAT_WITHDRAWAL])
def test_money_has_no_lots(kind: Kind) -> None:
    done = run(deed(kind, "d1", "2026-01-01", came=(100, "EUR")))
    assert (rows(done), left(done), done.findings) == ([], [], ())
