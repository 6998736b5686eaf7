"""Where a fee goes: Treas. Reg. 1.1001-7(b), 1.1012-1(h), by hand."""

from decimal import Decimal
from typing import Any

import pytest

from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import SwapFee
from lots.books import Amount, buy, deed, elect, left, move, rows, run, sell

BASIS = ("acquired_transaction_id", "quantity", "cost_basis")
GAIN = ("kind", "asset", "quantity", "proceeds", "cost_basis", "gain")


def swap(**more: Any) -> Any:  # noqa: ANN401 # as `deed`
    """1 ETH for 100 TKN worth 2,500."""
    return deed(
        Kind.SWAP,
        "x1",
        "2026-03-01",
        went=(1, "ETH"),
        came=(100, "TKN"),
        **({"usd_value": 2_500} | more),
    )


ETH = buy("b1", "2025-01-01", 1, 1_800, asset="ETH")
"""1 ETH, basis 1,800."""


def test_a_dollar_fee_adds_to_the_basis_of_what_is_bought() -> None:
    done = run(buy("b1", "2026-01-01", 1, 1_000, fee=(5, "USD")))
    assert left(done, *BASIS) == [("b1", 1, 1_005)]


def test_a_dollar_fee_lowers_the_proceeds_of_what_is_sold() -> None:
    done = run(
        buy("b1", "2026-01-01", 1, 1_000), sell("s1", "2026-02-01", 1, 1_200, fee=(5, "USD"))
    )
    assert rows(done, *GAIN) == [("sale", "BTC", 1, 1_195, 1_000, 195)]


def test_a_fee_withheld_from_a_purchase_leaves_fewer_units_at_the_whole_cost() -> None:
    done = run(buy("b1", "2026-01-01", 1, 1_000, fee=("0.1", "BTC")))
    assert left(done, *BASIS) == [("b1", Decimal("0.9"), 1_000)]
    assert rows(done) == []


FINEST = Decimal("1e-18")


@pytest.mark.parametrize(
    ("fee", "lots"),
    [
        pytest.param(Decimal(1), [], id="all of it"),
        pytest.param(1 - FINEST, [("b1", FINEST, 1_000)], id="all but the finest unit"),
    ],
)
def test_a_purchase_that_its_fee_takes_up_opens_no_lot(
    fee: Decimal, lots: list[tuple[object, ...]]
) -> None:
    assert left(run(buy("b1", "2026-01-01", 1, 1_000, fee=(fee, "BTC"))), *BASIS) == lots


def test_a_fee_in_the_asset_sold_is_among_the_units_sold() -> None:
    """0.9 sold and 0.1 for the fee: the whole lot goes for the 900 dollars received."""
    done = run(
        buy("b1", "2026-01-01", 1, 1_000),
        sell("s1", "2026-02-01", "0.9", 900, fee=("0.1", "BTC"), fee_usd=100),
    )
    assert rows(done, *GAIN) == [("sale", "BTC", 1, 900, 1_000, -100)]


def test_the_fee_of_a_swap_is_all_on_the_side_given_up() -> None:
    """Treas. Reg. 1.1001-7(b): realised 2,490, gain 690; the tokens keep a basis of 2,500."""
    done = run(ETH, swap(fee=(10, "USD")))
    assert rows(done, *GAIN) == [("swap", "ETH", 1, 2_490, 1_800, 690)]
    assert left(done, *BASIS) == [("x1", 100, 2_500)]


def test_a_fee_withheld_from_a_swap_is_valued_by_the_swap_itself() -> None:
    """2 of 100 tokens withheld, 25 dollars each: 2,450 realised, and 98 tokens at 2,450."""
    done = run(ETH, swap(fee=(2, "TKN")))
    assert rows(done, *GAIN) == [("swap", "ETH", 1, 2_450, 1_800, 650)]
    assert left(done, *BASIS) == [("x1", 98, 2_450)]


def test_a_fee_withheld_from_a_swap_counts_as_stated_where_it_is() -> None:
    """The source values the two tokens at 48: realised 2,452; the basis stays a share."""
    done = run(ETH, swap(fee=(2, "TKN"), fee_usd=48))
    assert rows(done, *GAIN) == [("swap", "ETH", 1, 2_452, 1_800, 652)]
    assert left(done, *BASIS) == [("x1", 98, 2_450)]


