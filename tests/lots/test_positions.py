from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.frames import AMOUNT, INSTANT, LEGS, LOTS, POSITIONS, PRICES, empty
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.legs import balances
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.positions import from_gift, positions, priced
from harvest_tui.lots.replay import Conventions, replay

D = Decimal
ON = date(2026, 11, 22)
ZONE = "America/New_York"
NOON = datetime(2025, 12, 1, 17, tzinfo=UTC)
ATOM = D("0.000000000000000001")


def lot(asset: str = "ETH", units: str = "1", cost: str = "1000", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "lot_id": f"{asset}-1",
        "account": "Kraken",
        "asset": asset,
        "quantity": D(units),
        "cost_basis": D(cost),
        "loss_basis": None,
        "acquired_at": NOON,
        "received_at": more.get("acquired_at", NOON),
        "inherited": False,
        "provisional": False,
    } | more


def lots_of(*lots: dict[str, Any]) -> pl.DataFrame:
    blank: dict[str, None] = dict.fromkeys(LOTS)
    return pl.DataFrame([blank | one for one in lots], schema=LOTS, orient="row")


def prices_of(**prices: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"asset": list(prices), "price": [D(price) for price in prices.values()]},
        schema={"asset": pl.String, "price": AMOUNT},
    )


def valued(
    one: dict[str, Any], *, on: date = ON, zone: str = ZONE, **prices: str
) -> dict[str, Any]:
    return priced(lots_of(one), prices_of(**prices), on, zone).row(0, named=True)


def held(*lots: dict[str, Any], balance: dict[str, str], **prices: str) -> dict[str, Any]:
    """Give the positions at one account by asset."""
    found = positions(
        pl.DataFrame(
            {
                "account": ["Kraken"] * len(balance),
                "asset": list(balance),
                "quantity": [D(units) for units in balance.values()],
            },
            schema={"account": pl.String, "asset": pl.String, "quantity": AMOUNT},
        ),
        priced(lots_of(*lots), prices_of(**prices), ON, ZONE),
        prices_of(**prices),
    )
    assert dict(found.schema) == POSITIONS
    return {row["asset"]: row for row in found.iter_rows(named=True)}


def test_a_lot_is_worth_its_units_at_the_price() -> None:
    row = valued(lot(units="3.1", cost="12090"), ETH="2800")

    assert (row["price"], row["market_value"], row["unrealized_gain"]) == (2_800, 8_680, -3_410)


def test_without_a_price_value_and_gain_are_unknown_and_not_zero() -> None:
    row = valued(lot(), BTC="86000")

    assert (row["price"], row["market_value"], row["unrealized_gain"]) == (None, None, None)
    assert row["term"] == "short"


def test_a_price_of_zero_is_a_price() -> None:
    row = valued(lot(), ETH="0")

    assert (row["market_value"], row["unrealized_gain"]) == (0, -1_000)


@pytest.mark.parametrize(
    ("on", "term", "days"),
    [
        # bought 2025-12-01: the year begins on 12-02 and is over when 2026-12-02 begins
        pytest.param(date(2026, 11, 22), "short", 10, id="ten days before"),
        pytest.param(date(2026, 12, 1), "short", 1, id="anniversary"),
        pytest.param(date(2026, 12, 2), "long", None, id="first long-term day"),
    ],
)
def test_days_to_long_term_count_down_to_the_first_long_term_day(
    on: date, term: str, days: int | None
) -> None:
    row = valued(lot(), on=on, ETH="1")

    assert (row["term"], row["days_to_long_term"]) == (term, days)


def test_the_day_of_acquisition_is_the_taxpayers() -> None:
    # 02:30 in UTC is the evening before in New York
    late = lot(acquired_at=datetime(2025, 12, 2, 2, 30, tzinfo=UTC))

    assert valued(late, ETH="1")["acquired_on"] == date(2025, 12, 1)
    assert valued(late, zone="UTC", ETH="1")["acquired_on"] == date(2025, 12, 2)


