from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest.holdings import ETH, FEE, FREE, LINK, SOL, D, lot, priced_lots
from harvest_tui.domain.amounts import ONE, atoms, from_atoms, plain_text
from harvest_tui.harvest.sales import PLANNED, FeeRates, SaleError, planned


def sale(
    holding: dict[str, Any],
    units: Decimal | None = None,
    *,
    rates: FeeRates = FREE,
    prices: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Plan the sale of one lot."""
    marks = {(holding["lot_id"], holding["account"]): units}
    return planned(priced_lots(holding, prices=prices), marks, rates).row(0, named=True)


def test_the_fee_lowers_the_proceeds() -> None:
    row = sale(ETH, rates=FEE)

    # 3.1 x 2,800 = 8,680, of which a thousandth is the fee
    assert row["fee"] == D("8.68")
    assert row["proceeds"] == D("8671.32")
    assert row["cost_basis"] == 12_090
    assert row["gain"] == D("-3418.68")
    assert row["price"] == 2_800


def test_an_account_may_have_its_own_fee_rate() -> None:
    row = sale(ETH, rates=FeeRates(D("0.001"), {"Kraken": D("0.004"), "Gemini": D(1)}))

    assert row["fee"] == D("34.72")


def test_units_take_their_share_of_the_basis_by_floor() -> None:
    third = sale(lot("three", "Kraken", "ETH", "3", "1"), D(1))

    assert third["cost_basis"] == D("0.333333333333333333")
    assert third["quantity"] == 1
    assert third["gain"] == D("2799.666666666666666667")


def test_marks_follow_the_order_of_the_lots_and_take_all_where_nothing_is_said() -> None:
    sales = planned(
        priced_lots(ETH, SOL, LINK), {("eth", "Kraken"): D("0.1"), ("sol", "Coinbase"): None}, FREE
    )

    assert dict(sales.schema) == PLANNED
    assert list(sales.select("lot_id", "quantity", "term").iter_rows()) == [
        ("sol", D("41.2"), "short"),
        ("eth", D("0.1"), "short"),
    ]


def test_no_marks_are_no_sales() -> None:
    assert planned(priced_lots(ETH), {}, FEE).is_empty()


def test_a_lot_in_two_accounts_is_sold_where_it_is_said() -> None:
    here, there = LINK, LINK | {"account": "Ledger", "quantity": D(10), "cost_basis": D(184)}

    sales = planned(priced_lots(here, there), {("link-2", "Ledger"): None}, FREE)

    assert sales.select("account", "quantity", "cost_basis").rows() == [("Ledger", 10, 184)]


def gift(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    """It cost the donor 10,000 in 2021 and was worth 6,000 on 2026-05-04."""
    return lot("gift", "Ledger", "ART", "2", "10000", "2021-02-03", received="2026-05-04") | {
        "loss_basis": D(6000),
        **more,
    }


@pytest.mark.parametrize(
    ("price", "basis", "gain", "term"),
    [
        # Pub. 550: donor's basis 10,000, value at the gift 6,000
        pytest.param("6000", 10_000, 2_000, "long", id="12,000: from the donor's basis"),
        pytest.param("5000", 10_000, 0, "long", id="10,000: the donor's basis"),
        pytest.param("4000", 8_000, 0, "long", id="8,000: between the two"),
        pytest.param("3000", 6_000, 0, "long", id="6,000: the value then"),
        pytest.param("2500", 6_000, -1_000, "short", id="5,000: from the value then"),
    ],
)
def test_a_gift_has_two_bases(price: str, basis: int, gain: int, term: str) -> None:
    row = sale(gift(), prices={"ART": price})

    assert (row["cost_basis"], row["gain"], row["term"]) == (basis, gain, term)


def test_what_a_gift_fetches_after_the_fee_decides_its_basis_and_term() -> None:
    # at 6,000 exactly the fee of 6 makes a loss, short-term: held since the gift
    row = sale(gift(), rates=FEE, prices={"ART": "3000"})

    assert (row["proceeds"], row["cost_basis"], row["gain"]) == (5_994, 6_000, -6)
    assert row["term"] == "short"


def test_a_part_of_a_gift_takes_its_share_of_both_bases() -> None:
    loss = sale(gift(), D("0.5"), prices={"ART": "2500"})
    gain = sale(gift(), D("0.5"), prices={"ART": "6000"})

    # a quarter: 6,000 / 4 and 10,000 / 4
    assert (loss["cost_basis"], loss["gain"], loss["term"]) == (1_500, -250, "short")
    assert (gain["cost_basis"], gain["gain"], gain["term"]) == (2_500, 500, "long")


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        pytest.param(
            {("eth", "Coinbase"): None},
            "eth@Coinbase: no such open lot.\nFix: list them (harvest-tui lots).",
            id="not in that account",
        ),
        pytest.param(
            {("dot", "Kraken"): None},
            "dot@Kraken: DOT has no price.\nFix: give one (harvest-tui price set DOT=USD).",
            id="no price",
        ),
        pytest.param(
            {("dead", "Kraken"): None},
            "dead@Kraken: LUNA has a price of 0, and what nobody pays for is not sold.\n"
            "Fix: give what a buyer pays (harvest-tui price set LUNA=USD).",
            id="worthless",
        ),
        pytest.param(
            {("eth", "Kraken"): D("3.100000000000000001")},
            "eth@Kraken: 3.100000000000000001 units cannot be sold from 3.1.\n"
            "Fix: name more than 0 and at most what the lot holds.",
            id="more than it holds",
        ),
        pytest.param(
            {("eth", "Kraken"): D(0)},
            "eth@Kraken: 0 units cannot be sold from 3.1.\n"
            "Fix: name more than 0 and at most what the lot holds.",
            id="nothing",
        ),
        pytest.param(
            {("x\x1b[31m", "[bold]y"): None},
            "x‹1B›[31m@[bold]y: no such open lot.\nFix: list them (harvest-tui lots).",
            id="a name that would paint the screen",
        ),
    ],
)
def test_a_sale_that_cannot_be_made_is_refused_with_the_way_out(
    marks: dict[tuple[str, str], Decimal | None], message: str
) -> None:
    lots = priced_lots(
        ETH,
        lot("dot", "Kraken", "DOT", "1", "5"),
        lot("dead", "Kraken", "LUNA", "1", "5"),
        prices={"ETH": "2800", "LUNA": "0"},
    )

    with pytest.raises(SaleError) as refused:
        planned(lots, marks, FEE)

    assert str(refused.value) == message


@settings(deadline=None)
@given(
    quantity=st.integers(1, 10**24),
    part=st.integers(1, 10**24),
    cost=st.integers(0, 10**26),
    price=st.integers(1, 10**24),
    rate=st.integers(0, 10**17),
)
def test_a_sale_neither_makes_nor_loses_money(
    quantity: int, part: int, cost: int, price: int, rate: int
) -> None:
    part = min(part, quantity)
    holding = lot("x", "Kraken", "X", text(quantity), text(cost))

    row = sale(
        holding,
        from_atoms(part),
        rates=FeeRates(from_atoms(rate), {}),
        prices={"X": text(price)},
    )

    proceeds, fee, basis = (atoms(row[name]) for name in ("proceeds", "fee", "cost_basis"))
    assert abs(proceeds + fee - Fraction(part * price, ONE)) <= Fraction(1, 2)
    assert abs(fee - Fraction((proceeds + fee) * rate, ONE)) <= Fraction(1, 2)
    assert atoms(row["gain"]) == proceeds - basis
    assert basis == floor(Fraction(cost * part, quantity))


def text(count: int) -> str:
    return plain_text(from_atoms(count))