def test_a_fee_in_the_asset_given_for_a_swap_is_among_the_units_given() -> None:
    done = run(
        buy("b1", "2025-01-01", "1.25", 2_250, asset="ETH"), swap(fee=("0.25", "ETH"), fee_usd=625)
    )
    assert rows(done, *GAIN) == [("swap", "ETH", Decimal("1.25"), 2_500, 2_250, 250)]
    assert left(done, *BASIS) == [("x1", 100, 2_500)]


BNB = buy("b0", "2025-01-01", 1, 300, asset="BNB")
"""1 BNB, basis 300."""


@pytest.mark.parametrize(
    "worth",
    [
        pytest.param({"fee_usd": 6}, id="as stated"),
        pytest.param({}, id="by that day's price"),
    ],
)
def test_a_fee_in_a_third_asset_is_a_disposal_and_a_cost(worth: dict[str, Amount]) -> None:
    """0.01 BNB, basis 3, worth 6: gain 3; and 6 go to basis, or off the proceeds."""
    fee = {"fee": ("0.01", "BNB"), **worth}
    prices = (("BNB", "2026-01-01", 600), ("BNB", "2026-02-01", 600))
    done = run(
        BNB,
        buy("b1", "2026-01-01", 1, 1_000, **fee),
        sell("s1", "2026-02-01", 1, 1_100, **fee),
        prices=prices,
    )
    assert rows(done, *GAIN) == [
        ("fee", "BNB", Decimal("0.01"), 6, 3, 3),
        ("sale", "BTC", 1, 1_094, 1_006, 88),
        ("fee", "BNB", Decimal("0.01"), 6, 3, 3),
    ]
    assert left(done, *BASIS) == [("b0", Decimal("0.98"), 294)]


def test_the_rows_of_a_sale_share_an_id_and_its_fee_has_its_own() -> None:
    done = run(
        BNB,
        buy("b1", "2026-01-01", 1, 1_000),
        buy("b2", "2026-01-02", 1, 1_000),
        sell("s1", "2026-02-01", 2, 2_200, fee=("0.01", "BNB"), fee_usd=6),
    )
    sale, same, fee = (name for (name,) in rows(done, "disposal_id"))
    assert sale == same != fee


def test_a_fee_without_a_value_leaves_both_waiting() -> None:
    """Neither the BNB given nor the proceeds net of it can be told: no row is made up."""
    done = run(
        BNB,
        buy("b1", "2026-01-01", 1, 1_000),
        sell("s1", "2026-02-01", 1, 1_100, fee=("0.01", "BNB")),
    )
    assert rows(done) == []
    assert [(f.finding, f.asset) for f in done.findings] == [
        ("missing value", "BTC"),
        ("missing value", "BNB"),
    ]


def test_a_fee_without_a_value_leaves_what_was_bought_without_a_basis() -> None:
    done = run(BNB, buy("b1", "2026-01-01", 1, 1_000, fee=("0.01", "BNB")))

    assert left(done, *BASIS) == [("b0", Decimal("0.99"), 297)]
    assert [(f.finding, f.asset) for f in done.findings] == [
        ("missing basis", "BTC"),
        ("missing value", "BNB"),
    ]


def test_moving_is_no_sale_but_its_fee_is() -> None:
    """Treas. Reg. 1.1001-7: 0.001 ETH for the fee, basis 1.50, worth 2.60: gain 1.10."""
    done = run(
        buy("b1", "2026-01-01", 1, 1_500, asset="ETH"),
        move(
            "m1", "2026-02-01", "0.5", "Ledger", asset="ETH", fee=("0.001", "ETH"), fee_usd="2.60"
        ),
    )
    assert rows(done, *GAIN) == [
        ("transfer_fee", "ETH", Decimal("0.001"), Decimal("2.6"), Decimal("1.5"), Decimal("1.1"))
    ]
    assert left(done, "account", *BASIS, "acquired_at") == [
        ("Kraken", "b1", Decimal("0.499"), Decimal("748.5"), ETH_BOUGHT),
        ("Ledger", "b1", Decimal("0.5"), 750, ETH_BOUGHT),
    ]


ETH_BOUGHT = buy("b1", "2026-01-01", 1, 1, asset="ETH").at