def test_what_was_inherited_is_long_term_at_once() -> None:
    row = valued(lot(inherited=True), on=date(2025, 12, 3), ETH="1")

    assert (row["term"], row["days_to_long_term"]) == ("long", None)


def test_a_lot_named_by_hand_counts_from_its_first_acquisition() -> None:
    # an opening balance: booked in 2025, bought in 2020
    old = lot(acquired_at=datetime(2020, 1, 1, 17, tzinfo=UTC), received_at=NOON)

    row = valued(old, ETH="1")

    assert (row["acquired_on"], row["term"]) == (date(2020, 1, 1), "long")


def test_units_that_replaced_others_count_from_the_days_of_those() -> None:
    """26 U.S.C. § 1223(3): bought 2025-12-01, but held, with what they replaced, since April."""
    replacing = lot(held_since=date(2025, 4, 5))

    row = valued(replacing, on=date(2026, 4, 5), ETH="1")

    assert (row["acquired_on"], row["term"], row["days_to_long_term"]) == (
        date(2025, 12, 1),
        "short",
        1,
    )
    assert valued(replacing, on=date(2026, 4, 6), ETH="1")["term"] == "long"


@pytest.mark.parametrize(
    ("price", "gain", "since", "term"),
    [
        # 26 U.S.C. § 1015(a): the donor's 10,000 for a gain, the 6,000 of 2026-05-04 for a loss
        pytest.param("12000", 2_000, date(2021, 2, 3), "long", id="a gain"),
        pytest.param("10000", 0, date(2021, 2, 3), "long", id="the donor's basis"),
        pytest.param("8000", 0, date(2021, 2, 3), "long", id="between"),
        pytest.param("6000", 0, date(2021, 2, 3), "long", id="the value then"),
        pytest.param("5000", -1_000, date(2026, 5, 4), "short", id="a loss"),
        pytest.param(None, None, date(2021, 2, 3), "long", id="no price"),
    ],
)
def test_a_gift_has_two_bases_and_two_holding_periods(
    price: str | None, gain: int | None, since: date, term: str
) -> None:
    gift = lot(
        cost="10000",
        loss_basis=D(6000),
        acquired_at=datetime(2021, 2, 3, 17, tzinfo=UTC),
        received_at=datetime(2026, 5, 4, 16, tzinfo=UTC),
    )

    row = valued(gift) if price is None else valued(gift, ETH=price)

    assert (row["unrealized_gain"], row["acquired_on"], row["term"]) == (gain, since, term)


def test_a_gift_can_be_told_to_sell_at_a_loss_after_all() -> None:
    gift = lot(
        loss_basis=D(900),
        acquired_at=datetime(2021, 2, 3, 17, tzinfo=UTC),
        received_at=datetime(2026, 5, 4, 16, tzinfo=UTC),
    )
    at_value = priced(lots_of(gift), prices_of(ETH="900"), ON, ZONE)

    row = from_gift(at_value, pl.lit(value=True)).row(0, named=True)

    assert at_value["term"].item() == "long"
    # first long-term day 2027-05-05
    assert (row["acquired_on"], row["term"], row["days_to_long_term"]) == (
        date(2026, 5, 4),
        "short",
        164,
    )


def test_no_lots_are_priced_to_no_lots() -> None:
    assert priced(empty(LOTS), prices_of(), ON, ZONE).is_empty()


def test_a_position_adds_up_its_lots_by_term() -> None:
    found = held(
        lot(units="1", cost="1000", acquired_at=datetime(2020, 1, 1, tzinfo=UTC)),
        lot(units="2", cost="7000"),
        balance={"ETH": "3"},
        ETH="2800",
    )["ETH"]

    assert found == {
        "account": "Kraken",
        "asset": "ETH",
        "quantity": 3,
        "quantity_without_basis": 0,
        "cost_basis": 8_000,
        "price": 2_800,
        "market_value": 8_400,
        "unrealized_gain": 400,
        "short_term_gain": -1_400,
        "long_term_gain": 1_800,
    }


