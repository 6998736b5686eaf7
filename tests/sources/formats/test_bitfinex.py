from decimal import Decimal

import pytest

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import RowStatus
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources import FORMATS, Options
from harvest_tui.sources.options import DateOrder
from sources.tables import Told, balances, by_status, loaded, sample, told
from sources.variants import assert_order_does_not_matter

TRADES, MOVEMENTS, LEDGER = (
    sample(f"bitfinex_{name}.csv") for name in ("trades", "movements", "ledger")
)
DAY_FIRST = Options(date_order=DateOrder.DMY)


def made(content: str, options: Options = DAY_FIRST) -> list[Transaction]:
    return list(loaded(content, options=options)[1].transactions)


def trade(pair: str = "BTC/USD", fee: str = "-1") -> str:
    header = TRADES.splitlines()[0]
    return f"{header}\n7,{pair},1,2,{fee},0.2,USD,13-01-24 10:00:00,8\n"


def ledger(words: str, amount: str = "1") -> str:
    return LEDGER.splitlines()[0] + f"\n5,{words},USD,{amount},1,13-01-24 10:00:00,exchange\n"


def test_each_trade_is_price_times_amount_with_the_fee_in_what_was_received() -> None:
    # 43,000 x 0.05; 2,400 x 0.4; 0.052 x 0.3; 65,000 x 0.01; 70 x 10; 85 x 5; 0.6 x 100
    assert [told(t) for t in made(TRADES)] == [
        Told("700001", "buy", "0.05 BTC", "2150 USD", "0.0001 BTC"),
        Told("700002", "sell", "960 USD", "0.4 ETH", "1.92 USD"),
        Told("700003", "swap", "0.3 ETH", "0.0156 BTC", "0.0006 ETH"),
        Told("700004", "sell", "650 USD", "0.01 BTC", "1.3 USD"),
        Told("700005", "buy", "10 LTC", "700 USD", "0.02 LTC"),
        Told("700006", "sell", "425 USD", "5 LTC", "0.85 USD"),
        Told("700007", "swap", "100 XRP", "60 USDT", "0.2 XRP"),  # UST is USDT here
    ]
    assert balances(made(TRADES)) == {
        "BTC": Decimal("0.0243"),  # 0.0499 - 0.0156 - 0.01
        "ETH": Decimal("-0.1006"),  # the sample buys less than it sells
        "LTC": Decimal("4.98"),
        "XRP": Decimal("99.8"),
        "USDT": Decimal(-60),
        "USD": Decimal("-819.07"),  # -2,150 + 958.08 + 648.70 - 700 + 424.15
    }


def test_each_movement_that_is_completed_is_booked() -> None:
    _, understood = loaded(MOVEMENTS, options=DAY_FIRST)

    assert [told(t) for t in understood.transactions] == [
        Told("600001", "fiat_deposit", "5000 USD"),
        Told("600002", "transfer_out", went="0.02 BTC", fee="0.0004 BTC"),
    ]
    assert understood.transactions[1].txid == "99synthetic"
    assert [(o.line, o.reason) for o in by_status(understood, RowStatus.SKIPPED)] == [
        (4, "not carried out (CANCELED)")
    ]


def test_of_the_ledger_only_what_the_other_files_do_not_have_is_booked() -> None:
    _, understood = loaded(LEDGER, options=DAY_FIRST)

    assert [told(t) for t in understood.transactions] == [
        Told("500005", "referral", "0.12 USD"),
        Told("500006", "interest", "0.75 USD"),
    ]
    assert [(o.line, o.reason) for o in by_status(understood, RowStatus.SKIPPED)] == [
        (2, "the export of movements tells it"),
        (3, "the export of trades tells it"),
        (4, "the export of trades tells it"),
        (5, "the export of trades tells it"),
    ]


def test_dates_are_as_the_user_has_set_them() -> None:
    month_first = Options(date_order=DateOrder.MDY)
    assert made(TRADES)[0].at.isoformat() == "2024-01-03T10:00:00.123000+00:00"
    assert made(TRADES, month_first)[0].at.isoformat() == "2024-03-01T10:00:00.123000+00:00"
    with pytest.raises(HarvestError, match=r"Fix: say the order \(--date-order dmy or --date-"):
        loaded(TRADES)


def test_one_date_that_can_only_be_read_in_one_way_settles_the_file() -> None:
    settled = TRADES.replace("09-04-24", "19-04-24")
    assert loaded(settled)[1].transactions[0].at.day == 3


@pytest.mark.parametrize("content", [TRADES, MOVEMENTS, LEDGER])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content, options=DAY_FIRST)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (trade("BTCUSD"), 'PAIR "BTCUSD" is not two codes with / between them'),
        (trade(fee="1"), 'FEE "1" is not negative: it may be given back'),
        (
            ledger("Settlement @ 1 on wallet margin"),
            'DESCRIPTION "Settlement @ 1 on wallet margin"',
        ),
        (ledger("Affiliate Rebate (BTCUSD)", "-1"), 'AMOUNT "-1" is not of the sign'),
        (
            MOVEMENTS.replace("COMPLETED,5000", "UNKNOWN,5000"),
            'STATUS "UNKNOWN" is not known',
        ),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    (outcome,) = by_status(loaded(content, options=DAY_FIRST)[1], RowStatus.QUARANTINED)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason


def test_bitfinex_is_a_foreign_broker() -> None:
    family = [form for form in FORMATS.values() if form.source == "bitfinex"]
    assert {(f.custody, f.form_1099da, f.account) for f in family} == {
        ("broker", False, "Bitfinex")
    }