@pytest.mark.parametrize(
    "worth",
    [
        pytest.param({"usd_value": 1_300}, id="by what the move itself says"),
        pytest.param({"prices": (("ETH", "2026-02-01", 2_600),)}, id="by that day's price"),
    ],
)
def test_the_fee_of_a_move_has_a_price(worth: dict[str, Any]) -> None:
    """Half an ETH worth 1,300 makes the fee of 0.001 ETH worth 2.60."""
    told = dict(worth)
    prices = told.pop("prices", ())
    done = run(
        buy("b1", "2026-01-01", 1, 1_500, asset="ETH"),
        move("m1", "2026-02-01", "0.5", "Ledger", asset="ETH", fee=("0.001", "ETH"), **told),
        prices=prices,
    )
    assert rows(done, "proceeds") == [(Decimal("2.6"),)]


def test_moved_units_are_drawn_before_the_fee() -> None:
    """The oldest unit moves; the fee comes from the next lot."""
    done = run(
        buy("b1", "2026-01-01", 1, 100),
        buy("b2", "2026-01-02", 1, 900),
        move("m1", "2026-02-01", 1, "Ledger", fee=("0.5", "BTC"), fee_usd=400),
    )
    assert rows(done, *BASIS) == [("b2", Decimal("0.5"), 450)]


def test_spending_sells_at_value() -> None:
    done = run(
        buy("b1", "2026-01-01", 1, 100),
        deed(Kind.SPEND, "p1", "2026-02-01", went=("0.5", "BTC"), usd_value=80),
        deed(Kind.FEE, "f1", "2026-02-02", went=("0.5", "BTC"), usd_value=40),
    )
    assert rows(done, *GAIN) == [
        ("spend", "BTC", Decimal("0.5"), 80, 50, 30),
        ("fee", "BTC", Decimal("0.5"), 40, 50, -10),
    ]


@pytest.mark.parametrize("kind", [Kind.GIFT_OUT, Kind.DONATION, Kind.LOST, Kind.STOLEN])
def test_what_is_given_away_or_lost_leaves_without_a_row(kind: Kind) -> None:
    done = run(
        buy("b1", "2026-01-01", 1, 100),
        deed(kind, "g1", "2026-02-01", went=("0.25", "BTC"), usd_value=80),
    )
    assert rows(done) == []
    assert left(done, *BASIS) == [("b1", Decimal("0.75"), 75)]
    assert done.findings == ()


def test_a_fee_in_kind_for_what_is_given_away_leaves_with_it_without_a_row() -> None:
    """0.5 given and 0.1 for the fee, of 1 at 100: 0.4 at 40 stay."""
    done = run(
        buy("b1", "2026-01-01", 1, 100),
        deed(Kind.GIFT_OUT, "g1", "2026-02-01", went=("0.5", "BTC"), fee=("0.1", "BTC")),
    )
    assert rows(done) == []
    assert left(done, *BASIS) == [("b1", Decimal("0.4"), 40)]
    assert done.findings == ()


def test_a_fee_in_another_asset_for_what_is_given_away_is_sold() -> None:
    done = run(
        BNB,
        buy("b1", "2026-01-01", 1, 100),
        deed(
            Kind.GIFT_OUT,
            "g1",
            "2026-02-01",
            went=("0.5", "BTC"),
            fee=("0.01", "BNB"),
            fee_usd=6,
        ),
    )
    assert rows(done, *GAIN) == [("fee", "BNB", Decimal("0.01"), 6, 3, 3)]
    assert left(done, *BASIS)[-1] == ("b1", Decimal("0.5"), 50)


@pytest.mark.parametrize(
    "election", [elect(Method.HIFO, account="Kraken"), elect(Method.HIFO, asset="BTC")]
)
def test_what_is_given_away_is_taken_by_the_order_of_its_account_and_asset(
    election: Election,
) -> None:
    """The dearer lot goes by HIFO; FIFO would give the first one."""
    done = run(
        buy("cheap", "2026-01-01", 1, 100),
        buy("dear", "2026-01-02", 1, 300),
        deed(Kind.GIFT_OUT, "g1", "2026-02-01", went=(1, "BTC")),
        elections=(election,),
    )
    assert left(done, *BASIS) == [("cheap", 1, 100)]


def test_more_given_away_than_there_was_is_told_and_no_proceeds_wait() -> None:
    done = run(
        buy("b1", "2026-01-01", 1, 100),
        deed(Kind.GIFT_OUT, "g1", "2026-02-01", went=(3, "BTC"), usd_value=300),
    )
    assert [f.message for f in done.findings] == [
        "2 BTC more left Kraken on 2026-02-01 12:00Z than it held"
    ]