def test_units_that_no_lot_explains_are_shown_and_have_no_gain() -> None:
    found = held(lot(units="2", cost="5000"), balance={"ETH": "2.4"}, ETH="2800")["ETH"]

    assert (found["quantity"], found["quantity_without_basis"]) == (D("2.4"), D("0.4"))
    # all of it has a value; the gain is of the two units that have a basis
    assert (found["market_value"], found["unrealized_gain"]) == (6_720, 600)
    assert found["cost_basis"] == 5_000


def test_units_without_any_basis_have_no_basis_and_no_gain_rather_than_zero() -> None:
    found = held(balance={"ETH": "0.4"}, ETH="2800")["ETH"]

    assert (found["quantity"], found["quantity_without_basis"]) == (D("0.4"), D("0.4"))
    assert found["market_value"] == 1_120
    gains = ("cost_basis", "unrealized_gain", "short_term_gain", "long_term_gain")
    assert [found[name] for name in gains] == [None] * 4


def test_a_position_without_a_price_keeps_its_basis_and_has_no_gain_rather_than_zero() -> None:
    found = held(lot("DOT", "1000", "5000"), balance={"DOT": "1000"}, ETH="2800")["DOT"]

    assert found["cost_basis"] == 5_000
    unknown = ("price", "market_value", "unrealized_gain", "short_term_gain", "long_term_gain")
    assert [found[name] for name in unknown] == [None] * 5


def test_money_is_a_position_without_lots() -> None:
    found = held(balance={"USD": "1250.50", "EUR": "100", "CHF": "7"}, EUR="1.16")

    assert (found["USD"]["price"], found["USD"]["market_value"]) == (1, D("1250.50"))
    assert (found["EUR"]["price"], found["EUR"]["market_value"]) == (D("1.16"), 116)
    assert (found["CHF"]["price"], found["CHF"]["market_value"]) == (None, None)
    # money cost what it is worth
    assert [found[name]["cost_basis"] for name in ("USD", "EUR", "CHF")] == [
        D("1250.50"),
        116,
        None,
    ]
    assert {row["quantity_without_basis"] for row in found.values()} == {0}


def test_money_owed_shows_as_less_than_nothing() -> None:
    found = held(balance={"USD": "-12.34"})["USD"]

    assert (found["quantity"], found["market_value"]) == (D("-12.34"), D("-12.34"))


def test_a_balance_short_of_its_lots_claims_no_units_without_basis() -> None:
    found = held(lot(units="2"), balance={"ETH": "1.5"}, ETH="2800")["ETH"]

    assert (found["quantity"], found["quantity_without_basis"]) == (D("1.5"), 0)


def test_what_came_and_went_is_no_position() -> None:
    assert held(balance={"ETH": "0", "USD": "0"}, ETH="2800") == {}


def test_lots_that_no_leg_explains_are_shown() -> None:
    found = held(lot(units="2"), balance={}, ETH="2800")["ETH"]

    assert (found["quantity"], found["cost_basis"]) == (0, 1_000)


def test_accounts_are_kept_apart_and_stand_in_order() -> None:
    lots = lots_of(lot(account="Ledger"), lot(), lot("ARB"))
    prices = prices_of(ETH="2800", ARB="1")
    held_units = lots.select("account", "asset", "quantity")

    found = positions(held_units, priced(lots, prices, ON, ZONE), prices)

    assert found.select("account", "asset").rows() == [
        ("Kraken", "ARB"),
        ("Kraken", "ETH"),
        ("Ledger", "ETH"),
    ]


def test_the_smallest_units_of_a_large_balance_are_not_lost() -> None:
    units = "98765432109876543.000000000000000001"

    found = held(lot("SHIB", "98765432109876543", "1"), balance={"SHIB": units}, SHIB="0.00001")[
        "SHIB"
    ]

    assert found["quantity"] == D(units)
    assert found["quantity_without_basis"] == ATOM
    # 987,654,321,098.76543 and 1e-23 more, rounded to 18 decimals
    assert found["market_value"] == D("987654321098.76543")


