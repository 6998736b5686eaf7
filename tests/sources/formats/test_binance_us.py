from decimal import Decimal

import pytest

from harvest_tui.domain.rows import RowStatus
from sources.tables import Told, balances, booked, by_status, loaded, only, refused, sample, told
from sources.variants import assert_order_does_not_matter

NEW, LEGACY = sample("binance_us.csv"), sample("binance_us_legacy.csv")
HEADER = NEW.splitlines()[0] + "\n"

# Base is given and Quote got but in spot trading; the fee is beside both. The value is that of
# what is received, in the column in USD.
FIRST = [
    Told("d1", "fiat_deposit", "3000 USD"),
    Told("o1", "buy", "0.0112 BTC", "500 USD", "5 USD"),
    Told("t2", "buy", "0.5 ETH", "1125 USD", "4.5 USD"),
    Told("t3", "swap", "2 BNB", "620 USDT", "0.0015 BNB", "620"),
    Told("t4", "sell", "480 USD", "0.2 ETH", "1.92 USD"),
    Told("", "staking_reward", "0.0009 ETH", usd="2.52"),
    Told("", "fee", went="0.000225 ETH", usd="0.63"),  # the service fee of that reward
    Told("", "referral", "3.3 USDT", usd="3.3"),
    Told("", "airdrop", "40 FLR", usd="1.6"),
    Told("o5", "swap", "1.4 SOL", "0.5 BNB", usd="204"),
]
REST = [
    Told("o6", "buy", "160 ADA", "100 USD", "0.5 USD"),
    Told("o7", "sell", "28.8 USD", "60 ADA", "0.3 USD"),
    Told("5sYnthetic1", "transfer_in", "3 SOL", usd="420"),
    Told("a1b2c3synthetic", "transfer_out", went="0.005 BTC", fee="0.00015 BTC", usd="337"),
    Told("w2", "fiat_withdrawal", went="200 USD"),
]


def nameless(content: str) -> set[Told]:
    """Leave out the ids that are made from rows without one."""
    return {
        one._replace(ident="") if one.ident.startswith("binance_us-") else one
        for one in map(told, booked(content))
    }


@pytest.mark.parametrize(("content", "expected"), [(NEW, FIRST + REST), (LEGACY, FIRST)])
def test_each_row_is_booked_whichever_way_the_header_is_spelt(
    content: str, expected: list[Told]
) -> None:
    _, understood = loaded(content)

    assert nameless(content) == set(expected)
    assert len(by_status(understood, RowStatus.BOOKED)) == len(expected)


def test_the_balances_are_what_the_amounts_and_fees_come_to() -> None:
    after = balances(booked(NEW))

    # 3000 - 505 - 1129.5 + 478.08 - 100.5 + 28.5 - 200
    assert after["USD"] == Decimal("1571.58")
    assert after["BTC"] == Decimal("0.00605")  # 0.0112 - 0.00515
    assert after["BNB"] == Decimal("1.4985")  # 2 - 0.0015 - 0.5
    assert after["ETH"] == Decimal("0.300675")  # 0.5 - 0.2 + 0.0009 - 0.000225


def test_a_fee_in_coins_has_its_value_and_a_move_of_coins_its_hash() -> None:
    by_id = {t.transaction_id: t for t in booked(NEW)}

    assert by_id["t3"].fee_usd == Decimal("0.465")
    assert by_id["a1b2c3synthetic"].fee_usd == Decimal("10.11")
    assert by_id["5sYnthetic1"].txid == "5synthetic1"
    assert by_id["d1"].txid is None


@pytest.mark.parametrize("content", [NEW, LEGACY])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


def test_a_blank_amount_of_dollars_stands_in_the_column_in_usd() -> None:
    row = "1,2024-01-05 10:00:00,Spot Trading,Sell,o2,t2,,,,ETH,0.5,1125,USDT,,1125,,,,,,\n"

    assert told(only(HEADER + row)) == Told("t2", "swap", "1125 USDT", "0.5 ETH", usd="1125")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Quick Buy,Buy", "Raffle,Buy", 'Category "Raffle" is not known'),
        ("Distribution,Others", "Distribution,Odd", 'Operation "Odd" is not known'),
        ("Spot Trading,Sell", "Spot Trading,Hold", 'Operation "Hold" is neither Buy nor Sell'),
        ("FLR,40,1.6", "FLR,-40,1.6", 'Realized Amount For Primary Asset "-40" is less than zero'),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(
    old: str, new: str, reason: str
) -> None:
    outcome = refused(NEW.replace(old, new))
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