@pytest.mark.parametrize(
    ("side", "proceeds", "basis"),
    [
        pytest.param(SwapFee.DISPOSED, 2_490, 2_500, id="as from 2025 on"),
        pytest.param(SwapFee.ACQUIRED, 2_500, 2_510, id="in the basis"),
        pytest.param(SwapFee.SPLIT, 2_495, 2_505, id="half and half"),
    ],
)
def test_before_2025_the_fee_of_a_swap_is_where_the_return_has_it(
    side: SwapFee, proceeds: int, basis: int
) -> None:
    """1 ETH, basis 1,800, for tokens worth 2,500, fee 10: 700 of gain less what is across."""
    old = buy("b1", "2023-01-01", 1, 1_800, asset="ETH")
    swapped = deed(
        Kind.SWAP,
        "x1",
        "2024-12-31",
        went=(1, "ETH"),
        came=(100, "TKN"),
        usd_value=2_500,
        fee=(10, "USD"),
    )
    done = run(old, swapped, swap_fee_before=side)

    assert rows(done, *GAIN) == [("swap", "ETH", 1, proceeds, 1_800, proceeds - 1_800)]
    assert left(done, *BASIS) == [("x1", 100, basis)]


@pytest.mark.parametrize(
    ("fee", "proceeds", "units", "basis"),
    [
        pytest.param((2, "TKN"), 2_500, 98, 2_500, id="withheld: fewer units at the whole value"),
        pytest.param(("0.25", "ETH"), 3_125, 100, 3_125, id="in the asset given, worth 625"),
    ],
)
def test_before_2025_a_fee_in_kind_may_be_in_the_basis_too(
    fee: tuple[Amount, str], proceeds: int, units: int, basis: int
) -> None:
    """100 TKN are worth 2,500, so 2 of them 50; a quarter ETH of fee is worth 625."""
    old = buy("b1", "2023-01-01", "1.25", 2_250, asset="ETH")
    swapped = deed(
        Kind.SWAP,
        "x1",
        "2024-12-31",
        went=(1, "ETH"),
        came=(100, "TKN"),
        usd_value=2_500,
        fee=fee,
    )
    done = run(old, swapped, swap_fee_before=SwapFee.ACQUIRED)

    assert rows(done, "proceeds") == [(proceeds,)]
    assert left(done, *BASIS)[-1] == ("x1", units, basis)


@pytest.mark.parametrize("side", list(SwapFee))
def test_from_2025_on_the_fee_of_a_swap_is_on_the_side_given_up_whatever_was_filed_before(
    side: SwapFee,
) -> None:
    done = run(ETH, swap(fee=(10, "USD")), swap_fee_before=side)
    assert rows(done, "proceeds") == [(2_490,)]


def test_the_rule_for_the_fee_of_a_swap_holds_on_its_first_day() -> None:
    """Treas. Reg. 1.1001-7(c): sales on or after 1 January 2025."""
    old = buy("b1", "2023-01-01", 1, 1_800, asset="ETH")
    swapped = deed(
        Kind.SWAP,
        "x1",
        "2025-01-01",
        went=(1, "ETH"),
        came=(100, "TKN"),
        usd_value=2_500,
        fee=(10, "USD"),
    )
    done = run(old, swapped, swap_fee_before=SwapFee.ACQUIRED)

    assert rows(done, "proceeds") == [(2_490,)]
    assert left(done, *BASIS) == [("x1", 100, 2_500)]


@pytest.mark.parametrize("asset", ["USD", "BTC", "ETH", "BNB"])
def test_a_fee_of_nothing_is_no_fee_whatever_it_would_be_paid_in(asset: str) -> None:
    """Two BTC for 200: one sold for 120, half given away, half swapped for 2 ETH worth 80."""
    fee = (0, asset)
    done = run(
        buy("b1", "2026-01-01", 2, 200, fee=fee),
        sell("s1", "2026-02-01", 1, 120, fee=fee),
        deed(Kind.GIFT_OUT, "g1", "2026-02-02", went=("0.5", "BTC"), fee=fee),
        deed(
            Kind.SWAP,
            "x1",
            "2026-02-03",
            went=("0.5", "BTC"),
            came=(2, "ETH"),
            usd_value=80,
            fee=fee,
        ),
    )
    assert rows(done, *GAIN) == [
        ("sale", "BTC", 1, 120, 100, 20),
        ("swap", "BTC", Decimal("0.5"), 80, 50, 30),
    ]
    assert left(done, *BASIS) == [("x1", 2, 80)]
    assert done.findings == ()