def test_a_hundred_thousand_lots_add_up_exactly() -> None:
    # a third of a unit each at 0.1: 33,333.3333333333333 units of 10,000 dollars
    third = D("0.333333333333333333")
    one = lots_of(lot(units=str(third), cost="0.1"))
    many = one[[0] * 100_000]
    prices = prices_of(ETH="3")

    found = positions(
        many.select("account", "asset", "quantity").head(1).with_columns(quantity=third * 100_000),
        priced(many, prices, ON, ZONE),
        prices,
    ).row(0, named=True)

    assert found["quantity"] == D("33333.3333333333333")
    assert found["quantity_without_basis"] == 0
    assert found["cost_basis"] == 10_000
    # 0.999999999999999999 - 0.1 each
    assert found["unrealized_gain"] == D("89999.9999999999999")


def test_a_worthless_token_with_very_many_units_does_not_stop_the_book() -> None:
    # 4 x 10^19 units of one lot beside three others: 4 times the largest is past the bound
    spam = lot("SPAM", "40000000000000000000", "0")
    found = held(
        spam, *[lot()] * 3, balance={"SPAM": "40000000000000000000", "ETH": "3"}, ETH="2800"
    )

    assert found["SPAM"]["quantity"] == D("40000000000000000000")
    assert found["SPAM"]["unrealized_gain"] is None
    assert found["ETH"]["unrealized_gain"] == 5_400


def test_sums_that_would_not_fit_are_refused_and_never_wrap() -> None:
    many = lots_of(lot(cost="99999999999999999999"))[[0] * 3]
    prices = prices_of(ETH="3")

    with pytest.raises(ValueError, match="does not fit 38 digits"):
        positions(
            many.select("account", "asset", "quantity").head(1),
            priced(many, prices, ON, ZONE),
            prices,
        )


def test_a_ledger_comes_to_its_positions() -> None:
    # 2 ETH bought for 4,000 and a fee of 10; 0.5 came from nowhere; 1,000 dollars went in first
    def entry(name: str, kind: Kind, hour: int, **fields: Any) -> Transaction:  # noqa: ANN401
        at = datetime(2026, 3, 1, hour, tzinfo=UTC)
        return Transaction(
            transaction_id=name, source="ledger", account="Kraken", at=at, kind=kind, **fields
        )

    ready = prepare(
        frame_of(
            [
                entry("in", Kind.FIAT_DEPOSIT, 1, in_asset="USD", in_quantity=D(5000)),
                entry(
                    "buy",
                    Kind.BUY,
                    2,
                    in_asset="ETH",
                    in_quantity=D(2),
                    out_asset="USD",
                    out_quantity=D(4000),
                    fee_asset="USD",
                    fee_quantity=D(10),
                ),
                entry("lost", Kind.TRANSFER_IN, 3, in_asset="ETH", in_quantity=D("0.5")),
            ]
        ),
        empty(PRICES),
        ZONE,
    )
    done = replay(
        ready.ledger, ready.legs, Conventions(zone=ZONE), findings=ready.findings, today=ON
    )
    prices = prices_of(ETH="2800")

    found = positions(balances(ready.legs), priced(done.lots, prices, ON, ZONE), prices)

    named = {row["asset"]: row for row in found.iter_rows(named=True)}
    assert named["USD"]["quantity"] == 990
    assert (named["ETH"]["quantity"], named["ETH"]["quantity_without_basis"]) == (
        D("2.5"),
        D("0.5"),
    )
    assert (named["ETH"]["cost_basis"], named["ETH"]["unrealized_gain"]) == (4_010, 1_590)


def test_an_empty_book_has_no_positions() -> None:
    nothing = priced(empty(LOTS), prices_of(), ON, ZONE)

    assert positions(balances(empty(LEGS)), nothing, prices_of()).is_empty()
    assert nothing.schema["acquired_at"] == INSTANT
