import pytest

from sources.tables import booked, refused, sample, told
from sources.variants import assert_order_does_not_matter

TRADES, EVENTS = sample("rotki_trades.csv"), sample("rotki_events.csv")
USDC = "eip155:1/erc20:0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"


def short(content: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Give day, account and what happened."""
    transactions = booked(content)
    assert len({t.transaction_id for t in transactions}) == len(transactions)
    return [(t.at.isoformat()[5:16], t.account, told(t)[1:]) for t in transactions]


def test_each_trade_is_booked_at_its_location() -> None:
    # 1704276000000 thousandths of a second are 2024-01-03 10:00:00 UTC
    assert short(TRADES) == [
        ("01-03T10:00", "kraken", ("buy", "0.05 BTC", "2200 USD", "8.8 USD", "")),
        ("01-04T10:00", "ethereum", ("swap", f"1145.25 {USDC}", "0.5 ETH", "0.0041 ETH", "")),
        ("01-10T10:00", "kraken", ("swap", "0.19 ETH", "0.01 BTC", "", "")),
        ("04-01T10:00", "kraken", ("sell", "690 USD", "0.01 BTC", "2.76 USD", "")),
    ]


def test_each_event_is_booked_by_its_type() -> None:
    assert short(EVENTS) == [
        ("01-02T10:00", "kraken", ("fiat_deposit", "5000 USD", "", "", "")),
        ("02-10T10:00", "kraken", ("transfer_out", "", "0.02 BTC", "0.0001 BTC", "")),
        ("02-12T10:00", "kraken", ("staking_reward", "0.003 ETH", "", "", "")),
        ("02-13T10:00", "external", ("income", "40 ARB", "", "", "")),
        ("03-05T10:00", "external", ("spend", "", "10 ARB", "", "")),
        ("03-06T10:00", "external", ("lost", "", "5 ARB", "", "")),
    ]


@pytest.mark.parametrize("content", [TRADES, EVENTS])
def test_the_order_of_rows_and_columns_does_not_matter(content: str) -> None:
    assert_order_does_not_matter(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (EVENTS.replace("Loss,", "Rebase,"), 'Type "Rebase" is not known'),
        (
            EVENTS.replace("1709719200000", "170971920000"),
            'Timestamp "170971920000" is not a count',
        ),
        (EVENTS.replace("1709719200000", "9709719200000"), 'Timestamp "9709719200000" lies before'),
        (EVENTS.replace("ARB,5,", "ARB,,"), "Amount is blank"),
        (TRADES.replace("ethereum,", ","), 'Location "" names no account'),
        (TRADES.replace("1145.25", ""), "Receive Amount is blank"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(content: str, reason: str) -> None:
    outcome = refused(content)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
