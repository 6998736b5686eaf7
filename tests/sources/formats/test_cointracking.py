import pytest

from harvest_tui.domain.transaction import Precision
from sources.tables import booked, cells, joined, refused, sample, told, unplaced

LIST, PRICES = sample("cointracking_export.csv"), sample("cointracking_trade_prices.csv")
HEADER = LIST.splitlines()[0].removeprefix("\ufeff") + "\n"


def short(content: str) -> list[tuple[str, tuple[str, ...]]]:
    transactions = booked(content)
    assert len({t.transaction_id for t in transactions}) == len(transactions)
    return [(t.account, told(t)[1:]) for t in transactions]


def row(kind: str, bought: str, sold: str, fee: str = '"-",""') -> str:
    return f'"{kind}",{bought},{sold},{fee},"Kraken","","","03.01.2024 10:00:00"\n'


def test_each_row_of_the_trade_list_is_booked_with_the_fee_taken_out() -> None:
    # Sell contains the fee: 2208.80 - 8.80, 0.02 - 0.0001, 0.0505 - 0.0005
    assert short(LIST) == [
        ("Kraken", ("buy", "0.05 BTC", "2200 USD", "8.8 USD", "")),
        ("Kraken", ("swap", "0.19 ETH", "0.01 BTC", "", "")),
        ("Kraken", ("transfer_out", "", "0.0199 BTC", "0.0001 BTC", "")),
        ("Ledger", ("transfer_in", "0.0199 BTC", "", "", "")),
        ("Ledger", ("staking_reward", "0.003 ETH", "", "", "")),
        ("Ledger", ("airdrop", "40 ARB", "", "", "")),
        ("Ledger", ("gift_out", "", "0.05 ETH", "0.0005 ETH", "")),
        ("Binance", ("fee", "", "0.0021 BNB", "", "")),
        ("Ledger", ("lost", "", "5 ARB", "", "")),
        ("Celsius", ("interest", "1 USDC", "", "", "")),
    ]


def test_each_row_of_the_trade_prices_has_its_value_in_dollars() -> None:
    assert short(PRICES) == [
        ("Kraken", ("buy", "0.05 BTC", "2208.8 USD", "", "")),
        ("Ledger", ("staking_reward", "0.003 ETH", "", "", "7.5")),
        ("Ledger", ("spend", "", "10 ARB", "", "18")),
    ]
    assert {t.precision for t in booked(PRICES)} == {Precision.MINUTE}


def test_days_come_before_months() -> None:
    assert [t.at.isoformat()[:10] for t in booked(LIST)[:3]] == [
        "2024-01-03",
        "2024-01-10",
        "2024-02-10",
    ]


@pytest.mark.parametrize("content", [LIST, PRICES])
def test_the_order_of_rows_and_a_further_column_do_not_matter(content: str) -> None:
    header, *rows = cells(content.removeprefix("\ufeff"))
    other = joined([[*header, "New"], *([*line, "new"] for line in reversed(rows))])

    assert unplaced(booked(other)) == unplaced(booked(content))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Buy is net: 0.099 came and 0.001 was kept
        (
            row("Trade", '"0.099","BTC"', '"5000","USD"', '"0.001","BTC"'),
            ("buy", "0.1 BTC", "5000 USD", "0.001 BTC", ""),
        ),
        # a third coin is only named here, and stands in an `Other Fee` row of its own
        (
            row("Trade", '"0.1","BTC"', '"5000","USD"', '"0.01","BNB"'),
            ("buy", "0.1 BTC", "5000 USD", "", ""),
        ),
        (row("Stolen", '"-",""', '"1","BTC"'), ("stolen", "", "1 BTC", "", "")),
        (row("Deposit", '"9","EUR"', '"-",""'), ("fiat_deposit", "9 EUR", "", "", "")),
    ],
)
def test_further_rows_mean_what_they_say(line: str, expected: tuple[str, ...]) -> None:
    assert short(HEADER + line) == [("Kraken", expected)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (row("Raffle", '"1","BTC"', '"-",""'), 'Type "Raffle" is not known of a row in which'),
        (row("Trade", '"1","BTC"', '"-",""'), 'Type "Trade" is not known of a row in which'),
        (row("Trade", '"-",""', '"-",""'), "the row moves nothing"),
        (
            row("Staking", '"1","BTC"', '"-",""').replace("Kraken", ""),
            'Exchange "" names no account',
        ),
        (row("Staking", '"1",""', '"-",""'), "Cur. is blank"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(line: str, reason: str) -> None:
    outcome = refused(HEADER + line)
    assert outcome.reason.startswith(reason)
    assert ". Fix: " in outcome.reason
